import { isYearInBounds, YEARS } from '@hearth/schema/protocol/bounds.ts';
import { badUserInput } from '@hearth/schema/protocol/errors.ts';

/**
 * The arguments of a field, whose year is one that records bear, as the exchange files' cell `year` takes them.
 * @throws BAD_USER_INPUT when it is none
 */
export function withYear<Arguments extends { readonly year: number }>(args: Arguments): Arguments {
  const { year } = args;
  if (isYearInBounds(year)) return args;
  throw badUserInput(`Argument "year" is ${year}; ask for ${YEARS.first} to ${YEARS.last}.`);
}
