import type { ServerResponse } from 'node:http';
import type { Standing } from '../caller/authenticate.ts';
import type { Lifetime } from '../dispatch/outgoing.ts';
import type { HubResult } from '../hub-request.ts';
import { piecesOf } from '../live/pieces.ts';
import type { Sink } from '../live/subscriber.ts';
import { EventStream } from './event-stream.ts';
import type { ConnectedRequest, Operate } from './operate.ts';
import type { Places } from './places.ts';
import { HttpRefusal } from './refusal.ts';
import { errorOf } from './stream-end.ts';

export interface DistinctOptions {
  readonly operate: Operate;
  readonly places: Places;
  /** Called with what failed and should not have. */
  readonly onInternalError: (error: unknown) => void;
}

/**
 * The `id` of the last event of a finished operation. A browser's `EventSource` asks again when a response ends, and
 * sends the last id: it stops when the answer is 204.
 */
export const STREAM_ENDED = 'end';

/** An operation whose answers are events of the response to it. */
export interface DistinctRequest {
  readonly request: ConnectedRequest;
  readonly standing: Standing;
  readonly lastCursor: string | undefined;
  readonly lifetime: Lifetime;
  readonly response: ServerResponse;
  /** Called right before the response is written. */
  readonly onBegin: () => void;
}

/**
 * Answers an operation with events, in distinct connections mode: what is wrong with the operation is told by an event too. Rejects with an
 * `HttpRefusal` before anything is written.
 */
export async function answerWithEvents(
  { operate, places, onInternalError }: DistinctOptions,
  { request, standing, lastCursor, lifetime, response, onBegin }: DistinctRequest,
): Promise<void> {
  const leaving = takePlaces(places, standing);
  response.once('close', () => leaving.forEach((leave) => leave()));
  onBegin();
  const stream = new EventStream(response, request.traceId);
  const finish = (answer: HubResult) => {
    stream.write('next', piecesOf(JSON.stringify(answer)));
    stream.write('complete', [], goesOn(answer) ? undefined : STREAM_ENDED);
    stream.end();
  };
  const sink: Sink = {
    next: (payload, cursor) => stream.write('next', payload, cursor),
    whenDrained: () => stream.whenDrained(),
    end: (ending) => finish({ errors: [errorOf(ending)] }),
  };
  try {
    const result = await operate({ request, standing, sink, lifetime, lastCursor });
    if (!('close' in result)) finish(result);
    else if (response.destroyed) result.close();
    else response.once('close', () => result.close());
  } catch (error) {
    onInternalError(error);
    finish(fault.answer);
  }
}

/** Whether the same request, sent again (with a renewed token where the token ended), gets more. */
function goesOn({ errors }: HubResult): boolean {
  const { code, retryable } = errors?.[0]?.extensions ?? {};
  return retryable === true || code === 'AUTHORITY_ENDED';
}

function takePlaces(places: Places, { authority }: Standing): (() => void)[] {
  const leave = places.take();
  try {
    return [leave, places.takeFor(authority.subject)];
  } catch (error) {
    leave();
    throw error;
  }
}

const fault = new HttpRefusal(500, 'INTERNAL_SERVER_ERROR', 'The operation could not be answered.');
