import type { Authority } from '@hearth/schema/protocol/authority.ts';

/** A subgraph as the supergraph names it. `url` is empty when the supergraph gives none. */
export interface Subgraph {
  readonly name: string;
  readonly url: string;
}

/** One operation for one subgraph. `query` is one of few texts per plan, so a subgraph's document cache always hits. */
export interface SubgraphOperation {
  readonly kind: 'query' | 'mutation';
  readonly query: string;
  /** The query as a JSON string, ready to be spliced into a body. */
  readonly queryJson: string;
  /** The variables as JSON text (an object), ready to be spliced into a body; `undefined` when there are none. */
  readonly variables: string | undefined;
}

/** What goes with an operation beside its text. */
export interface SendOptions {
  /** Milliseconds from now until an answer is of no more use. */
  readonly deadline: number;
  /** Who asks. Reads travel together within one class; a mutation is somebody's and travels alone. Default: nobody. */
  readonly authority?: Authority | undefined;
  /** Of the request in whose course it is sent: 32 hexadecimal digits. Default: one of its own. */
  readonly traceId?: string | undefined;
}

/** A subgraph's answer as parsed JSON. The gateway owns it and changes it in place, so it must not be shared. */
export interface SubgraphAnswer {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}

/** The one seam between the gateway and the ministries: HTTP, in process, or whatever else carries an operation. */
export interface Transport {
  /**
   * Resolves with the answer, whatever GraphQL errors it holds.
   * Rejects with a `TransportError` when there is no answer in time.
   */
  send(subgraph: string, operation: SubgraphOperation, options: SendOptions): Promise<SubgraphAnswer>;
  /** Resolves when calls under way have ended and connections are closed. */
  stop(): Promise<void>;
}

/** Why there is no answer. DOWN: unreachable or broken off; TIMEOUT: past its deadline; BAD_ANSWER: not a GraphQL answer; ABORTED: no longer wanted. */
export type TransportFailure = 'DOWN' | 'TIMEOUT' | 'BAD_ANSWER' | 'ABORTED';

/** What is known of a failure beside its code. */
export interface FailureDetails {
  readonly cause?: unknown;
  /** Whether the same read may be sent again at once: the subgraph has not begun to answer it. Default false. */
  readonly isRetryable?: boolean;
  /** Milliseconds for which the subgraph asked to be left alone (`Retry-After`). */
  readonly retryAfter?: number | undefined;
}

/** No answer from a subgraph. The message and `cause` are for the log and never reach a client. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code: TransportFailure;
  readonly subgraph: string;
  readonly isRetryable: boolean;
  readonly retryAfter: number | undefined;

  constructor(code: TransportFailure, subgraph: string, message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.subgraph = subgraph;
    this.isRetryable = details.isRetryable ?? false;
    this.retryAfter = details.retryAfter;
  }
}
