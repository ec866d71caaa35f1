import { detailsOf, isErrorCode, type ErrorCode } from '@hearth/schema/protocol/errors.ts';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { log } from '../log.ts';

/**
 * Only errors of the catalogue reach the gateway. Anything else, such as a failed statement with the values that
 * it carried, is logged by its kind alone.
 */
export function withoutInternals(
  ministry: string,
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const code = formatted.extensions?.['code'];
  if (isErrorCode(code) && code !== 'INTERNAL_SERVER_ERROR') return withCode(formatted, code);
  log.error({
    ministry,
    field: formatted.path?.filter((key) => typeof key === 'string').join('.'),
    ...kindOf(error),
  });
  return withCode(
    { ...formatted, message: 'The ministry could not answer this part.' },
    'INTERNAL_SERVER_ERROR',
  );
}

/** What is said to a call that is made on nobody's behalf. */
export const ON_NOBODYS_BEHALF = 'The call does not say on whose behalf it is made.';

/** The answer to such a call. */
export const unauthorized: { readonly errors: readonly GraphQLFormattedError[] } = {
  errors: [withCode({ message: ON_NOBODYS_BEHALF }, 'UNSIGNED_CALL')],
};

/** An error with a code, its details, and nothing else beside what GraphQL says of it. */
export function withCode(formatted: GraphQLFormattedError, code: ErrorCode): GraphQLFormattedError {
  return { ...formatted, extensions: { ...detailsOf(code, formatted.extensions ?? {}), code } };
}

/** Names what failed without any value: the error's class and PostgreSQL's code, never the message. */
function kindOf(error: unknown) {
  const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const { cause } = original as { cause?: { code?: unknown } };
  return { error: (original as Error).name, code: cause?.code };
}
