import type { Dispatcher } from 'undici';
import { TransportError, type SubgraphAnswer, type TransportFailure } from './transport.ts';

export interface AnswerReaderOptions {
  readonly subgraph: string;
  /** Milliseconds from now. */
  readonly deadline: number;
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: SubgraphAnswer) => void;
  readonly reject: (error: TransportError) => void;
}

/** Reads one HTTP answer, within its deadline and size, and settles once. */
export class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #options: AnswerReaderOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #isSettled = false;
  #status = 0;
  #bytes = 0;

  constructor(options: AnswerReaderOptions) {
    this.#options = options;
    this.#timer = setTimeout(
      () => this.#fail('TIMEOUT', `No answer in ${options.deadline} ms.`),
      options.deadline,
    );
    if (options.signal?.aborted) this.#onAbort();
    else options.signal?.addEventListener('abort', this.#onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isSettled) controller.abort(new Error('The call was given up before it was sent.'));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    this.#status = status;
    if (status === 502 || status === 503 || status === 504) this.#fail('DOWN', `HTTP status ${status}.`);
    else if (!/\bjson\b/i.test(String(headers['content-type']))) {
      this.#fail('BAD_ANSWER', `HTTP status ${status} with content type ${String(headers['content-type'])}.`);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isSettled) return;
    this.#bytes += chunk.length;
    if (this.#bytes <= this.#options.maxAnswerBytes) this.#chunks.push(chunk);
    else this.#fail('BAD_ANSWER', `The answer is larger than ${this.#options.maxAnswerBytes} bytes.`);
  }

  onResponseEnd(): void {
    if (this.#isSettled) return;
    const [first] = this.#chunks;
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    try {
      const answer = JSON.parse(body.toString('utf8'));
      this.#settle();
      this.#options.resolve(answer);
    } catch (cause) {
      this.#fail('BAD_ANSWER', `HTTP status ${this.#status} with broken JSON.`, cause);
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail('DOWN', error.message, error);
  }

  readonly #onAbort = (): void => this.#fail('ABORTED', 'The request was given up.');

  #fail(code: TransportFailure, message: string, cause?: unknown): void {
    if (this.#isSettled) return;
    this.#settle();
    const error = new TransportError(code, this.#options.subgraph, message, cause);
    this.#options.reject(error);
    this.#controller?.abort(error);
  }

  #settle(): void {
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;
