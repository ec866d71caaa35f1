import { detailsOf, isErrorCode, type ErrorCode } from '@hearth/schema/protocol/errors.ts';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Outage, outageOf } from '../database/outage.ts';
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
  const outage = outageOf(originalOf(error));
  const field = formatted.path?.filter((key) => typeof key === 'string').join('.');
  if (outage) {
    // That it cannot be reached is logged once, by who watches it; a statement that took too long is a matter of its own.
    log[outage === 'DOWN' ? 'debug' : 'warn'](
      { ministry, field, ...kindOf(error) },
      'no answer of the database',
    );
    return databaseOutage(outage, formatted);
  }
  log.error({ ministry, field, ...kindOf(error) }, 'a part could not be answered');
  return withCode(
    { ...formatted, message: 'The ministry could not answer this part.' },
    'INTERNAL_SERVER_ERROR',
  );
}

/** The error of a database that cannot be used. */
export const databaseOutage = (
  code: Outage,
  formatted: Pick<GraphQLFormattedError, 'path' | 'locations'> = {},
): GraphQLFormattedError => withCode({ ...formatted, message: OUTAGES[code] }, code);

const OUTAGES: Readonly<Record<Outage, string>> = {
  DOWN: 'The database of the ministry cannot be reached.',
  TIMEOUT: 'The database of the ministry did not answer in time.',
};

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
  const { name, code, cause } = originalOf(error) as Error & { code?: unknown; cause?: { code?: unknown } };
  return { error: name, code: cause?.code ?? code };
}

const originalOf = (error: unknown): unknown =>
  error instanceof GraphQLError ? (error.originalError ?? error) : error;

/** The code for a document that does not fit the schema: when all that is wrong are values of scalars, they are at fault. */
export const codeOfInvalid = (errors: readonly GraphQLError[]): ErrorCode =>
  errors.every(({ extensions }) => extensions['code'] === 'BAD_USER_INPUT')
    ? 'BAD_USER_INPUT'
    : 'GRAPHQL_VALIDATION_FAILED';
