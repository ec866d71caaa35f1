import { ruleRefused } from './refusals.ts';

/**
 * Refuses a command whose rule does not hold.
 * @param rule the name of the function that decides: clients are told it
 * @param message for people; with no value but those that the command was given
 */
export function demand(holds: boolean, rule: string, message: string): void {
  if (!holds) throw ruleRefused(rule, message);
}

/** Whether amounts of fen are none below zero. */
export const isAmount = (...amounts: readonly bigint[]): boolean => amounts.every((amount) => amount >= 0n);

/** Whether a day has come; both are ISO dates. */
export const hasCome = (day: string, today: string): boolean => day <= today;
