import type { GraphQLError } from 'graphql';
import { maskCitizenIds } from '@hearth/schema/protocol/citizen-id.ts';
import { type ErrorCode, isRetryable } from '@hearth/schema/protocol/errors.ts';

/** One error of an answer. */
export interface HubError {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions: ErrorExtensions;
}

/** What an error says of itself to programs. */
export interface ErrorExtensions {
  readonly code: string;
  /** The subgraph at fault, if one is. */
  readonly ministry?: string;
  /** Whether the same request may simply be sent again: never for a mutation that may have run. */
  readonly retryable: boolean;
  /** The limit that the request exceeds, if that is the reason: `depth`, `cost`, `bodyBytes`. */
  readonly limit?: string;
  /** With code RATE_LIMITED: the bucket that is empty, of the caller (`subject`) or of the application (`client`). */
  readonly bucket?: 'subject' | 'client';
  /** With code RATE_LIMITED: what the request costs at least, in points. */
  readonly cost?: number;
  /** With code RATE_LIMITED: the points that what was asked before has cost beyond what the bucket held. */
  readonly owed?: number;
  /** With code RATE_LIMITED: seconds after which the same may be asked again. */
  readonly retryAfter?: number;
  /** With code DENIED, for a field: what the caller lacks. */
  readonly reason?: DenialReason;
  /** With what ends a stream: how far it came. */
  readonly cursor?: string;
  /** With code RULE_REFUSED: the name of the rule. */
  readonly rule?: string;
  /** With code VERSION_CONFLICT: the version that the record has; null when there is none. */
  readonly currentVersion?: number | null;
}

/** What a caller lacks for a field: of each kind that is named, one alternative is needed. */
export interface DenialReason {
  /** The caller has to be known. */
  readonly authenticated?: true;
  /** All scopes of one inner list are needed. */
  readonly scopes?: readonly (readonly string[])[];
  /** All policies of one inner list are needed. */
  readonly policies?: readonly (readonly string[])[];
  /** One of these purposes is needed. */
  readonly purposes?: readonly string[];
}

export type OperationKind = 'query' | 'mutation' | 'subscription';

/** The one place where errors get their extensions. `kind` is what may have run: 'query' also when nothing has. */
export function describeError(
  code: string,
  {
    ministry,
    kind = 'query',
  }: { readonly ministry?: string | undefined; readonly kind?: OperationKind } = {},
): ErrorExtensions {
  const retryable = kind !== 'mutation' && isRetryable(code);
  return ministry === undefined ? { code, retryable } : { code, ministry, retryable };
}

/** A request that is refused before anything runs: the answer has these errors and no data. */
export class Refusal extends Error {
  readonly errors: readonly HubError[];

  constructor(errors: readonly HubError[]) {
    super(maskCitizenIds(errors.map((error) => error.message).join('\n')));
    this.name = 'Refusal';
    this.errors = errors.map((error) => ({ ...error, message: maskCitizenIds(error.message) }));
  }
}

/** The refusal of a request for one reason. */
export function refusal(code: ErrorCode, message: string): Refusal {
  return new Refusal([{ message, extensions: describeError(code) }]);
}

/** The refusal of a request that is beyond a limit. The message says what it has and what it may have. */
export function limitRefusal(limit: string, message: string): Refusal {
  return new Refusal([{ message, extensions: { ...describeError('LIMIT_EXCEEDED'), limit } }]);
}

/** The refusal of a request as a whole for what its caller lacks. */
export function deniedRefusal({ message, reason }: { message: string; reason: DenialReason }): Refusal {
  return new Refusal([{ message, extensions: { ...describeError('DENIED'), reason } }]);
}

const LONGEST = 1_000; // characters of a message, which shows what the client sent

/** The refusal of a request for the reasons that graphql-js gives. */
export function refusalOf(code: ErrorCode, errors: readonly GraphQLError[]): Refusal {
  return new Refusal(
    errors.map(({ message, locations }) => ({
      message: message.length > LONGEST ? `${message.slice(0, LONGEST)} …` : message,
      ...(locations && { locations: locations.map(({ line, column }) => ({ line, column })) }),
      extensions: describeError(code),
    })),
  );
}
