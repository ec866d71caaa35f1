import type { SampleOptions } from './household.ts';
import type { SampleContext } from './rows.ts';
import { randomFor } from './random.ts';

/** The day that a sample describes unless told: fixed, so that the same seed gives the same bytes. */
export const DEFAULT_TODAY = '2024-12-31';

export const DEFAULT_SEED = 1;

/** What a ministry is given to make the rows of one household, region or the nation. */
export function sampleContext(options: SampleOptions, ministry: string, subject: string): SampleContext {
  return {
    ...options,
    random: randomFor(options.seed, ministry, subject),
    daysAgo: (days) => dayBefore(options.today, days),
  };
}

function dayBefore(today: string, days: number): string {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}
