import { isYearInBounds, LARGEST_HOUSEHOLD_YUAN, YEARS } from '@hearth/schema/protocol/bounds.ts';
import { ruleRefused } from './refusals.ts';

/**
 * Refuses a command whose rule does not hold.
 * @param rule the name of the function that decides: clients are told it
 * @param message for people; with no value but those that the command was given
 */
export function demand(holds: boolean, rule: string, message: string): void {
  if (!holds) throw ruleRefused(rule, message);
}

/** Whether amounts of fen are ones of a household: from nothing to a hundred million yuan. */
export const isAmount = (...amounts: readonly bigint[]): boolean =>
  amounts.every((amount) => amount >= 0n && amount <= LARGEST_HOUSEHOLD_FEN);

const LARGEST_HOUSEHOLD_FEN = BigInt(LARGEST_HOUSEHOLD_YUAN) * 100n;

/** Refuses amounts of fen of which one is none of a household. */
export const demandAmounts = (...amounts: readonly bigint[]): void =>
  demand(isAmount(...amounts), 'isAmount', `An amount is not from 0 to ${LARGEST_HOUSEHOLD_YUAN} yuan.`);

/** Refuses a calendar year that no record bears. */
export const demandYear = (year: number): void =>
  demand(
    isYearInBounds(year),
    'isYearInBounds',
    `The year ${year} is not from ${YEARS.first} to ${YEARS.last}.`,
  );

/** Whether a day has come; both are ISO dates. */
export const hasCome = (day: string, today: string): boolean => day <= today;
