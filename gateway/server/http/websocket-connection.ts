import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Admit, Standing } from '../caller/authenticate.ts';
import { untilEnded } from '../caller/until-ended.ts';
import { Lifetime } from '../dispatch/outgoing.ts';
import { describeError, type HubError, limitRefusal, Refusal } from '../errors.ts';
import type { HubResult } from '../hub-request.ts';
import type { Stream } from '../live/live.ts';
import { objectEndingWith, type Pieces, piecesOf } from '../live/pieces.ts';
import type { Sink } from '../live/subscriber.ts';
import { traceIdOf } from '../trace.ts';
import { Backlog } from './backlog.ts';
import { connectionHeaders } from './connection-headers.ts';
import type { HttpLimits } from './limits.ts';
import type { Operate } from './operate.ts';
import type { Places } from './places.ts';
import { HttpRefusal } from './refusal.ts';
import { errorOf } from './stream-end.ts';
import { readBody } from './request.ts';
import { textFrame } from './text-frame.ts';
import { countStreams, Underway } from './underway.ts';
import { type ClientMessage, InvalidMessage, readMessage } from './websocket-message.ts';

/** What all connections of a server share. */
export interface ConnectionOptions {
  readonly admit: Admit;
  readonly operate: Operate;
  readonly places: Places;
  readonly limits: Pick<HttpLimits, 'operationsPerSocket' | 'initTimeout'>;
  /** Called with what failed and should not have. */
  readonly onInternalError: (error: unknown) => void;
}

const AUTHORITY_ENDED = 'AUTHORITY_ENDED';
const UNAUTHORIZED = 4401; // clients give up
const FORBIDDEN = 4403; // clients ask their application for `connectionParams`, and connect again
const SLOW = 64 * 1024; // bytes that wait for a reader who is slow from then on

/** A socket, without extensions, and what it was made of. */
interface Opened {
  readonly socket: WebSocket;
  /** Messages are written here in one piece, between the frames of the socket. */
  readonly stream: Duplex;
  /** Of the request that opened it. */
  readonly headers: IncomingHttpHeaders;
  /** Called once the caller is known. */
  readonly onKnown: () => void;
}

/** One socket that speaks graphql-transport-ws. */
export class WebSocketConnection {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #headers: IncomingHttpHeaders;
  readonly #onKnown: () => void;
  readonly #options: ConnectionOptions;
  readonly #operations = new Map<string, Underway>();
  readonly #leaving: (() => void)[] = [];
  readonly #backlog = new Backlog();
  #isInitialising = false;
  #standing: Standing | undefined;

  constructor({ socket, stream, headers, onKnown }: Opened, options: ConnectionOptions) {
    this.#socket = socket;
    this.#stream = stream;
    this.#headers = headers;
    this.#onKnown = onKnown;
    this.#options = options;
    const late = () => !this.#isInitialising && this.close(4408, 'Connection initialisation timeout');
    const timer = setTimeout(late, options.limits.initTimeout);
    this.#leaving.push(() => clearTimeout(timer));
    socket.on('message', (data, isBinary) => {
      if (isBinary) this.close(4400, 'Invalid message: it must be text');
      else this.#receive(String(data));
    });
    socket.on('error', () => {}); // what breaks the protocol is answered by the library, and then closed
    socket.on('close', () => this.#leave());
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    this.#leave();
  }

  #leave(): void {
    for (const leave of this.#leaving.splice(0)) leave();
    for (const operation of this.#operations.values()) operation.close();
    this.#operations.clear();
  }

  get #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  #receive(text: string): void {
    if (!this.#isOpen) return;
    try {
      this.#take(readMessage(text));
    } catch (error) {
      if (error instanceof InvalidMessage) this.close(4400, error.message);
      else this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#options.onInternalError(error);
    this.close(4500, 'Internal server error');
  }

  #take(message: ClientMessage): void {
    switch (message.type) {
      case 'connection_init':
        return void this.#initialise(message.payload).catch((error: unknown) => this.#fail(error));
      case 'ping':
        return this.#send({ type: 'pong', ...(message.payload && { payload: message.payload }) });
      case 'pong':
        return;
      case 'subscribe':
        if (!this.#standing) return this.close(UNAUTHORIZED, 'Unauthorized');
        if (this.#operations.has(message.id)) {
          return this.close(4409, `Subscriber for ${message.id} already exists`.slice(0, 100));
        }
        return void this.#operate(message.id, message.payload, this.#standing);
      case 'complete':
        this.#operations.get(message.id)?.close();
        this.#operations.delete(message.id);
    }
  }

  async #initialise(payload: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.#isInitialising) return this.close(4429, 'Too many initialisation requests');
    this.#isInitialising = true;
    try {
      const standing = await this.#options.admit(connectionHeaders(this.#headers, payload));
      if (!this.#isOpen) return;
      this.#leaving.push(this.#options.places.takeFor(standing.authority.subject));
      this.#leaving.push(untilEnded(standing, () => this.close(FORBIDDEN, AUTHORITY_ENDED)));
      this.#standing = standing;
      this.#onKnown();
      this.#send({ type: 'connection_ack' });
    } catch (error) {
      if (!(error instanceof HttpRefusal)) throw error;
      this.close(closeCodeOf(error), error.code);
    }
  }

  async #operate(id: string, payload: Readonly<Record<string, unknown>>, standing: Standing): Promise<void> {
    const operation = new Underway(new Lifetime());
    const end = () => {
      if (this.#operations.get(id) === operation) this.#operations.delete(id);
    };
    try {
      const { operationsPerSocket: limit } = this.#options.limits;
      if (this.#operations.size >= limit) throw tooMany(limit);
      this.#operations.set(id, operation);
      standing.count();
      const request = { traceId: traceIdOf(this.#headers['traceparent']), ...readBody(payload) };
      const sink = this.#sinkOf(id, end);
      const result = await this.#options.operate({ request, standing, sink, lifetime: operation.lifetime });
      if ('close' in result) return this.#hold(operation, result);
      if (operation.isClosed) return;
      if (codeOf(result) === AUTHORITY_ENDED) return this.close(FORBIDDEN, AUTHORITY_ENDED);
      end();
      this.#answer(id, result);
    } catch (error) {
      if (operation.isClosed) return;
      end();
      this.#sendError(id, this.#errorsOf(error));
    }
  }

  #hold(operation: Underway, stream: Stream): void {
    operation.hold(stream);
    this.#backlog.leaveRoomFor(countStreams(this.#operations.values()));
  }

  #answer(id: string, result: HubResult): void {
    if (result.data === undefined) return this.#sendError(id, result.errors ?? []);
    this.#send({ id, type: 'next', payload: result });
    this.#send({ id, type: 'complete' });
  }

  #errorsOf(error: unknown): readonly HubError[] {
    if (error instanceof Refusal) return error.errors;
    if (error instanceof HttpRefusal) return error.answer.errors ?? [];
    this.#options.onInternalError(error);
    const extensions = describeError('INTERNAL_SERVER_ERROR');
    return [{ message: 'The operation could not be answered.', extensions }];
  }

  #sinkOf(id: string, end: () => void): Sink {
    const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
    let drained: Promise<void> | undefined;
    return {
      next: (payload) => {
        drained = this.#write(objectEndingWith(head, payload));
        return drained === undefined;
      },
      whenDrained: () => drained ?? Promise.resolve(),
      end: (ending) => {
        end();
        if (ending.code === AUTHORITY_ENDED) this.close(FORBIDDEN, ending.code);
        else this.#sendError(id, [errorOf(ending)]);
      },
    };
  }

  #sendError(id: string, errors: readonly HubError[]): void {
    this.#send({ id, type: 'error', payload: errors });
  }

  #send(message: object): void {
    void this.#write(piecesOf(JSON.stringify(message)));
  }

  /** Undefined when the reader keeps up; else resolves when they have caught up, or are gone. */
  #write(text: Pieces): Promise<void> | undefined {
    if (!this.#isOpen) return undefined;
    const frame = textFrame(text);
    const { bufferedAmount } = this.#socket;
    if (!this.#backlog.admits(frame.length, bufferedAmount)) return void this.#socket.terminate();
    if (bufferedAmount + frame.length < SLOW) {
      this.#stream.write(frame);
      return undefined;
    }
    return new Promise((resolve) => this.#stream.write(frame, () => resolve()));
  }
}

const tooMany = (limit: number): Refusal =>
  limitRefusal(
    'operationsPerSocket',
    `${limit} operations are under way on this connection, which is the limit.`,
  );

/**
 * Clients give up at 4400 and 4401 and tell their application; after 4403 and 1013 they connect again. A token that is
 * refused stays refused, so 4403 is only for callers who were let in.
 */
const closeCodeOf = ({ statusCode }: HttpRefusal): number => {
  if (statusCode === 429 || statusCode === 503) return 1013;
  return statusCode === 400 ? 4400 : UNAUTHORIZED;
};

const codeOf = ({ errors }: HubResult): string | undefined => errors?.[0]?.extensions.code;
