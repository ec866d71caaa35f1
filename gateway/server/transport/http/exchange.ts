import type { Dispatcher } from 'undici';
import type { FailureDetails, TransportFailure } from '../transport.ts';
import type { HttpCall } from './call.ts';
import type { AnswerReader, Form } from './form.ts';

export interface ExchangeOptions {
  readonly calls: readonly HttpCall[];
  readonly form: Form;
  readonly maxAnswerBytes: number;
  /** Whether the request is signed: then status 401 means that the signature is not accepted. */
  readonly isSigned: boolean;
  /** Called with the headers of an answer that can be read. */
  readonly onHeaders: (headers: Headers) => void;
  /** Called when the subgraph does not know the form; the calls are as they were. Undefined: there is no other form. */
  readonly onUnknownForm: (() => void) | undefined;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const UNAVAILABLE = new Set([502, 503, 504]);
const UNKNOWN_FORM = new Set([404, 405, 406, 415, 501]);
const NEWLINE = 0x0a;

/** One HTTP request and its response, within the time of its most patient call and the size allowed. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #options: ExchangeOptions;
  readonly #reader: AnswerReader;
  readonly #timer: NodeJS.Timeout;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #isOver = false;

  constructor(options: ExchangeOptions) {
    const { calls, form } = options;
    this.#options = options;
    this.#reader = form.read(calls);
    const patience = Math.max(...calls.map(({ deadlineAt }) => deadlineAt)) - performance.now();
    this.#timer = setTimeout(
      () => this.#fail('TIMEOUT', `No answer in ${Math.round(patience)} ms.`),
      Math.max(0, patience),
    );
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) controller.abort(new Error('The calls were given up before they were sent.'));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (this.#isOver) return;
    this.#status = status;
    if (UNAVAILABLE.has(status)) {
      const retryAfter = readRetryAfter(headers['retry-after']);
      this.#fail('DOWN', `HTTP status ${status}.`, { isRetryable: true, retryAfter });
    } else if (this.#options.onUnknownForm && UNKNOWN_FORM.has(status)) {
      this.#abort(new Error('The form is not known.'));
      this.#options.onUnknownForm();
    } else if (status === 401 && this.#options.isSigned) {
      this.#fail('BAD_ANSWER', 'HTTP status 401: it does not accept how the call is signed.');
    } else if (status >= 300 && status < 400) {
      this.#fail('BAD_ANSWER', `HTTP status ${status}: redirects are not followed.`);
    } else if (!/\bjson(l|-seq)?\b/i.test(String(headers['content-type']))) {
      this.#fail('BAD_ANSWER', `HTTP status ${status} with content type ${String(headers['content-type'])}.`);
    } else this.#options.onHeaders(headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return;
    const end = this.#reader.isStreaming ? chunk.lastIndexOf(NEWLINE) : -1;
    if (end >= 0) {
      const text = this.#take(chunk.subarray(0, end));
      this.#read(() => this.#reader.lines(text));
    }
    const rest = end < 0 ? chunk : chunk.subarray(end + 1);
    if (rest.length > 0) this.#chunks.push(rest);
    this.#bytes += rest.length;
    if (this.#bytes <= this.#options.maxAnswerBytes) return;
    this.#fail('BAD_ANSWER', `The answer is larger than ${this.#options.maxAnswerBytes} bytes.`);
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    const text = this.#take();
    this.#read(() => this.#reader.end(text));
    if (!this.#isOver) this.#failCalls('DOWN', 'The answer broke off.');
    this.#end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const { code = '' } = error as NodeJS.ErrnoException;
    const isRetryable = this.#status === 0 && !code.startsWith('HPE_');
    this.#fail('DOWN', error.message, { cause: error, isRetryable });
  }

  /** What has come and was not read, as text. */
  #take(last?: Buffer): string {
    if (last) this.#chunks.push(last);
    const [first] = this.#chunks;
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#bytes = 0;
    return body.toString('utf8');
  }

  #read(read: () => void): void {
    try {
      read();
    } catch (cause) {
      this.#fail('BAD_ANSWER', `HTTP status ${this.#status} with an answer that cannot be read.`, { cause });
    }
  }

  #fail(code: TransportFailure, message: string, details?: FailureDetails): void {
    if (this.#isOver) return;
    this.#failCalls(code, message, details);
    this.#abort(new Error(message));
  }

  /** Fails what has no answer yet; nothing when all of it has. */
  #failCalls(code: TransportFailure, message: string, details?: FailureDetails): void {
    for (const call of this.#options.calls) call.fail(code, message, details);
  }

  /** Closes the connection as well: what still comes on it would be read in vain. */
  #abort(reason: Error): void {
    this.#end();
    this.#controller?.abort(reason);
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}

/** Milliseconds that `Retry-After` asks for, in seconds or until a date; undefined when it does not. */
function readRetryAfter(value: string | string[] | undefined): number | undefined {
  if (typeof value !== 'string') return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return wait > 0 ? Math.min(wait, LONGEST_REST) : undefined;
}

const LONGEST_REST = 30_000; // milliseconds; a subgraph is not left alone for longer, whatever it asks
