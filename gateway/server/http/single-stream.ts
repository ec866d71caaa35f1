import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Standing } from '../caller/authenticate.ts';
import { untilEnded } from '../caller/until-ended.ts';
import { Lifetime } from '../dispatch/outgoing.ts';
import { limitRefusal } from '../errors.ts';
import type { HubResult } from '../hub-request.ts';
import type { Stream } from '../live/live.ts';
import { bytesOf, objectEndingWith, type Pieces, piecesOf } from '../live/pieces.ts';
import type { Sink } from '../live/subscriber.ts';
import { Backlog } from './backlog.ts';
import { EventStream } from './event-stream.ts';
import type { HttpLimits } from './limits.ts';
import { authorityEnded, type ConnectedRequest, type Operate } from './operate.ts';
import type { Places } from './places.ts';
import { badRequest, HttpRefusal } from './refusal.ts';
import { errorOf } from './stream-end.ts';
import { countStreams, Underway } from './underway.ts';

export interface SingleStreamsOptions {
  readonly operate: Operate;
  readonly places: Places;
  readonly limits: Pick<HttpLimits, 'operationsPerSocket'>;
}

const RESERVED_FOR = 30_000; // milliseconds for the stream of a reservation to come

/** Streams that carry many operations each, in single connection mode: each is reserved, then opened once. */
export class SingleStreams {
  readonly #options: SingleStreamsOptions;
  readonly #streams = new Map<string, SingleStream>();

  constructor(options: SingleStreamsOptions) {
    this.#options = options;
  }

  /** Reserves a stream for somebody, and gives the token that opens it. Throws an `HttpRefusal` when they hold too many. */
  reserve(standing: Standing): string {
    const token = randomBytes(24).toString('base64url');
    const stream = new SingleStream(standing, this.#options, () => this.#streams.delete(token));
    this.#streams.set(token, stream);
    return token;
  }

  /** Undefined for a token that reserves nothing. */
  find(token: string): SingleStream | undefined {
    return this.#streams.get(token);
  }

  /** The stream of a token, for the subject who reserved it. Throws an `HttpRefusal` (404) for any other. */
  get(token: string, subject: string): SingleStream {
    const stream = this.#streams.get(token);
    if (stream?.subject === subject) return stream;
    throw noStream();
  }

  /** Ends those that wait for their stream, too. */
  stop(): void {
    for (const stream of this.#streams.values()) stream.end();
  }
}

/**
 * One reserved stream, and the operations that are under way on it. Each acts with the authority of the request that
 * brought it; the stream itself lasts no longer than the authority that reserved it.
 */
export class SingleStream {
  readonly subject: string;
  readonly #standing: Standing;
  readonly #options: SingleStreamsOptions;
  readonly #operations = new Map<string, Underway>();
  readonly #leaving: (() => void)[];
  /** What is written before the stream is there. */
  #early: [event: 'next' | 'complete', data: Pieces][] = [];
  #earlyBytes = 0;
  readonly #backlog = new Backlog();
  #onOpen: (() => void)[] = [];
  #stream: EventStream | undefined;
  #hasEnded = false;

  constructor(standing: Standing, options: SingleStreamsOptions, onEnd: () => void) {
    const { places } = options;
    this.subject = standing.authority.subject;
    this.#standing = standing;
    this.#options = options;
    this.#leaving = [onEnd, places.take()];
    try {
      this.#leaving.push(places.takeFor(this.subject));
    } catch (error) {
      this.end();
      throw error;
    }
    const reserved = setTimeout(() => !this.#stream && this.end(), RESERVED_FOR);
    this.#leaving.push(
      () => clearTimeout(reserved),
      untilEnded(standing, () => this.end()),
    );
  }

  /** Opens it, once, while the authority that reserved it holds. Rejects with an `HttpRefusal` (401, 404, 409). */
  async open(response: ServerResponse, traceId: string, onBegin: () => void): Promise<void> {
    if (!(await this.#standing.holds())) throw authorityEnded();
    if (this.#hasEnded) throw noStream();
    if (this.#stream) throw new HttpRefusal(409, 'BAD_REQUEST', 'The stream is open already.');
    onBegin();
    this.#stream = new EventStream(response, traceId, this.#backlog);
    for (const [event, data] of this.#early.splice(0)) this.#stream.write(event, data);
    for (const resolve of this.#onOpen.splice(0)) resolve();
    response.once('close', () => this.end());
  }

  /**
   * Runs an operation with the authority of its sender; its answers are events of the stream. Resolves with the answer
   * of a refused operation, which is no event of the stream. Rejects with what is wrong with the request.
   */
  async run(request: ConnectedRequest, standing: Standing): Promise<HubResult | undefined> {
    const id = request.extensions?.['operationId'];
    if (typeof id !== 'string' || id === '')
      throw badRequest('`extensions.operationId` must name the operation.');
    if (this.#operations.has(id))
      throw new HttpRefusal(409, 'BAD_REQUEST', 'An operation of that id is under way.');
    const { operate, limits } = this.#options;
    if (this.#operations.size >= limits.operationsPerSocket) return tooMany(limits.operationsPerSocket);
    const operation = new Underway(new Lifetime());
    this.#operations.set(id, operation);
    try {
      const result = await operate({
        request,
        standing,
        sink: this.#sinkOf(id),
        lifetime: operation.lifetime,
      });
      if ('close' in result) this.#hold(operation, result);
      else if (result.data === undefined) return this.#forget(id, result);
      else if (!operation.isClosed) this.#finish(id, result);
      return undefined;
    } catch (error) {
      this.#operations.delete(id);
      throw error;
    }
  }

  /** Ends an operation, if it is under way. */
  stop(id: string): void {
    const operation = this.#operations.get(id);
    if (!operation) return;
    this.#operations.delete(id);
    operation.close();
    this.#write('complete', piecesOf(JSON.stringify({ id })));
  }

  end(): void {
    this.#hasEnded = true;
    for (const leave of this.#leaving.splice(0)) leave();
    for (const operation of this.#operations.values()) operation.close();
    this.#operations.clear();
    this.#early = [];
    for (const resolve of this.#onOpen.splice(0)) resolve();
    this.#stream?.end();
  }

  #hold(operation: Underway, stream: Stream): void {
    operation.hold(stream);
    this.#backlog.leaveRoomFor(countStreams(this.#operations.values()));
  }

  #sinkOf(id: string): Sink {
    const head = Buffer.from(`{"id":${JSON.stringify(id)},"payload":`);
    return {
      next: (payload) => this.#write('next', objectEndingWith(head, payload)),
      whenDrained: () => this.#stream?.whenDrained() ?? this.#whenOpen(),
      end: (ending) => this.#finish(id, { errors: [errorOf(ending)] }),
    };
  }

  #finish(id: string, payload: HubResult): void {
    this.#operations.delete(id);
    this.#write('next', piecesOf(JSON.stringify({ id, payload })));
    this.#write('complete', piecesOf(JSON.stringify({ id })));
  }

  #forget(id: string, result: HubResult): HubResult {
    this.#operations.delete(id);
    return result;
  }

  #write(event: 'next' | 'complete', data: Pieces): boolean {
    if (this.#stream) return this.#stream.write(event, data);
    const bytes = bytesOf(data);
    if (this.#backlog.admits(bytes, this.#earlyBytes)) this.#early.push([event, data]);
    else this.end();
    this.#earlyBytes += bytes;
    return false;
  }

  #whenOpen(): Promise<void> {
    return new Promise((resolve) => this.#onOpen.push(resolve));
  }
}

const noStream = () => new HttpRefusal(404, 'BAD_REQUEST', 'No stream of yours has that token.');

const tooMany = (limit: number): HubResult => ({
  errors: limitRefusal(
    'operationsPerSocket',
    `${limit} operations are under way on this stream, which is the limit.`,
  ).errors,
});
