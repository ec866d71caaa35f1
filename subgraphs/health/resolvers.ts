import { today } from '@hearth/kit/today.ts';
import { badUserInput } from '@hearth/schema/protocol/errors.ts';
import { enrolInInsurance, lapseInsurance, recordSettlement } from './commands.ts';
import type { RequiredResolvers } from './generated/resolvers.ts';
import type { Context } from './loaders.ts';
import { diagnosisName } from './rules/diagnoses.ts';
import {
  daysInCare,
  daysWaited,
  holdsOn,
  isPossiblePeriod,
  monthsBefore,
  MOST_MONTHS,
  payLaterStatus,
  type Period,
  periodOf,
  reimbursed,
  selfPaidToIncome,
  shareOf,
  visitsMissed,
} from './rules.ts';

/** How far back treatment makes somebody a chronic patient, in months. Our modelling decision. */
const MONTHS_OF_TREATMENT = 24;

/** Resolvers of health's slice. Properties of a row that bear their field's name resolve themselves. */
export const resolvers: RequiredResolvers = {
  Query: {
    insuranceEnrolment: (_, { id }, { loaders }) => loaders.insuranceEnrolment.load(id),
    encounter: (_, { id }, { loaders }) => loaders.encounter.load(id),
    settlement: (_, { id }, { loaders }) => loaders.settlement.load(id),
    majorIllnessCase: (_, { id }, { loaders }) => loaders.majorIllnessCase.load(id),
    chronicCareContract: (_, { id }, { loaders }) => loaders.chronicCareContract.load(id),
    payLaterAgreement: (_, { id }, { loaders }) => loaders.payLaterAgreement.load(id),
    healthFacility: (_, { id }, { loaders }) => loaders.healthFacility.load(id),
    hospitalPairing: (_, { id }, { loaders }) => loaders.hospitalPairing.load(id),
    medicalConsortium: (_, { id }, { loaders }) => loaders.medicalConsortium.load(id),
  },

  Mutation: {
    enrolInInsurance: (_, { input }, { run }) => run(enrolInInsurance, input),
    lapseInsurance: (_, { input }, { run }) => run(lapseInsurance, input),
    recordSettlement: (_, { input }, { run }) => run(recordSettlement, input),
  },
  EnrolInInsurancePayload: {
    insuranceEnrolment: ({ id }, _, { loaders }) => loaders.insuranceEnrolment.load(id),
  },
  LapseInsurancePayload: {
    insuranceEnrolment: ({ id }, _, { loaders }) => loaders.insuranceEnrolment.load(id),
  },
  RecordSettlementPayload: {
    settlement: ({ id }, _, { loaders }) => loaders.settlement.load(id),
  },

  Household: {
    __resolveReference: async (reference, { register }) =>
      (await register.household.load(reference.id)) ? reference : null,
    insuranceEnrolments: ({ id }, args, { loaders }) => loaders.enrolmentsOfHousehold.load(id, args),
    uninsuredMembers: ({ id }, { scheme, on }, { loaders }) =>
      loaders.uninsuredMembers.load(id, { scheme, on: on ?? today() }),
    settlements: ({ id }, args, { loaders }) => loaders.settlementsOfHousehold.load(id, args),
    majorIllnessCases: ({ id }, args, { loaders }) => loaders.majorIllnessCasesOfHousehold.load(id, args),
    chronicCareContracts: ({ id }, args, { loaders }) => loaders.contractsOfHousehold.load(id, args),
    payLaterAgreements: ({ id }, args, { loaders }) => loaders.agreementsOfHousehold.load(id, args),
    medicalBurden: async ({ id, netIncomeLastYear }, args, { loaders }) => {
      const period = periodAsked(args);
      const bills = await loaders.billsOfHousehold.load(id, period);
      return {
        reimbursed: reimbursed(bills),
        selfPaidToIncome: selfPaidToIncome(bills.selfPaid, netIncomeLastYear),
        ...period,
        ...bills,
      };
    },
  },

  Person: {
    __resolveReference: async ({ id }, { register }) => ((await register.person.load(id)) ? { id } : null),
    insuranceEnrolments: ({ id }, args, { loaders }) => loaders.enrolmentsOfPerson.load(id, args),
    insured: ({ id }, { scheme, on }, { loaders }) => loaders.insured.load(id, { scheme, on: on ?? today() }),
    encounters: ({ id }, args, { loaders }) => loaders.encountersOfPerson.load(id, args),
    settlements: ({ id }, args, { loaders }) => loaders.settlementsOfPerson.load(id, args),
    majorIllnessCases: ({ id }, args, { loaders }) => loaders.majorIllnessCasesOfPerson.load(id, args),
    chronicCareContracts: ({ id }, args, { loaders }) => loaders.contractsOfPerson.load(id, args),
    payLaterAgreements: ({ id }, args, { loaders }) => loaders.agreementsOfPerson.load(id, args),
    preventionServices: ({ id }, args, { loaders }) => loaders.preventionServicesOfPerson.load(id, args),
    healthBenefits: ({ id }, { on }, { loaders }) => loaders.healthBenefits.load(id, { on: on ?? today() }),
  },

  Region: {
    __resolveReference: async ({ code }, { register }) =>
      (await register.region.load(code)) ? { code } : null,
    healthFacilities: ({ code }, args, { loaders }) => loaders.facilitiesIn.load(code, args),
    hospitalPairings: ({ code }, args, { loaders }) => loaders.pairingsIn.load(code, args),
    medicalConsortia: ({ code }, args, { loaders }) => loaders.consortiaIn.load(code, args),
    healthWorkforce: ({ code }, args, { loaders }) => loaders.workforceIn.load(code, args),
    preventionProgrammes: ({ code }, args, { loaders }) => loaders.programmesIn.load(code, args),
    healthBenefitRules: ({ code }, args, { loaders }) => loaders.benefitRulesIn.load(code, args),
    facilityCoverage: ({ code }, _, { loaders }) => loaders.facilityCoverage.load(code),
    insuranceCoverage: async ({ code }, { scheme, on }, { loaders }) => {
      const args = { scheme, on: on ?? today() };
      const counts = await loaders.insuranceCoverage.load(code, args);
      return counts && { ...args, ...counts, insuredShare: shareOf(counts.insured, counts.people) };
    },
    medicalReimbursement: async ({ code }, { kind, ...args }, { loaders }) => {
      const period = periodAsked(args);
      const bills = await loaders.billsOfRegion.load(code, { kind, period });
      return bills && { ...period, ...bills, ...reimbursement(bills) };
    },
    inCountyTreatment: async ({ code }, { kind, ...args }, { loaders }) => {
      const period = periodAsked(args);
      const counts = await loaders.inCountyTreatment.load(code, { kind, period });
      return counts && { ...period, ...counts, inCountyShare: shareOf(counts.inCounty, counts.encounters) };
    },
    majorIllnessTreatment: async ({ code }, _, { loaders }) => {
      const counts = await loaders.majorIllnessTreatment.load(code);
      return counts && { ...counts, treatedShare: shareOf(counts.treated, counts.cases) };
    },
    chronicCareCoverage: async ({ code }, args, { loaders }) => {
      const on = args.on ?? today();
      const treatedSince = monthsBefore(on, MONTHS_OF_TREATMENT);
      const counts = await loaders.chronicCareCoverage.load(code, { on, treatedSince });
      return counts && { on, ...counts, contractedShare: shareOf(counts.contracted, counts.patients) };
    },
    hospitalPairingCounts: async ({ code }, args, { loaders }) => {
      const on = args.on ?? today();
      const counts = await loaders.hospitalPairingCounts.load(code, { on });
      return counts && { on, ...counts };
    },
  },

  InsuranceEnrolment: {
    person: personOf,
    household: householdOf,
    inForce: (enrolment, { on }) => holdsOn(enrolment, on ?? today()),
  },
  Encounter: {
    person: personOf,
    household: householdOf,
    diagnosisName: ({ diagnosisCode }) => diagnosisName(diagnosisCode),
    facility: facilityOf,
    days: ({ startedOn, endedOn }) => daysInCare(startedOn, endedOn),
    settlements: ({ encounterNumber }, args, { loaders }) =>
      loaders.settlementsOfEncounter.load(encounterNumber, args),
  },
  Settlement: {
    person: personOf,
    household: householdOf,
    encounter: encounterOf,
    reimbursed,
    reimbursedShare: (bill) => reimbursement(bill).reimbursedShare,
  },
  PayLaterAgreement: {
    person: personOf,
    household: householdOf,
    encounter: encounterOf,
    facility: facilityOf,
    status: (agreement, { on }) => payLaterStatus(agreement, on ?? today()),
  },
  MajorIllnessCase: {
    person: personOf,
    household: householdOf,
    facility: facilityOf,
    daysWaited: (illnessCase, { on }) => daysWaited(illnessCase, on ?? today()),
  },
  ChronicCareContract: {
    person: personOf,
    household: householdOf,
    facility: facilityOf,
    inForce: ({ signedOn, endsOn }, { on }) =>
      holdsOn({ startedOn: signedOn, endedOn: endsOn }, on ?? today()),
    visitsMissed: (contract, { on }) => visitsMissed(contract, on ?? today()),
  },
  PreventionService: { person: personOf, household: householdOf, facility: facilityOf },

  HealthBenefitRule: { region: regionOf },
  PreventionProgramme: {
    region: regionOf,
    reachedShare: ({ reachedPeople, targetPeople }) => shareOf(reachedPeople, targetPeople),
  },
  HealthFacility: {
    region: regionOf,
    consortium: ({ consortiumCode }, _, { loaders }) =>
      consortiumCode === null ? null : loaders.consortiumByCode.load(consortiumCode),
  },
  HospitalPairing: {
    region: regionOf,
    supportedHospital: ({ supportedHospitalCode }, _, { loaders }) =>
      loaders.facilityByCode.load(supportedHospitalCode),
    supportingHospital: ({ supportingHospitalCode }, _, { loaders }) =>
      loaders.facilityByCode.load(supportingHospitalCode),
  },
  MedicalConsortium: {
    region: regionOf,
    leadHospital: ({ leadHospitalCode }, _, { loaders }) => loaders.facilityByCode.load(leadHospitalCode),
    members: ({ code }, args, { loaders }) => loaders.membersOfConsortium.load(code, args),
  },
  HealthWorkforce: { region: regionOf },
};

function personOf({ personId }: { personId: string }) {
  return { id: personId };
}

function householdOf({ householdId }: { householdId: string }) {
  return { id: householdId };
}

function regionOf({ regionCode }: { regionCode: string }) {
  return { code: regionCode };
}

function facilityOf({ facilityCode }: { facilityCode: string | null }, _: object, { loaders }: Context) {
  return facilityCode === null ? null : loaders.facilityByCode.load(facilityCode);
}

function encounterOf(
  { encounterNumber }: { encounterNumber: string | null },
  _: object,
  { loaders }: Context,
) {
  return encounterNumber === null ? null : loaders.encounterByNumber.load(encounterNumber);
}

/** What was reimbursed of bills, and as a share of their total. */
function reimbursement(bills: Parameters<typeof reimbursed>[0] & { total: bigint }) {
  const amount = reimbursed(bills);
  return { reimbursed: amount, reimbursedShare: shareOf(amount, bills.total) };
}

/** The period that arguments ask for, up to today unless they say. */
function periodAsked({ months, until }: { months: number; until?: string | null | undefined }): Period {
  if (isPossiblePeriod(months)) return periodOf(months, until ?? today());
  throw badUserInput(`Argument "months" is ${months}; ask for 1 to ${MOST_MONTHS}.`);
}
