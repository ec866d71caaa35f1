import type { Standing } from '../caller/authenticate.ts';
import type { Lifetime } from '../dispatch/outgoing.ts';
import { describeError, Refusal } from '../errors.ts';
import type { Hub } from '../hub.ts';
import type { HubResult, Parameters } from '../hub-request.ts';
import type { Live, Stream } from '../live/live.ts';
import type { Sink } from '../live/subscriber.ts';
import type { Admission } from './admission.ts';
import { HttpRefusal } from './refusal.ts';

/** What a client asks over a connection, and the trace that it belongs to. */
export type ConnectedRequest = Parameters & { readonly traceId: string };

/** An operation that came over a connection which can carry more than one answer. */
export interface ConnectedOperation {
  readonly request: ConnectedRequest;
  readonly standing: Standing;
  /** Where the messages of a subscription go. */
  readonly sink: Sink;
  readonly lifetime: Lifetime;
  readonly lastCursor?: string | undefined;
}

/**
 * Runs an operation: a subscription gives a stream, everything else its answer, which holds errors alone when the
 * operation is refused. It first checks that the caller's authority still holds: the connection may be hours old.
 */
export type Operate = (operation: ConnectedOperation) => Promise<Stream | HubResult>;

interface OperateOptions {
  readonly hub: () => Pick<Hub, 'execute' | 'kindOf'>;
  readonly live: Pick<Live, 'subscribe'>;
  readonly admit: Admission;
}

/** The refusal of a caller who was let in, and whose authority has ended since. */
export const authorityEnded = (): HttpRefusal =>
  new HttpRefusal(401, 'AUTHORITY_ENDED', 'The token has expired or was withdrawn.');

/** The answer of an operation that its client has ended, which is not sent. */
const givenUp: HubResult = {
  errors: [{ message: 'The operation was given up.', extensions: describeError('ABORTED') }],
};

export function createOperate({ hub, live, admit }: OperateOptions): Operate {
  const run = ({ request, standing, sink, lifetime, lastCursor }: ConnectedOperation) => {
    const { authority } = standing;
    return admit<Stream | HubResult>(authority, async () => {
      const serving = hub();
      const isStream = serving.kindOf({ authority, ...request }) === 'subscription'; // which reads the document
      return isStream
        ? live.subscribe({ request, standing, sink, lastCursor })
        : serving.execute({ authority, lifetime, ...request });
    });
  };
  return async (operation) => {
    try {
      const { standing, lifetime } = operation;
      const holds = standing.holds();
      if (holds !== true && !(await holds)) throw authorityEnded();
      if (lifetime.isGivenUp) return givenUp;
      return await run(operation);
    } catch (error) {
      if (error instanceof Refusal) return { errors: error.errors };
      if (error instanceof HttpRefusal) return error.answer;
      throw error;
    }
  };
}
