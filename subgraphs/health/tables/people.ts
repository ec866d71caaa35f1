import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import {
  bytewiseText,
  code,
  householdId,
  isoDate,
  personId,
  provenance,
  recordId,
  yuan,
} from '@hearth/kit/columns.ts';
import {
  INSURANCE_SCHEMES,
  INSURED_CATEGORIES,
  ENCOUNTER_KINDS,
  MAJOR_ILLNESSES,
  MAJOR_ILLNESS_STATUSES,
  CHRONIC_CONDITIONS,
  PREVENTION_SERVICE_KINDS,
  PREVENTION_RESULTS,
} from '../codes.ts';

/** Whom a record is about, with its key. */
const aboutPerson = () => ({ id: recordId(), personId: personId(), householdId: householdId() });

/** Where somebody was treated or served: always a name; a code when the facility has one. */
const atFacility = () => ({
  facilityCode: bytewiseText('facility_code'),
  facilityName: text('facility_name').notNull(),
});

/** Cover by a scheme for a year (参保记录). An import matches on person, scheme and year. */
export const insuranceEnrolments = pgTable(
  'insurance_enrolments',
  {
    ...aboutPerson(),
    scheme: code('scheme', INSURANCE_SCHEMES).notNull(),
    year: integer('year').notNull(),
    insuredAs: code('insured_as', INSURED_CATEGORIES).notNull(),
    contribution: yuan('contribution').notNull(),
    subsidy: yuan('subsidy').notNull(),
    startedOn: isoDate('started_on').notNull(),
    endedOn: isoDate('ended_on').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.scheme, table.year),
    index().on(table.personId, table.startedOn, table.id),
    index().on(table.householdId, table.startedOn, table.id),
  ],
);

/** Visits and stays for treatment (就诊记录). An import matches on the encounter's number. */
export const encounters = pgTable(
  'encounters',
  {
    ...aboutPerson(),
    encounterNumber: bytewiseText('encounter_number').notNull(),
    kind: code('kind', ENCOUNTER_KINDS).notNull(),
    diagnosisCode: bytewiseText('diagnosis_code').notNull(),
    /** Follows from the diagnosis; kept, so that patients can be counted by it. */
    chronicCondition: code('chronic_condition', CHRONIC_CONDITIONS),
    ...atFacility(),
    inCounty: boolean('in_county').notNull(),
    startedOn: isoDate('started_on').notNull(),
    endedOn: isoDate('ended_on'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.encounterNumber),
    index().on(table.personId, table.startedOn, table.id),
    index().on(table.householdId, table.startedOn),
  ],
);

/** Bills and who paid them (费用结算). An import matches on the settlement's number. */
export const settlements = pgTable(
  'settlements',
  {
    ...aboutPerson(),
    settlementNumber: bytewiseText('settlement_number').notNull(),
    encounterNumber: bytewiseText('encounter_number').notNull(),
    kind: code('kind', ENCOUNTER_KINDS).notNull(),
    settledOn: isoDate('settled_on').notNull(),
    total: yuan('total').notNull(),
    withinCatalogue: yuan('within_catalogue').notNull(),
    paidByBasic: yuan('paid_by_basic').notNull(),
    paidBySeriousIllness: yuan('paid_by_serious_illness').notNull(),
    paidByMedicalAid: yuan('paid_by_medical_aid').notNull(),
    paidByOther: yuan('paid_by_other').notNull(),
    selfPaid: yuan('self_paid').notNull(),
    compliantSelfPaid: yuan('compliant_self_paid').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.settlementNumber),
    index().on(table.personId, table.settledOn, table.id),
    index().on(table.householdId, table.settledOn, table.id),
    index().on(table.encounterNumber, table.settledOn, table.id),
  ],
);

/** Agreements to be treated first and pay later (先诊疗后付费协议). An import matches on the agreement's number. */
export const payLaterAgreements = pgTable(
  'pay_later_agreements',
  {
    ...aboutPerson(),
    agreementNumber: bytewiseText('agreement_number').notNull(),
    encounterNumber: bytewiseText('encounter_number'),
    ...atFacility(),
    signedOn: isoDate('signed_on').notNull(),
    depositWaived: yuan('deposit_waived').notNull(),
    amountDue: yuan('amount_due'),
    amountPaid: yuan('amount_paid').notNull(),
    dueOn: isoDate('due_on'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.agreementNumber),
    index().on(table.personId, table.signedOn, table.id),
    index().on(table.householdId, table.signedOn, table.id),
  ],
);

/** Treatment of major illness (大病专项救治). An import matches on person, illness and day of verification. */
export const majorIllnessCases = pgTable(
  'major_illness_cases',
  {
    ...aboutPerson(),
    illness: code('illness', MAJOR_ILLNESSES).notNull(),
    diagnosisCode: bytewiseText('diagnosis_code').notNull(),
    ...atFacility(),
    inCounty: boolean('in_county').notNull(),
    identifiedOn: isoDate('identified_on').notNull(),
    treatmentStartedOn: isoDate('treatment_started_on'),
    closedOn: isoDate('closed_on'),
    status: code('status', MAJOR_ILLNESS_STATUSES).notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.illness, table.identifiedOn),
    index().on(table.personId, table.identifiedOn, table.id),
    index().on(table.householdId, table.identifiedOn, table.id),
  ],
);

/** Contracts for the care of chronic illness (慢病签约). An import matches on the contract's number. */
export const chronicCareContracts = pgTable(
  'chronic_care_contracts',
  {
    ...aboutPerson(),
    contractNumber: bytewiseText('contract_number').notNull(),
    condition: code('condition', CHRONIC_CONDITIONS).notNull(),
    doctor: text('doctor').notNull(),
    ...atFacility(),
    signedOn: isoDate('signed_on').notNull(),
    endsOn: isoDate('ends_on').notNull(),
    visitsDue: integer('visits_due').notNull(),
    visitsDone: integer('visits_done').notNull(),
    lastVisitOn: isoDate('last_visit_on'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.contractNumber),
    index().on(table.personId, table.signedOn, table.id),
    index().on(table.householdId, table.signedOn, table.id),
  ],
);

/** Preventive services (预防保健服务). An import matches on person, kind and day. */
export const preventionServices = pgTable(
  'prevention_services',
  {
    ...aboutPerson(),
    kind: code('kind', PREVENTION_SERVICE_KINDS).notNull(),
    servedOn: isoDate('served_on').notNull(),
    ...atFacility(),
    result: code('result', PREVENTION_RESULTS),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.kind, table.servedOn),
    index().on(table.personId, table.servedOn, table.id),
  ],
);
