import type { SampleRow } from '@hearth/kit/sample/rows.ts';
import { formatYuan } from '@hearth/schema/protocol/yuan.ts';
import type { EncounterKind, InsuranceScheme, InsuredCategory } from '../codes.ts';

/** What of a cost within the catalogue basic insurance pays, in percent. */
const BASIC_PERCENT: Record<EncounterKind, bigint> = {
  OUTPATIENT: 50n,
  SPECIAL_OUTPATIENT: 65n,
  INPATIENT: 72n,
};

/** What medical aid pays of the rest, in percent. */
const AID_PERCENT: Record<InsuredCategory, bigint> = {
  ORDINARY: 0n,
  LIFTED: 0n,
  MONITORED: 30n,
  LOW_INCOME_ALLOWANCE: 70n,
  DESTITUTE_SUPPORT: 90n,
};

const SERIOUS_ILLNESS_FROM = 500_000n; // fen left after basic insurance
const SERIOUS_ILLNESS_PERCENT = 60n;

/** How a bill came about. */
export interface BillCause {
  readonly kind: EncounterKind;
  /** Fen. */
  readonly total: bigint;
  /** How much of it the catalogue has, in percent. */
  readonly cataloguePercent: number;
  readonly schemes: readonly InsuranceScheme[];
  readonly category: InsuredCategory;
}

/** A bill's amounts, in fen. */
export interface Bill {
  readonly total: bigint;
  readonly withinCatalogue: bigint;
  readonly paidByBasic: bigint;
  readonly paidBySeriousIllness: bigint;
  readonly paidByMedicalAid: bigint;
  readonly selfPaid: bigint;
}

/** Who pays a bill: one scheme after the other takes its part of what the one before left. */
export function billOf({ kind, total, cataloguePercent, schemes, category }: BillCause): Bill {
  const withinCatalogue = percentOf(total, BigInt(cataloguePercent));
  const covers = (scheme: InsuranceScheme) => schemes.includes(scheme);
  const paidByBasic = covers('BASIC') ? percentOf(withinCatalogue, BASIC_PERCENT[kind]) : 0n;
  const excess = withinCatalogue - paidByBasic - SERIOUS_ILLNESS_FROM;
  const paidBySeriousIllness =
    covers('SERIOUS_ILLNESS') && excess > 0n ? percentOf(excess, SERIOUS_ILLNESS_PERCENT) : 0n;
  const left = withinCatalogue - paidByBasic - paidBySeriousIllness;
  const paidByMedicalAid = covers('BASIC') ? percentOf(left, AID_PERCENT[category]) : 0n;
  const selfPaid = total - paidByBasic - paidBySeriousIllness - paidByMedicalAid;
  return { total, withinCatalogue, paidByBasic, paidBySeriousIllness, paidByMedicalAid, selfPaid };
}

/** A bill as cells of the settlements' file. */
export const billCells = (bill: Bill): SampleRow => ({
  total: formatYuan(bill.total),
  within_catalogue: formatYuan(bill.withinCatalogue),
  paid_by_basic: formatYuan(bill.paidByBasic),
  paid_by_serious_illness: formatYuan(bill.paidBySeriousIllness),
  paid_by_medical_aid: formatYuan(bill.paidByMedicalAid),
  paid_by_other: '0.00',
  self_paid: formatYuan(bill.selfPaid),
  compliant_self_paid: formatYuan(bill.selfPaid - (bill.total - bill.withinCatalogue)),
});

const percentOf = (amount: bigint, percent: bigint): bigint => (amount * percent) / 100n;
