import { badUserInput } from '@hearth/schema/protocol/errors.ts';
import { today } from './today.ts';

// Of regions that a caller does not see, figures are told for calendar years that are over. Could any days be chosen, what
// happened on one of them would be the difference of two answers, each of which tells of nobody.

/**
 * Refuses periods that are no calendar year, or one that is not over.
 * @throws BAD_USER_INPUT naming the days
 */
export function requirePastYear({ since, until }: { readonly since: string; readonly until: string }): void {
  const year = until.slice(0, 4);
  if (since === `${year}-01-01` && until === `${year}-12-31` && until < today()) return;
  throw badUserInput(
    `The months from ${since} to ${until} are no past calendar year. Of regions that you do not see, ask for one: 12 months until ${lastDayOfLastYear()}.`,
  );
}

/**
 * Refuses days that are not the last one of a calendar year that is over.
 * @throws BAD_USER_INPUT naming the day
 */
export function requirePastYearEnd({ on }: { readonly on: string }): void {
  if (on.endsWith('-12-31') && on < today()) return;
  throw badUserInput(
    `The day ${on} is not the last one of a past year. Of regions that you do not see, ask for such a day, as ${lastDayOfLastYear()}.`,
  );
}

const lastDayOfLastYear = (): string => `${Number(today().slice(0, 4)) - 1}-12-31`;
