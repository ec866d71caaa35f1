import { badUserInput } from '@hearth/schema/protocol/errors.ts';

/** The calendar years that records bear, as the exchange files' cell `year` takes them. */
const YEARS = { first: 1949, last: 2100 } as const;

/**
 * The arguments of a field, whose year is one that records bear.
 * @throws BAD_USER_INPUT when it is none
 */
export function withYear<Arguments extends { readonly year: number }>(args: Arguments): Arguments {
  const { year } = args;
  if (year >= YEARS.first && year <= YEARS.last) return args;
  throw badUserInput(`Argument "year" is ${year}; ask for ${YEARS.first} to ${YEARS.last}.`);
}
