import type { GraphQLSchema } from 'graphql';
import type { Subgraph, Transport } from './transport/transport.ts';

/** What a hub is made of. */
export interface HubOptions {
  /** A Federation 2 supergraph, as SDL. */
  readonly supergraph: string;
  /** Opens the way to the subgraphs that the supergraph names; the hub stops it. */
  readonly transport: (subgraphs: readonly Subgraph[]) => Transport;
  /** Refused before any work is done. Defaults: 1,000 `tokens`... see `document/limits.ts`. */
  readonly limits?: Partial<DocumentLimits>;
  /** Documents and plans kept, least recently used dropped first. Default 1,000. */
  readonly planCacheSize?: number;
  /** Whether `__schema` and `__type` may be asked. Default true. */
  readonly introspection?: boolean;
  /** Labels of `@override(label:)` that are switched on, besides `percent(...)`. Default none. */
  readonly overrideLabels?: ReadonlySet<string>;
  /** Called with what clients must not see: internal messages of subgraphs and transport failures. Default: nothing. */
  readonly onSubgraphFailure?: (failure: SubgraphFailure) => void;
}

/** Bounds on one document, checked while or right after it is parsed. */
export interface DocumentLimits {
  /** Lexical tokens. */
  readonly tokens: number;
  /** Nested selection sets, fragments followed. */
  readonly depth: number;
  /** Aliased fields, fragments followed. */
  readonly aliases: number;
}

/** For the log alone: what a subgraph said or did. */
export interface SubgraphFailure {
  readonly subgraph: string;
  readonly code: string;
  readonly message: string;
  readonly cause?: unknown;
}

/** One GraphQL request, already taken out of HTTP. Nothing is trusted: types are checked here. */
export interface HubRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
  /** Stops what is under way; the answer is then a request error with code ABORTED. */
  readonly signal?: AbortSignal | undefined;
  /** False for GET: a mutation is refused with code MUTATION_NOT_ALLOWED. Default true. */
  readonly mutationAllowed?: boolean;
}

/** One error of an answer. `extensions.code` is always there; `extensions.ministry` names the subgraph at fault, if any. */
export interface HubError {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly ministry?: string } & Readonly<
    Record<string, unknown>
  >;
}

/** An answer, ready for `JSON.stringify`. Without `data` the request was refused and nothing was run. */
export interface HubResult {
  readonly errors?: readonly HubError[];
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** One supergraph, ready to answer. */
export interface Hub {
  /** What clients see: the API schema, without anything inaccessible. */
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly Subgraph[];
  /** Never rejects: whatever goes wrong is in `errors`. */
  execute(request: HubRequest): Promise<HubResult>;
  /** Resolves when the transport has stopped. */
  stop(): Promise<void>;
}

/** Reads the supergraph and is ready to answer. Throws when the supergraph cannot be used. */
export declare function createHub(options: HubOptions): Hub;
