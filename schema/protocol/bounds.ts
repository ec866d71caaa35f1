/**
 * What a caller or a file may state: wider than anything a household or a project bears, and narrow enough that no sum over the
 * country overflows. Answers are not held to these bounds, so that a row from before them is shown as it is.
 */

/** First and last day, ISO. Nobody alive was born before, and no plan reaches further. */
export const DAYS = { first: '1900-01-01', last: '2100-12-31' } as const;

/** First and last calendar year of a record. */
export const YEARS = { first: 1949, last: 2100 } as const;

/** The largest amount of a project, a fund or a region, in yuan: a trillion (一万亿元). Negative amounts go as far below zero. */
export const LARGEST_YUAN = 1_000_000_000_000;

/** The largest amount of one household or person, in yuan: a hundred million (一亿元). */
export const LARGEST_HOUSEHOLD_YUAN = 100_000_000;

/** The largest count in one record, of people, jobs or households: more than a province has. */
export const LARGEST_COUNT = 200_000_000;

/** The largest area of one record, in mu: more than the largest county has. */
export const LARGEST_MU = 400_000_000;

/** The largest area of one household, in mu. */
export const LARGEST_HOUSEHOLD_MU = 10_000;

/** Whether a day, ISO, is one that may be stated. */
export const isDayInBounds = (day: string): boolean => DAYS.first <= day && day <= DAYS.last;

/** Whether a day, ISO, is one on which a living person may be born: from the first day to today in China. */
export const isBirthDateInBounds = (day: string): boolean => DAYS.first <= day && day <= todayInChina();

const todayInChina = (): string => new Date(Date.now() + EIGHT_HOURS).toISOString().slice(0, 10);
const EIGHT_HOURS = 8 * 60 * 60 * 1_000; // milliseconds; China has one zone and no summer time

/** Whether a calendar year is one that may be stated. */
export const isYearInBounds = (year: number): boolean => YEARS.first <= year && year <= YEARS.last;

/** Whether an amount of fen is one that may be stated at all. */
export const isAmountInBounds = (fen: bigint): boolean => -mostFen <= fen && fen <= mostFen;

const mostFen = BigInt(LARGEST_YUAN) * 100n;
