import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { Access } from './audit/record-access.ts';
import type { CacheReport } from './cache/counters.ts';
import type { Lifetime } from './dispatch/outgoing.ts';
import type { HubError } from './errors.ts';
import type { MinistryReport } from './run/ministries.ts';

/** What a client asks, already taken out of HTTP. Nothing is trusted: types are checked here. */
export interface Parameters {
  /** Undefined when the client names it by a hash alone; clients send the text once that is refused. */
  readonly query: string | undefined;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
  /** False for GET: a mutation is refused with code MUTATION_NOT_ALLOWED. Default true. */
  readonly mutationAllowed?: boolean;
}

/** What a client asks, and what the server knows of it. */
export interface HubRequest extends Parameters {
  /** Who asks, and what they may; requests share fetches only within one class. Default: nobody of whom anything is known. */
  readonly authority?: Authority;
  /** When it is given up, nothing is waited for: the answer is then a request error with code ABORTED. */
  readonly lifetime?: Lifetime;
  /** Stands in every line of the log about this request: 32 hexadecimal digits. Default: one of its own. */
  readonly traceId?: string;
  /** Whether the answer says, in `extensions.cache`, what of it was kept; `cacheReport: true` in `extensions` asks for it too. Only for who has the scope `cache:read`. Default false. */
  readonly cacheReport?: boolean;
}

/** An answer, ready for `JSON.stringify`. Without `data` the request was refused and nothing was run. */
export interface HubResult {
  readonly errors?: readonly HubError[];
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: AnswerExtensions;
}

/** What an answer says beside its data. */
export interface AnswerExtensions extends Partial<MinistryReport> {
  /** What was kept of it, by subgraph; for who asks. */
  readonly cache?: CacheReport;
}

/** An answer, and what is to be recorded by whoever gives it to somebody; undefined: nothing. */
export interface HubReading {
  readonly result: HubResult;
  readonly access: Access | undefined;
}
