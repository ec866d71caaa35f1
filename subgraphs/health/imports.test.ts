import type { ImportRow } from '@hearth/kit/imports/exchange.ts';
import { isEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as codes from './codes.ts';
import { exchange } from './imports.ts';
import { health } from './subgraph.ts';

/** Of each kind whose cells depend on one another, a row that keeps every rule. */
const SOUND: Readonly<Record<string, ImportRow>> = {
  'insurance-enrolments': { year: 2024, startedOn: '2024-01-01', endedOn: '2024-12-31' },
  encounters: { kind: 'OUTPATIENT', startedOn: '2024-05-02', endedOn: '2024-05-02' },
  settlements: {
    total: 100_000n,
    withinCatalogue: 90_000n,
    paidByBasic: 60_000n,
    paidBySeriousIllness: 5_000n,
    paidByMedicalAid: 4_000n,
    paidByOther: 1_000n,
    selfPaid: 30_000n,
    compliantSelfPaid: 20_000n,
  },
  'pay-later-agreements': {
    signedOn: '2024-05-02',
    amountDue: 50_000n,
    amountPaid: 50_000n,
    dueOn: '2024-08-02',
  },
  'major-illness-cases': {
    status: 'IN_TREATMENT',
    identifiedOn: '2024-05-02',
    treatmentStartedOn: '2024-05-09',
    closedOn: null,
  },
  'chronic-care-contracts': {
    signedOn: '2024-01-01',
    endsOn: '2024-12-31',
    visitsDone: 2,
    lastVisitOn: '2024-06-01',
  },
  'health-facilities': {
    level: 'TOWNSHIP_CLINIC',
    regionCode: '530625102000',
    grade: 'PRIMARY',
    doctors: 12,
    qualifiedDoctors: 12,
  },
  'hospital-pairings': {
    supportedHospitalCode: '530625000000-01',
    supportingHospitalCode: '530000000000-01',
    startedOn: '2020-05-01',
    endedOn: null,
  },
  'medical-consortia': { regionCode: '530625000000' },
  'health-workforce': { present: 8, qualified: 8 },
  'health-benefit-rules': { startedOn: '2018-01-01', endedOn: '2018-01-01' },
};

/** Changes to a sound row, and the one rule that each breaks. */
const BROKEN: readonly (readonly [kind: string, rule: string, change: ImportRow])[] = [
  ['insurance-enrolments', 'ENDS_AFTER_START', { endedOn: '2023-12-31' }],
  ['insurance-enrolments', 'BEGINS_IN_YEAR', { year: 2023 }],
  ['encounters', 'ENDS_AFTER_START', { kind: 'INPATIENT', endedOn: '2024-05-01' }],
  ['encounters', 'VISIT_IS_ONE_DAY', { endedOn: '2024-05-03' }],
  ['encounters', 'VISIT_IS_ONE_DAY', { endedOn: null }],
  ['settlements', 'PARTS_ADD_UP', { paidByOther: 1_001n }],
  ['settlements', 'CATALOGUE_WITHIN_TOTAL', { withinCatalogue: 100_001n }],
  ['settlements', 'COMPLIANT_WITHIN_SELF_PAID', { compliantSelfPaid: 30_001n }],
  ['pay-later-agreements', 'DEBT_IS_WHOLE', { dueOn: null }],
  ['pay-later-agreements', 'PAID_AT_MOST_DUE', { amountPaid: 50_001n }],
  ['pay-later-agreements', 'PAID_AT_MOST_DUE', { amountDue: null, dueOn: null }],
  ['pay-later-agreements', 'DUE_AFTER_AGREEMENT', { dueOn: '2024-05-01' }],
  ['major-illness-cases', 'DATES_FIT_STATUS', { status: 'IDENTIFIED' }],
  ['major-illness-cases', 'DATES_FIT_STATUS', { treatmentStartedOn: null }],
  ['major-illness-cases', 'DATES_FIT_STATUS', { status: 'CLOSED' }],
  ['major-illness-cases', 'TREATED_AFTER_VERIFICATION', { treatmentStartedOn: '2024-05-01' }],
  ['chronic-care-contracts', 'ENDS_AFTER_START', { endsOn: '2023-12-31' }],
  ['chronic-care-contracts', 'LAST_VISIT_WHEN_VISITED', { visitsDone: 0 }],
  ['chronic-care-contracts', 'LAST_VISIT_WHEN_VISITED', { lastVisitOn: null }],
  ['chronic-care-contracts', 'LAST_VISIT_WHEN_VISITED', { lastVisitOn: '2023-12-31' }],
  ['health-facilities', 'SERVES_ITS_LEVEL', { regionCode: '530625102001' }],
  ['health-facilities', 'GRADE_OF_LEVEL', { grade: 'TERTIARY' }],
  ['health-facilities', 'QUALIFIED_WITHIN_DOCTORS', { qualifiedDoctors: 13 }],
  ['hospital-pairings', 'TWO_HOSPITALS', { supportingHospitalCode: '530625000000-01' }],
  ['hospital-pairings', 'ENDS_AFTER_START', { endedOn: '2020-04-30' }],
  ['medical-consortia', 'REGION_IS_COUNTY', { regionCode: '530625102000' }],
  ['health-workforce', 'QUALIFIED_WITHIN_PRESENT', { qualified: 9 }],
  ['health-benefit-rules', 'ENDS_AFTER_START', { endedOn: '2017-12-31' }],
];

const checksOf = (kind: string) => exchange.find((file) => file.kind === kind)?.checks ?? [];

const brokenBy = (kind: string, row: ImportRow) =>
  checksOf(kind)
    .filter((check) => !check.holds(row))
    .map(({ name }) => name);

describe('the rules of the exchange files', () => {
  it.each(Object.entries(SOUND))('should let a sound row of %s pass', (kind, row) => {
    expect(brokenBy(kind, row)).toEqual([]);
  });

  it.each(BROKEN)('should refuse a row of %s by %s when it has %o', (kind, rule, change) => {
    expect(brokenBy(kind, { ...SOUND[kind], ...change })).toEqual([rule]);
  });

  it('should all be shown at work here', () => {
    const rules = exchange.flatMap(({ kind, checks }) => checks.map(({ name }) => `${kind} ${name}`));
    expect([...new Set(BROKEN.map(([kind, rule]) => `${kind} ${rule}`))].toSorted()).toEqual(
      rules.toSorted(),
    );
  });
});

describe('the code lists of the files', () => {
  const enums = Object.values(health.schema.getTypeMap()).filter((type) => isEnumType(type));

  it.each(Object.entries(codes))(
    'should have %s as an enum of the contract, whole and in order',
    (_, values) => {
      const texts = enums.map((type) =>
        type
          .getValues()
          .map(({ name }) => name)
          .join(' '),
      );
      expect(texts).toContain(values.join(' '));
    },
  );
});
