import type { FundBeneficiary, FundEligibilityReason, FundUse, MicrocreditStatus } from './codes.ts';
import type { FundRow, MicrocreditLoanRow } from './tables.ts';

/** What a microcredit loan may be: yuan, years of its term, years of the borrower's age. Public rules of the programme. */
export const MICROCREDIT = { mostYuan: 50_000, mostYears: 3, youngest: 18, oldest: 65 } as const;

/** What is given to each county with a demonstration of e-commerce, yuan. Source: reply 8255, part 3. */
export const ECOMMERCE_YUAN_PER_COUNTY = 20_000_000;

type LoanAmounts = Pick<MicrocreditLoanRow, 'principal' | 'repaid'>;

/** What is still owed (贷款余额), fen. */
export const outstanding = ({ principal, repaid }: LoanAmounts): bigint => principal - repaid;

/** Whether an amount is more than nothing, fen. */
export const isPayable = (amount: bigint): boolean => amount > 0n;

/** Whether no more is paid back than is owed, fen. */
export const isWithinBalance = (loan: LoanAmounts, amount: bigint): boolean => amount <= outstanding(loan);

/** Whether money comes back no sooner than it was lent; both are ISO dates. */
export const isRepaidAfterLending = (lentOn: string, repaidOn: string): boolean => lentOn <= repaidOn;

/** Whether a payment, added to what was spent, stays within what was allocated, fen. */
export const isWithinAllocation = (
  { allocated, spent }: { readonly allocated: bigint; readonly spent: bigint },
  amount: bigint,
): boolean => spent + amount <= allocated;

/** Whether a fund may be used so. */
export const isUseOf = ({ allowedUses }: Pick<FundRow, 'allowedUses'>, use: FundUse): boolean =>
  allowedUses.includes(use);

/** Whether a text is an account's last four digits after what hides the others. */
export const isMaskedAccount = (text: string): boolean => /^\*{4,28}\d{4}$/.test(text);

/** Whether something was still owed past the due day when the bank last reported (逾期). */
export const isOverdue = (loan: LoanAmounts & Pick<MicrocreditLoanRow, 'dueOn' | 'reportedOn'>): boolean =>
  outstanding(loan) > 0n && loan.dueOn < loan.reportedOn;

/** Days past the due day when the bank last reported (逾期天数); 0 when not overdue. */
export function overdueDays(loan: LoanAmounts & Pick<MicrocreditLoanRow, 'dueOn' | 'reportedOn'>): number {
  return isOverdue(loan) ? daysBetween(loan.dueOn, loan.reportedOn) : 0;
}

/** Whether a loan ends within the longest term after it was lent; both are ISO dates. */
export const isWithinTerm = (lentOn: string, dueOn: string): boolean =>
  lentOn < dueOn && dueOn <= `${Number(lentOn.slice(0, 4)) + MICROCREDIT.mostYears}${lentOn.slice(4)}`;

/** Whether the state that a bank reports fits what is owed: settled when, and only when, nothing is. */
export const isStatusOfAmounts = (status: MicrocreditStatus, amounts: LoanAmounts): boolean =>
  (status === 'SETTLED') === (outstanding(amounts) === 0n);

/** Full years from a birth date to a later day; both are ISO dates. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Whether a person of that age may borrow (18 to 65). */
export const mayBorrowAt = (age: number): boolean => age >= MICROCREDIT.youngest && age <= MICROCREDIT.oldest;

/** Disbursed divided by allocated (执行率); null where nothing was allocated. Amounts are fen. */
export const executionRate = (allocated: bigint, disbursed: bigint): number | null =>
  allocated === 0n ? null : Number(disbursed) / Number(allocated);

/** What money would be spent on. */
export interface Purpose {
  readonly category: FundBeneficiary;
  readonly use: FundUse;
  /** Whether it is to overcome a disaster. */
  readonly emergency: boolean;
}

/**
 * Whether a fund may pay for a purpose, and by which rule. Its emergency use goes before what else it is for.
 * Source: reply 8255, parts 2 and 4; the order is our modelling decision.
 */
export function fundEligibility(
  fund: Pick<FundRow, 'allowedCategories' | 'allowedUses' | 'emergencyUse'>,
  { category, use, emergency }: Purpose,
): { allowed: boolean; reason: FundEligibilityReason } {
  if (emergency && fund.emergencyUse) return { allowed: true, reason: 'EMERGENCY' };
  if (!fund.allowedCategories.includes(category)) return { allowed: false, reason: 'CATEGORY_NOT_ALLOWED' };
  if (!fund.allowedUses.includes(use)) return { allowed: false, reason: 'USE_NOT_ALLOWED' };
  return { allowed: true, reason: 'WITHIN_PURPOSE' };
}

/** An account number with all but its last four digits hidden; null when it is none: 8 to 32 digits. */
export function maskAccount(account: string): string | null {
  if (!/^[\d*]{4,28}\d{4}$/.test(account)) return null;
  return account.slice(-4).padStart(account.length, '*');
}

const DAY = 86_400_000; // milliseconds

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;
