import { describe, expect, it } from 'vitest';
import type { ImportRow } from '@hearth/kit/imports/exchange.ts';
import { exchange } from './imports.ts';

/** A row of each kind that keeps every rule, as the cells give it. */
const SOUND: Readonly<Record<string, ImportRow>> = {
  'school-enrolments': {
    stage: 'JUNIOR',
    grade: 2,
    status: 'STUDYING',
    startedOn: '2023-09-01',
    endedOn: null,
  },
  'dropout-cases': {
    stage: 'JUNIOR',
    grade: 2,
    status: 'RETURNED',
    leftOn: '2024-03-01',
    returnedOn: '2024-04-01',
    returnForm: 'FORMER_CLASS',
  },
  'education-aid-awards': {
    stage: 'VOCATIONAL',
    programme: 'RAIN_AND_DEW',
    awardedOn: '2024-10-08',
    paidOn: '2024-12-01',
  },
  'education-costs': {
    tuition: 160_000n,
    lodging: 50_000n,
    books: 40_000n,
    subsidies: 80_000n,
    selfPaid: 170_000n,
  },
  'skill-trainings': {
    startedOn: '2024-03-01',
    endedOn: '2024-03-20',
    result: 'CERTIFIED',
    certificate: '电焊工培训合格证',
  },
  'graduate-employments': {
    graduatedOn: '2023-07-01',
    destination: 'EMPLOYED',
    monthlyWage: 450_000n,
    checkedOn: '2024-12-01',
  },
  'highest-educations': { level: 'JUNIOR' },
  schools: { buildingSafe: true, buildingInspectedOn: '2024-05-01' },
  'school-projects': {
    cost: 300n,
    centralFunds: 200n,
    localFunds: 100n,
    status: 'COMPLETED',
    startedOn: '2023-03-15',
    completedOn: '2023-11-20',
  },
  'teacher-programmes': {
    kind: 'NATIONAL_TRAINING',
    teachers: 800,
    teachersTrained: 790,
    principals: 40,
    principalsTrained: 40,
    monthlyAllowance: null,
  },
  'east-west-partnerships': { regionCode: '530625000000', partnerRegionCode: '310000000000' },
};

/** Changes to a sound row, and the one rule that each breaks. */
const BROKEN: readonly [kind: string, rule: string, change: ImportRow][] = [
  ['school-enrolments', 'GRADE_OF_STAGE', { grade: 5 }],
  ['school-enrolments', 'ENDS_AFTER_START', { status: 'WITHDRAWN', endedOn: '2023-08-31' }],
  ['school-enrolments', 'ON_ROLL_UNTIL_THE_LAST_DAY', { endedOn: '2024-01-01' }],
  ['school-enrolments', 'ON_ROLL_UNTIL_THE_LAST_DAY', { status: 'GRADUATED' }],
  ['dropout-cases', 'GRADE_OF_STAGE', { stage: 'SENIOR', grade: 4 }],
  ['dropout-cases', 'RETURN_IS_WHOLE', { returnForm: null }],
  ['dropout-cases', 'RETURN_IS_WHOLE', { status: 'PERSUADING' }],
  ['dropout-cases', 'RETURN_AFTER_LEAVING', { returnedOn: '2024-02-29' }],
  ['education-aid-awards', 'PROGRAMME_OF_STAGE', { stage: 'PRIMARY' }],
  ['education-aid-awards', 'PAID_AFTER_AWARD', { paidOn: '2024-10-07' }],
  ['education-costs', 'PARTS_ADD_UP', { selfPaid: 170_001n }],
  ['skill-trainings', 'ENDS_AFTER_START', { endedOn: '2024-02-29' }],
  ['skill-trainings', 'CERTIFICATE_WHEN_CERTIFIED', { certificate: null }],
  ['skill-trainings', 'CERTIFICATE_WHEN_CERTIFIED', { result: 'COMPLETED' }],
  ['skill-trainings', 'ENDED_UNLESS_UNDER_WAY', { endedOn: null }],
  ['graduate-employments', 'NO_WAGE_WITHOUT_WORK', { destination: 'SEEKING' }],
  ['graduate-employments', 'CHECKED_AFTER_GRADUATION', { checkedOn: '2023-06-30' }],
  ['schools', 'SAFETY_FROM_INSPECTION', { buildingInspectedOn: null }],
  ['schools', 'SAFETY_FROM_INSPECTION', { buildingSafe: null }],
  ['school-projects', 'PARTS_ADD_UP', { cost: 299n }],
  ['school-projects', 'STARTED_UNLESS_PLANNED', { startedOn: null }],
  ['school-projects', 'COMPLETED_AFTER_START', { completedOn: null }],
  ['school-projects', 'COMPLETED_AFTER_START', { completedOn: '2023-03-14' }],
  ['teacher-programmes', 'COUNTS_OF_NATIONAL_TRAINING', { principals: null, principalsTrained: null }],
  ['teacher-programmes', 'TRAINED_ARE_SOME_OF_ALL', { teachersTrained: 801 }],
  ['teacher-programmes', 'ALLOWANCE_OF_LIVING_ALLOWANCE', { monthlyAllowance: 40_000n }],
  ['east-west-partnerships', 'PARTNER_ELSEWHERE', { partnerRegionCode: '530000000000' }],
];

/** The names of the rules that a row breaks. */
function broken(kind: string, row: ImportRow): string[] {
  const file = exchange.find((candidate) => candidate.kind === kind);
  return file!.checks.filter(({ holds }) => !holds(row)).map(({ name }) => name);
}

describe('the rules of the exchange files', () => {
  it.each(exchange.map(({ kind }) => kind))('should let a sound row of %s pass', (kind) => {
    expect(broken(kind, SOUND[kind]!)).toEqual([]);
  });

  it.each(BROKEN)('should refuse a row of %s by %s alone', (kind, rule, change) => {
    expect(broken(kind, { ...SOUND[kind], ...change })).toEqual([rule]);
  });

  it('should each be broken by some row of this test', () => {
    const rules = exchange.flatMap(({ kind, checks }) => checks.map(({ name }) => `${kind} ${name}`));
    expect(new Set(BROKEN.map(([kind, rule]) => `${kind} ${rule}`))).toEqual(new Set(rules));
  });

  it('should read a school code only as ten digits', () => {
    const columns = exchange.flatMap((file) => file.columns).filter(({ name }) => name === 'school_code');
    expect(columns).toHaveLength(4);
    expect(new Set(columns.map(({ form }) => form))).toEqual(new Set(['school code, 10 digits']));
  });
});
