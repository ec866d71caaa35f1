import type { PgColumn } from 'drizzle-orm/pg-core';
import { defineLoaders, equals, pagesByKey, pagesByRegion, rowByKey } from '@hearth/kit/loader.ts';
import type { MinistryContext } from '@hearth/kit/context.ts';
import type {
  ChronicCondition,
  EncounterKind,
  HealthBenefit,
  HealthFacilityLevel,
  HealthWorkforceGroup,
  HospitalGrade,
  InsuranceScheme,
  MajorIllnessStatus,
  PreventionServiceKind,
} from './codes.ts';
import { billsOfHousehold } from './loaders/costs.ts';
import { healthBenefits, insured, uninsuredMembers } from './loaders/insurance.ts';
import {
  billsOfRegion,
  chronicCareCoverage,
  facilityCoverage,
  hospitalPairingCounts,
  inCountyTreatment,
  insuranceCoverage,
  majorIllnessTreatment,
} from './loaders/regions.ts';
import {
  chronicCareContracts,
  encounters,
  healthBenefitRules,
  healthFacilities,
  healthWorkforce,
  hospitalPairings,
  insuranceEnrolments,
  majorIllnessCases,
  medicalConsortia,
  payLaterAgreements,
  preventionProgrammes,
  preventionServices,
  settlements,
} from './tables.ts';

/** What the resolvers of a request are given. */
export type Context = MinistryContext<ReturnType<typeof createLoaders>>;

/** Filter arguments, each of which may be absent. */
type Filters<Arguments> = { readonly [Name in keyof Arguments]?: Arguments[Name] | null | undefined };

// Lists of a person or, by the other column, of all members of a household: the latest first.

const enrolmentsOf = (parent: PgColumn) =>
  pagesByKey<typeof insuranceEnrolments, Filters<{ scheme: InsuranceScheme; year: number }>>({
    table: insuranceEnrolments,
    parent,
    order: [insuranceEnrolments.startedOn, insuranceEnrolments.id],
    direction: 'descending',
    where: ({ scheme, year }) => [
      equals(insuranceEnrolments.scheme, scheme),
      equals(insuranceEnrolments.year, year),
    ],
  });

const settlementsOf = (parent: PgColumn) =>
  pagesByKey<typeof settlements, Filters<{ kind: EncounterKind }>>({
    table: settlements,
    parent,
    order: [settlements.settledOn, settlements.id],
    direction: 'descending',
    where: ({ kind }) => [equals(settlements.kind, kind)],
  });

const agreementsOf = (parent: PgColumn) =>
  pagesByKey({
    table: payLaterAgreements,
    parent,
    order: [payLaterAgreements.signedOn, payLaterAgreements.id],
    direction: 'descending',
  });

const majorIllnessCasesOf = (parent: PgColumn) =>
  pagesByKey<typeof majorIllnessCases, Filters<{ status: MajorIllnessStatus }>>({
    table: majorIllnessCases,
    parent,
    order: [majorIllnessCases.identifiedOn, majorIllnessCases.id],
    direction: 'descending',
    where: ({ status }) => [equals(majorIllnessCases.status, status)],
  });

const contractsOf = (parent: PgColumn) =>
  pagesByKey<typeof chronicCareContracts, Filters<{ condition: ChronicCondition }>>({
    table: chronicCareContracts,
    parent,
    order: [chronicCareContracts.signedOn, chronicCareContracts.id],
    direction: 'descending',
    where: ({ condition }) => [equals(chronicCareContracts.condition, condition)],
  });

/** Every read of health, made anew for each request. */
export const createLoaders = defineLoaders({
  insuranceEnrolment: rowByKey(insuranceEnrolments, insuranceEnrolments.id),
  encounter: rowByKey(encounters, encounters.id),
  encounterByNumber: rowByKey(encounters, encounters.encounterNumber),
  settlement: rowByKey(settlements, settlements.id),
  payLaterAgreement: rowByKey(payLaterAgreements, payLaterAgreements.id),
  majorIllnessCase: rowByKey(majorIllnessCases, majorIllnessCases.id),
  chronicCareContract: rowByKey(chronicCareContracts, chronicCareContracts.id),
  healthFacility: rowByKey(healthFacilities, healthFacilities.id),
  facilityByCode: rowByKey(healthFacilities, healthFacilities.code),
  hospitalPairing: rowByKey(hospitalPairings, hospitalPairings.id),
  medicalConsortium: rowByKey(medicalConsortia, medicalConsortia.id),
  consortiumByCode: rowByKey(medicalConsortia, medicalConsortia.code),

  enrolmentsOfHousehold: enrolmentsOf(insuranceEnrolments.householdId),
  settlementsOfHousehold: settlementsOf(settlements.householdId),
  agreementsOfHousehold: agreementsOf(payLaterAgreements.householdId),
  majorIllnessCasesOfHousehold: majorIllnessCasesOf(majorIllnessCases.householdId),
  contractsOfHousehold: contractsOf(chronicCareContracts.householdId),
  billsOfHousehold,
  uninsuredMembers,

  enrolmentsOfPerson: enrolmentsOf(insuranceEnrolments.personId),
  settlementsOfPerson: settlementsOf(settlements.personId),
  agreementsOfPerson: agreementsOf(payLaterAgreements.personId),
  majorIllnessCasesOfPerson: majorIllnessCasesOf(majorIllnessCases.personId),
  contractsOfPerson: contractsOf(chronicCareContracts.personId),
  encountersOfPerson: pagesByKey<typeof encounters, Filters<{ kind: EncounterKind }>>({
    table: encounters,
    parent: encounters.personId,
    order: [encounters.startedOn, encounters.id],
    direction: 'descending',
    where: ({ kind }) => [equals(encounters.kind, kind)],
  }),
  preventionServicesOfPerson: pagesByKey<typeof preventionServices, Filters<{ kind: PreventionServiceKind }>>(
    {
      table: preventionServices,
      parent: preventionServices.personId,
      order: [preventionServices.servedOn, preventionServices.id],
      direction: 'descending',
      where: ({ kind }) => [equals(preventionServices.kind, kind)],
    },
  ),
  healthBenefits,
  insured,

  settlementsOfEncounter: settlementsOf(settlements.encounterNumber),
  membersOfConsortium: pagesByKey<typeof healthFacilities, Filters<{ level: HealthFacilityLevel }>>({
    table: healthFacilities,
    parent: healthFacilities.consortiumCode,
    order: [healthFacilities.regionCode, healthFacilities.code],
    where: ({ level }) => [equals(healthFacilities.level, level)],
  }),

  facilitiesIn: pagesByRegion<
    typeof healthFacilities,
    Filters<{ level: HealthFacilityLevel; grade: HospitalGrade; public: boolean }>
  >({
    table: healthFacilities,
    region: healthFacilities.regionCode,
    order: [healthFacilities.regionCode, healthFacilities.code],
    where: (filters) => [
      equals(healthFacilities.level, filters.level),
      equals(healthFacilities.grade, filters.grade),
      equals(healthFacilities.public, filters.public),
    ],
  }),
  pairingsIn: pagesByRegion({
    table: hospitalPairings,
    region: hospitalPairings.regionCode,
    order: [hospitalPairings.regionCode, hospitalPairings.startedOn, hospitalPairings.id],
  }),
  consortiaIn: pagesByRegion({
    table: medicalConsortia,
    region: medicalConsortia.regionCode,
    order: [medicalConsortia.regionCode, medicalConsortia.code],
  }),
  workforceIn: pagesByRegion<typeof healthWorkforce, Filters<{ group: HealthWorkforceGroup; year: number }>>({
    table: healthWorkforce,
    region: healthWorkforce.regionCode,
    order: [healthWorkforce.regionCode, healthWorkforce.year, healthWorkforce.id],
    where: ({ group, year }) => [equals(healthWorkforce.group, group), equals(healthWorkforce.year, year)],
  }),
  programmesIn: pagesByRegion<
    typeof preventionProgrammes,
    Filters<{ kind: PreventionServiceKind; year: number }>
  >({
    table: preventionProgrammes,
    region: preventionProgrammes.regionCode,
    order: [preventionProgrammes.regionCode, preventionProgrammes.year, preventionProgrammes.id],
    where: ({ kind, year }) => [
      equals(preventionProgrammes.kind, kind),
      equals(preventionProgrammes.year, year),
    ],
  }),
  benefitRulesIn: pagesByRegion<typeof healthBenefitRules, Filters<{ benefit: HealthBenefit }>>({
    table: healthBenefitRules,
    region: healthBenefitRules.regionCode,
    order: [healthBenefitRules.regionCode, healthBenefitRules.startedOn, healthBenefitRules.id],
    where: ({ benefit }) => [equals(healthBenefitRules.benefit, benefit)],
  }),
  billsOfRegion,
  chronicCareCoverage,
  facilityCoverage,
  hospitalPairingCounts,
  inCountyTreatment,
  insuranceCoverage,
  majorIllnessTreatment,
});
