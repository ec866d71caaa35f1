import type { GraphQLError } from 'graphql';
import type { ErrorCode } from '@hearth/schema/protocol/errors.ts';

/** One error of an answer. `extensions.code` is always there; `extensions.ministry` names the subgraph at fault, if any. */
export interface HubError {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly ministry?: string } & Readonly<
    Record<string, unknown>
  >;
}

/** A request that is refused before anything runs: the answer has these errors and no data. */
export class Refusal extends Error {
  readonly errors: readonly HubError[];

  constructor(errors: readonly HubError[]) {
    super(errors.map((error) => error.message).join('\n'));
    this.name = 'Refusal';
    this.errors = errors;
  }
}

/** The refusal of a request for one reason. */
export function refusal(code: ErrorCode, message: string): Refusal {
  return new Refusal([{ message, extensions: { code } }]);
}

/** The refusal of a request for the reasons that graphql-js gives. */
export function refusalOf(code: ErrorCode, errors: readonly GraphQLError[]): Refusal {
  return new Refusal(
    errors.map(({ message, locations }) => ({
      message,
      ...(locations && { locations: locations.map(({ line, column }) => ({ line, column })) }),
      extensions: { code },
    })),
  );
}
