import { type Authority, nobody } from '@hearth/schema/protocol/authority.ts';
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
  readonly authority: Authority;
  readonly traceId: string | undefined;
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
  readonly answer: Promise<SubgraphAnswer>;
  isSettled = false;
  readonly #subgraph: string;
  #resolve!: (answer: SubgraphAnswer) => void;
  #reject!: (error: TransportError) => void;

  constructor(
    subgraph: string,
    operation: SubgraphOperation,
    { deadline, authority = nobody, traceId }: SendOptions,
  ) {
    this.#subgraph = subgraph;
    this.operation = operation;
    this.authority = authority;
    this.traceId = traceId;
    this.deadlineAt = performance.now() + deadline;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  resolve(answer: SubgraphAnswer): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.#resolve(answer);
  }

  fail(code: TransportFailure, message: string, details?: FailureDetails): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.#reject(new TransportError(code, this.#subgraph, message, details));
  }
}

/** A call as the JSON object that GraphQL over HTTP wants. */
export function writeCall({ operation: { queryJson, variables } }: HttpCall): string {
  return variables === undefined
    ? `{"query":${queryJson}}`
    : `{"query":${queryJson},"variables":${variables}}`;
}
