import { parseYuan } from '@hearth/schema/protocol/yuan.ts';
import type { RegionLevel } from '@hearth/schema/protocol/region-code.ts';
import type { HealthFacilityLevel, HospitalGrade, MajorIllnessStatus, PayLaterStatus } from './codes.ts';

// All dates are ISO, all money is integer fen.

/** What is counted as a share of what: 0 to 1 for a part of a whole, four decimals; null when there is no whole. */
export function shareOf(part: bigint | number, whole: bigint | number): number | null {
  const [numerator, denominator] = [BigInt(part), BigInt(whole)];
  if (denominator <= 0n) return null;
  return Number((numerator * 20_000n + denominator) / (2n * denominator)) / 10_000;
}

/** The parts in which a treatment was paid. */
export interface PaidParts {
  readonly paidByBasic: bigint;
  readonly paidBySeriousIllness: bigint;
  readonly paidByMedicalAid: bigint;
  readonly paidByOther: bigint;
}

/** What all but the person paid (报销合计). */
export const reimbursed = (parts: PaidParts): bigint =>
  parts.paidByBasic + parts.paidBySeriousIllness + parts.paidByMedicalAid + parts.paidByOther;

/** Whether the parts of a bill are its total. */
export const partsAddUp = (
  bill: PaidParts & { readonly total: bigint; readonly selfPaid: bigint },
): boolean => reimbursed(bill) + bill.selfPaid === bill.total;

/** Whether not more of a bill lies within the insurance catalogue than the bill is. */
export const catalogueWithinTotal = (bill: {
  readonly withinCatalogue: bigint;
  readonly total: bigint;
}): boolean => bill.withinCatalogue <= bill.total;

/** Whether the part of the person's own that lies within the catalogue is not more than what they paid. */
export const compliantWithinSelfPaid = (bill: {
  readonly compliantSelfPaid: bigint;
  readonly selfPaid: bigint;
}): boolean => bill.compliantSelfPaid <= bill.selfPaid;

/** The days of a cover, both included. */
interface Cover {
  readonly startedOn: string;
  readonly endedOn: string;
}

/** Whether a cover has a day at least. */
export const endsAfterStart = ({ startedOn, endedOn }: Cover): boolean => startedOn <= endedOn;

/** Whether a cover begins in its insurance year. */
export const beginsInYear = ({ startedOn, year }: { startedOn: string; year: number }): boolean =>
  startedOn.startsWith(`${year}-`);

/** Whether no day of a cover is one of another's. */
export const overlapsNone = (cover: Cover, others: readonly Cover[]): boolean =>
  others.every(({ startedOn, endedOn }) => cover.endedOn < startedOn || endedOn < cover.startedOn);

/** Whether a day is one of the cover's, but not its last: it ends earlier then. */
export const shortens = ({ startedOn, endedOn }: Cover, day: string): boolean =>
  startedOn <= day && day < endedOn;

/** What a household paid for treatment as a share of its income, as the gateway brings that; null when not known. */
export function selfPaidToIncome(selfPaid: bigint, netIncome: unknown): number | null {
  const income = typeof netIncome === 'string' ? parseYuan(netIncome) : null;
  return income === null ? null : shareOf(selfPaid, income);
}

/** The longest period that can be asked for, in months. */
export const MOST_MONTHS = 120;

/** Whether a number of months is one that can be asked for. */
export const isPossiblePeriod = (months: number): boolean => months >= 1 && months <= MOST_MONTHS;

/** First and last day of a period, both included. */
export interface Period {
  readonly since: string;
  readonly until: string;
}

/** The period of so many months up to a day; twelve up to the last day of a year are that year. */
export function periodOf(months: number, until: string): Period {
  return { since: addDays(monthsBefore(until, months), 1), until };
}

/** The same day so many months ago, or the last of its month when that is shorter. */
export function monthsBefore(day: string, months: number): string {
  const date = new Date(day);
  date.setUTCMonth(date.getUTCMonth() - months);
  if (date.getUTCDate() !== Number(day.slice(8))) date.setUTCDate(0);
  return toIso(date);
}

/** Whether something that runs from one day to another, or on without end, holds on a day. */
export const holdsOn = (
  { startedOn, endedOn }: { readonly startedOn: string; readonly endedOn: string | null },
  day: string,
): boolean => startedOn <= day && (endedOn === null || day <= endedOn);

/**
 * Days in care: the first included and for a stay the last not, at least 1; null while the stay goes on.
 */
export const daysInCare = (startedOn: string, endedOn: string | null): number | null =>
  endedOn === null ? null : Math.max(1, daysBetween(startedOn, endedOn));

/** Days from verification of an illness to its treatment, or until a day while none has begun. */
export const daysWaited = (
  {
    identifiedOn,
    treatmentStartedOn,
  }: { readonly identifiedOn: string; readonly treatmentStartedOn: string | null },
  day: string,
): number => Math.max(0, daysBetween(identifiedOn, treatmentStartedOn ?? day));

/** Whether a case of major illness has the dates that its status asks for. */
export function datesFitStatus({
  status,
  treatmentStartedOn,
  closedOn,
}: {
  readonly status: MajorIllnessStatus;
  readonly treatmentStartedOn: string | null;
  readonly closedOn: string | null;
}): boolean {
  const isTreated = treatmentStartedOn !== null;
  switch (status) {
    case 'IDENTIFIED':
      return !isTreated && closedOn === null;
    case 'IN_TREATMENT':
    case 'AFTERCARE':
      return isTreated && closedOn === null;
    case 'CLOSED':
      return closedOn !== null;
  }
}

/** A contract by which somebody is visited. */
export interface VisitPlan {
  readonly signedOn: string;
  readonly endsOn: string;
  /** Visits due over the whole term. */
  readonly visitsDue: number;
  readonly visitsDone: number;
}

/** How many visits are missing on a day when those due are spread evenly over the term; never negative. */
export function visitsMissed({ signedOn, endsOn, visitsDue, visitsDone }: VisitPlan, day: string): number {
  const term = daysBetween(signedOn, endsOn) + 1;
  const passed = Math.min(term, Math.max(0, daysBetween(signedOn, day) + 1));
  return Math.max(0, Math.floor((visitsDue * passed) / term) - visitsDone);
}

/** What somebody has to pay after treatment. */
export interface Debt {
  /** Null until the treatment is settled. */
  readonly amountDue: bigint | null;
  readonly amountPaid: bigint;
  /** Null until the treatment is settled. */
  readonly dueOn: string | null;
}

/** Where an agreement to pay later stands on a day. The last day to pay is still in time. */
export function payLaterStatus({ amountDue, amountPaid, dueOn }: Debt, day: string): PayLaterStatus {
  if (amountDue === null) return 'IN_TREATMENT';
  if (amountPaid >= amountDue) return 'SETTLED';
  return dueOn !== null && dueOn < day ? 'OVERDUE' : 'OWED';
}

const REGION_LEVELS_SERVED: Record<HealthFacilityLevel, readonly RegionLevel[]> = {
  VILLAGE_CLINIC: ['VILLAGE'],
  TOWNSHIP_CLINIC: ['TOWNSHIP'],
  COUNTY_HOSPITAL: ['COUNTY'],
  CITY_HOSPITAL: ['PREFECTURE', 'PROVINCE'],
};

/** Whether a facility of that level serves a region of that level. */
export const servesRegion = (facility: HealthFacilityLevel, region: RegionLevel): boolean =>
  REGION_LEVELS_SERVED[facility].includes(region);

const GRADES: Record<HealthFacilityLevel, readonly HospitalGrade[]> = {
  VILLAGE_CLINIC: ['UNGRADED'],
  TOWNSHIP_CLINIC: ['UNGRADED', 'PRIMARY', 'SECONDARY'],
  COUNTY_HOSPITAL: ['UNGRADED', 'PRIMARY', 'SECONDARY', 'TERTIARY'],
  CITY_HOSPITAL: ['UNGRADED', 'PRIMARY', 'SECONDARY', 'TERTIARY'],
};

/** Whether a facility of that level can have the grade. */
export const isGradeOf = (level: HealthFacilityLevel, grade: HospitalGrade): boolean =>
  GRADES[level].includes(grade);

const DAY = 86_400_000; // milliseconds

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

const addDays = (day: string, days: number): string => toIso(new Date(Date.parse(day) + days * DAY));

const toIso = (date: Date): string => date.toISOString().slice(0, 10);
