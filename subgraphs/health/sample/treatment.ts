import type { SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { SamplePerson } from '@hearth/kit/sample/person.ts';
import type { Random } from '@hearth/kit/sample/random.ts';
import type { SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import { formatYuan } from '@hearth/schema/protocol/yuan.ts';
import type { EncounterKind, InsuranceScheme, InsuredCategory } from '../codes.ts';
import { type Bill, billCells, billOf } from './bills.ts';
import {
  countyHospital,
  prefectureHospital,
  type SampleFacility,
  townshipClinic,
  villageClinic,
} from './facilities.ts';
import type { Illness } from './illness.ts';
import { identity } from './insurance.ts';

/** What a member is treated for once: how, where, for how much. */
interface Treatment {
  readonly kind: EncounterKind;
  readonly diagnosis: string;
  readonly facility: SampleFacility;
  readonly inCounty: boolean;
  /** Fen. */
  readonly total: bigint;
  /** Days in hospital; 0 for a visit. */
  readonly days: number;
}

/** A member who is treated, and who pays for it. */
export interface Patient {
  readonly person: SamplePerson;
  readonly household: SampleHousehold;
  readonly illness: Illness;
  readonly schemes: readonly InsuranceScheme[];
  readonly category: InsuredCategory;
}

/** The rows that one treatment leaves behind. */
export interface TreatmentRows {
  readonly encounter: SampleRow;
  readonly settlement: SampleRow | null;
  readonly payLaterAgreement: SampleRow | null;
}

/** What a member was treated for in the year up to the sample's day. */
export function treatmentRows(patient: Patient, context: SampleContext): TreatmentRows[] {
  return treatmentsOf(patient, context.random).map((treatment, index) =>
    rowsOf(
      treatment,
      patient,
      { number: `${patient.person.id}-${index + 1}`, isFirst: index === 0 },
      context,
    ),
  );
}

/** The sick are treated for what they have, the healthy now and then for a cold. */
function treatmentsOf({ person, household, illness }: Patient, random: Random): Treatment[] {
  const { code } = household.village;
  const treatments: Treatment[] = [];
  if (illness.major) {
    treatments.push(
      stay(
        illness.major.diagnosis,
        random.chance(0.6) ? atCityHospital(code) : atCountyHospital(code),
        random,
        90,
      ),
    );
    if (random.chance(0.5))
      treatments.push(stay(illness.major.diagnosis, atCountyHospital(code), random, 40));
  }
  if (illness.chronic) {
    treatments.push(visit('SPECIAL_OUTPATIENT', illness.chronic, townshipClinic(code), random, 9));
    if (random.chance(0.2)) treatments.push(stay(illness.chronic, atCountyHospital(code), random, 8));
  }
  if (random.chance(0.18)) {
    const cold = random.pick(['J06.900', 'K29.500', 'A09.900', 'M51.200']);
    treatments.push(visit('OUTPATIENT', cold, villageClinic(code), random, 2));
  }
  if (person.age >= 60 && random.chance(0.05)) {
    treatments.push(stay(random.pick(['J18.900', 'S72.000', 'K80.100']), atCountyHospital(code), random, 15));
  }
  return treatments;
}

const atCountyHospital = (village: string) => ({ facility: countyHospital(village), inCounty: true });
const atCityHospital = (village: string) => ({ facility: prefectureHospital(village), inCounty: false });

/** A visit that costs up to so many hundred yuan. */
const visit = (
  kind: EncounterKind,
  diagnosis: string,
  facility: SampleFacility,
  random: Random,
  hundreds: number,
): Treatment => ({
  kind,
  diagnosis,
  facility,
  inCounty: true,
  total: BigInt(random.integer(3_000, hundreds * 10_000)),
  days: 0,
});

/** A stay that costs up to so many thousand yuan. */
const stay = (
  diagnosis: string,
  place: { facility: SampleFacility; inCounty: boolean },
  random: Random,
  thousands: number,
): Treatment => ({
  kind: 'INPATIENT',
  diagnosis,
  ...place,
  total: BigInt(random.integer(200_000, thousands * 100_000)),
  days: random.integer(3, 20),
});

function rowsOf(
  { kind, diagnosis, facility, inCounty, total, days }: Treatment,
  { person, schemes, category }: Patient,
  { number, isFirst }: { readonly number: string; readonly isFirst: boolean },
  context: SampleContext,
): TreatmentRows {
  const { random, daysAgo } = context;
  const isGoingOn = kind === 'INPATIENT' && random.chance(0.06) && !isFirst; // the first is settled: the sick have a bill
  const endedAgo = isGoingOn ? null : random.integer(1, 350);
  const startedAgo = (endedAgo ?? 0) + (isGoingOn ? random.integer(1, 9) : days);
  const bill = billOf({ kind, total, cataloguePercent: random.integer(82, 98), schemes, category });
  const common = { ...identity(person), encounter_number: `E-${number}` };
  const encounter = {
    ...common,
    kind,
    diagnosis_code: diagnosis,
    facility_code: facility.code,
    facility_name: facility.name,
    in_county: inCounty ? 'Y' : 'N',
    started_on: daysAgo(startedAgo),
    ended_on: endedAgo === null ? null : daysAgo(endedAgo),
  };
  const settlement =
    endedAgo === null
      ? null
      : {
          ...common,
          settlement_number: `S-${number}`,
          kind,
          settled_on: daysAgo(endedAgo),
          ...billCells(bill),
        };
  const paysLater = kind === 'INPATIENT' && inCounty && category !== 'ORDINARY';
  return {
    encounter,
    settlement,
    payLaterAgreement: paysLater
      ? {
          ...common,
          agreement_number: `D-${number}`,
          facility_code: facility.code,
          facility_name: facility.name,
          signed_on: daysAgo(startedAgo),
          deposit_waived: '2000.00',
          ...debtCells(bill, endedAgo, context),
        }
      : null,
  };
}

/** Most pay at once, some in time, a few not. */
function debtCells(
  { selfPaid }: Bill,
  endedAgo: number | null,
  { random, daysAgo }: SampleContext,
): SampleRow {
  if (endedAgo === null) return { amount_paid: '0.00' };
  const paidPercent = BigInt(random.pick([100, 100, 100, 100, 50, 0]));
  return {
    amount_due: formatYuan(selfPaid),
    amount_paid: formatYuan((selfPaid * paidPercent) / 100n),
    due_on: daysAgo(endedAgo - 90),
  };
}
