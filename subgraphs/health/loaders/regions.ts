import { and, countDistinct, eq, isNotNull, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { figure, figureWith } from '@hearth/kit/figures.ts';
import { requirePastYear, requirePastYearEnd } from '@hearth/kit/past-year.ts';
import { ABOUT_NOBODY } from '@hearth/kit/suppression.ts';
import {
  countWhere,
  distinctWhere,
  equals,
  isInRegion,
  regionPosition,
  regionsAsked,
  sumOf,
} from '@hearth/kit/loader.ts';
import { registerHouseholds, registerPersons, registerRegions } from '@hearth/kit/tables.ts';
import { ENCOUNTER_KINDS, type EncounterKind, type InsuranceScheme } from '../codes.ts';
import type { Period } from '../rules.ts';
import {
  chronicCareContracts,
  encounters,
  healthFacilities,
  hospitalPairings,
  insuranceEnrolments,
  majorIllnessCases,
  settlements,
} from '../tables.ts';
import { sumsOfBills } from './costs.ts';

const householdsHere = isInRegion(registerHouseholds.regionCode);

/** Whether a span of days, the last one possibly open, holds a day. */
const holdsOn = (startedOn: PgColumn, endedOn: PgColumn, day: string): SQL =>
  sql`${day}::date between ${startedOn} and coalesce(${endedOn}, 'infinity')`;

const isDuring = (column: PgColumn, { since, until }: Period): SQL =>
  sql`${column} between ${since} and ${until}`;

// The level of a region, by the zeros at the end of its code.
const isVillage = sql`${registerRegions.code} not like '%000'`;
const isTownship = sql`${registerRegions.code} like '%000' and ${registerRegions.code} not like '%000000'`;
const isCounty = sql`${registerRegions.code} like '%000000' and ${registerRegions.code} not like '%00000000'`;

/** How many counties, townships and villages have the care that each should have. */
export const facilityCoverage = figure(ABOUT_NOBODY, (orm, codes) => {
  const isLevel = (level: string): SQL => sql`${healthFacilities.level} = ${level}`;
  const some = (condition: SQL): SQL<boolean> => sql<boolean>`coalesce(bool_or(${condition}), false)`;
  const offer = orm
    .select({
      publicHospital: some(sql`${isLevel('COUNTY_HOSPITAL')} and ${healthFacilities.public}`).as(
        'public_hospital',
      ),
      clinic: some(isLevel('TOWNSHIP_CLINIC')).as('clinic'),
      clinicDoctor: some(sql`${isLevel('TOWNSHIP_CLINIC')} and ${healthFacilities.qualifiedDoctors} > 0`).as(
        'clinic_doctor',
      ),
      villageClinic: some(isLevel('VILLAGE_CLINIC')).as('village_clinic'),
      villageDoctor: some(sql`${isLevel('VILLAGE_CLINIC')} and ${healthFacilities.qualifiedDoctors} > 0`).as(
        'village_doctor',
      ),
    })
    .from(healthFacilities)
    .where(eq(healthFacilities.regionCode, registerRegions.code))
    .as('offer');
  return orm
    .select({
      counties: countWhere(isCounty),
      countiesWithPublicHospital: countWhere(sql`${isCounty} and ${offer.publicHospital}`),
      townships: countWhere(isTownship),
      townshipsWithClinic: countWhere(sql`${isTownship} and ${offer.clinic}`),
      townshipsWithQualifiedDoctor: countWhere(sql`${isTownship} and ${offer.clinicDoctor}`),
      villages: countWhere(isVillage),
      villagesWithClinic: countWhere(sql`${isVillage} and ${offer.villageClinic}`),
      villagesWithQualifiedDoctor: countWhere(sql`${isVillage} and ${offer.villageDoctor}`),
    })
    .from(regionsAsked(codes))
    .leftJoin(registerRegions, isInRegion(registerRegions.code))
    .leftJoinLateral(offer, sql`true`)
    .groupBy(regionPosition)
    .orderBy(regionPosition);
});

/** How many people of current households have cover of the scheme on the day. */
export const insuranceCoverage = figureWith(
  {
    counts: ['people', 'insured'],
    parts: [['people', 'insured']],
    beyondOwn: requirePastYearEnd,
  },
  (orm, codes, { scheme, on }: { scheme: InsuranceScheme; on: string }) =>
    orm
      .select({
        people: countDistinct(registerPersons.id),
        insured: countDistinct(insuranceEnrolments.personId),
      })
      .from(regionsAsked(codes))
      .leftJoin(registerHouseholds, and(householdsHere, registerHouseholds.current))
      .leftJoin(registerPersons, eq(registerPersons.householdId, registerHouseholds.id))
      .leftJoin(
        insuranceEnrolments,
        and(
          eq(insuranceEnrolments.personId, registerPersons.id),
          eq(insuranceEnrolments.scheme, scheme),
          holdsOn(insuranceEnrolments.startedOn, insuranceEnrolments.endedOn, on),
        ),
      )
      .groupBy(regionPosition)
      .orderBy(regionPosition),
);

interface TreatmentArguments {
  kind?: EncounterKind | null | undefined;
  period: Period;
}

/** What could be worked out from figures of treatment: by kind, and by days. */
const treatment = {
  by: { kind: ENCOUNTER_KINDS },
  beyondOwn: (args: TreatmentArguments) => requirePastYear(args.period),
} as const;

/** What treatment cost the people of a region's households in a period, and who paid. */
export const billsOfRegion = figureWith(
  { counts: ['people'], ...treatment },
  (orm, codes, { kind, period }: TreatmentArguments) =>
    orm
      .select({ people: countDistinct(settlements.personId), ...sumsOfBills })
      .from(regionsAsked(codes))
      .leftJoin(registerHouseholds, householdsHere)
      .leftJoin(
        settlements,
        and(
          eq(settlements.householdId, registerHouseholds.id),
          isDuring(settlements.settledOn, period),
          equals(settlements.kind, kind),
        ),
      )
      .groupBy(regionPosition)
      .orderBy(regionPosition),
);

/**
 * How many visits and stays of people of a region's households began in a period, and how many in their county. Whose they
 * were is counted beside: one person may have had many.
 */
export const inCountyTreatment = figureWith(
  { counts: ['people', 'peopleInCounty', 'peopleElsewhere'], ...treatment },
  (orm, codes, { kind, period }: TreatmentArguments) =>
    orm
      .select({
        encounters: countWhere(isNotNull(encounters.id)),
        inCounty: countWhere(sql`${encounters.inCounty}`),
        people: countDistinct(encounters.personId),
        peopleInCounty: distinctWhere(encounters.personId, encounters.inCounty),
        peopleElsewhere: distinctWhere(encounters.personId, sql`not ${encounters.inCounty}`),
      })
      .from(regionsAsked(codes))
      .leftJoin(registerHouseholds, householdsHere)
      .leftJoin(
        encounters,
        and(
          eq(encounters.householdId, registerHouseholds.id),
          isDuring(encounters.startedOn, period),
          equals(encounters.kind, kind),
        ),
      )
      .groupBy(regionPosition)
      .orderBy(regionPosition),
);

/** How many cases of major illness in a region's households are treated. Whose they are is counted beside. */
export const majorIllnessTreatment = figure(
  { counts: ['untreatedPeople', 'peopleInCounty', 'peopleElsewhere'] },
  (orm, codes) => {
    const { id, inCounty, personId, treatmentStartedOn } = majorIllnessCases;
    const isTreated = isNotNull(treatmentStartedOn);
    return orm
      .select({
        cases: countWhere(isNotNull(id)),
        treated: countWhere(isTreated),
        treatedInCounty: countWhere(sql`${isTreated} and ${inCounty}`),
        untreatedPeople: distinctWhere(personId, sql`${treatmentStartedOn} is null`),
        peopleInCounty: distinctWhere(personId, sql`${isTreated} and ${inCounty}`),
        peopleElsewhere: distinctWhere(personId, sql`${isTreated} and ${inCounty} is not true`),
      })
      .from(regionsAsked(codes))
      .leftJoin(registerHouseholds, householdsHere)
      .leftJoin(majorIllnessCases, eq(majorIllnessCases.householdId, registerHouseholds.id))
      .groupBy(regionPosition)
      .orderBy(regionPosition);
  },
);

/** How many people of current households with a contract condition are under contract on the day. */
export const chronicCareCoverage = figureWith(
  {
    counts: ['patients', 'contracted'],
    parts: [['patients', 'contracted']],
    beyondOwn: requirePastYearEnd,
  },
  (orm, codes, { on, treatedSince }: { on: string; treatedSince: string }) => {
    const contract = orm
      .select({
        contracts: sql<number>`count(*)`.as('contracts'),
        visitsDue: sql<number>`sum(${chronicCareContracts.visitsDue})`.as('visits_due'),
        visitsDone: sql<number>`sum(${chronicCareContracts.visitsDone})`.as('visits_done'),
      })
      .from(chronicCareContracts)
      .where(
        and(
          eq(chronicCareContracts.personId, registerPersons.id),
          holdsOn(chronicCareContracts.signedOn, chronicCareContracts.endsOn, on),
        ),
      )
      .as('contract');
    const isContracted = sql`${contract.contracts} > 0`;
    const isTreated = sql`exists (${orm
      .select({ id: encounters.id })
      .from(encounters)
      .where(
        and(
          eq(encounters.personId, registerPersons.id),
          isNotNull(encounters.chronicCondition),
          isDuring(encounters.startedOn, { since: treatedSince, until: on }),
        ),
      )})`;
    return orm
      .select({
        patients: countWhere(sql`${isContracted} or ${isTreated}`),
        contracted: countWhere(isContracted),
        visitsDue: sumOf(contract.visitsDue),
        visitsDone: sumOf(contract.visitsDone),
      })
      .from(regionsAsked(codes))
      .leftJoin(registerHouseholds, and(householdsHere, registerHouseholds.current))
      .leftJoin(registerPersons, eq(registerPersons.householdId, registerHouseholds.id))
      .leftJoinLateral(contract, sql`true`)
      .groupBy(regionPosition)
      .orderBy(regionPosition);
  },
);

/** How many hospitals of a region are supported on the day, and by how many. */
export const hospitalPairingCounts = figureWith(ABOUT_NOBODY, (orm, codes, { on }: { on: string }) =>
  orm
    .select({
      supportingHospitals: countDistinct(hospitalPairings.supportingHospitalCode),
      supportedHospitals: countDistinct(hospitalPairings.supportedHospitalCode),
    })
    .from(regionsAsked(codes))
    .leftJoin(
      hospitalPairings,
      and(
        isInRegion(hospitalPairings.regionCode),
        holdsOn(hospitalPairings.startedOn, hospitalPairings.endedOn, on),
      ),
    )
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);
