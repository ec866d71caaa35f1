import {
  TransportError,
  type FailureDetails,
  type SendOptions,
  type SubgraphAnswer,
  type SubgraphOperation,
  type TransportFailure,
} from '../transport.ts';

/** One operation that waits for its answer, and settles once. */
export class HttpCall {
  readonly operation: SubgraphOperation;
  readonly authorityClass: string;
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
  readonly answer: Promise<SubgraphAnswer>;
  isSettled = false;
  /** Called when nobody waits for the answer any more. */
  onAbandoned: () => void = () => {};
  readonly #subgraph: string;
  readonly #signal: AbortSignal | undefined;
  #resolve!: (answer: SubgraphAnswer) => void;
  #reject!: (error: TransportError) => void;

  constructor(
    subgraph: string,
    operation: SubgraphOperation,
    { deadline, authorityClass = '', signal }: SendOptions,
  ) {
    this.#subgraph = subgraph;
    this.operation = operation;
    this.authorityClass = authorityClass;
    this.deadlineAt = performance.now() + deadline;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#signal = signal;
    if (signal?.aborted) this.#onAbort();
    else signal?.addEventListener('abort', this.#onAbort);
  }

  resolve(answer: SubgraphAnswer): void {
    if (this.isSettled) return;
    this.#settle();
    this.#resolve(answer);
  }

  fail(code: TransportFailure, message: string, details?: FailureDetails): void {
    if (this.isSettled) return;
    this.#settle();
    this.#reject(new TransportError(code, this.#subgraph, message, details));
  }

  readonly #onAbort = (): void => {
    this.fail('ABORTED', 'The request was given up.');
    this.onAbandoned();
  };

  #settle(): void {
    this.isSettled = true;
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }
}

/** A call as the JSON object that GraphQL over HTTP wants. */
export function writeCall({ operation: { queryJson, variables } }: HttpCall): string {
  return variables === undefined
    ? `{"query":${queryJson}}`
    : `{"query":${queryJson},"variables":${variables}}`;
}
