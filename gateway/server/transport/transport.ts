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
   * Rejects with a `TransportError` when there is no answer, and when `signal` aborts.
   */
  send(subgraph: string, operation: SubgraphOperation, signal?: AbortSignal): Promise<SubgraphAnswer>;
  /** Resolves when calls under way have ended and connections are closed. */
  stop(): Promise<void>;
}

/** Why there is no answer. DOWN: unreachable or broken off; TIMEOUT: past its deadline; BAD_ANSWER: not a GraphQL answer. */
export type TransportFailure = 'DOWN' | 'TIMEOUT' | 'BAD_ANSWER' | 'ABORTED';

/** No answer from a subgraph. The message and `cause` are for the log and never reach a client. */
export class TransportError extends Error {
  readonly code: TransportFailure;
  readonly subgraph: string;

  constructor(code: TransportFailure, subgraph: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'TransportError';
    this.code = code;
    this.subgraph = subgraph;
  }
}
