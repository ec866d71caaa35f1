import { describe, expect, it } from 'vitest';
import type { ImportRow } from '@hearth/kit/imports/exchange.ts';
import { exchange } from './imports.ts';

const county = '530625000000';
const village = '530625001201';

/** A row of each kind that has rules, keeping them all, as the cells give it. */
const SOUND: Readonly<Record<string, ImportRow>> = {
  regions: { povertyDesignation: 'POVERTY_COUNTY', exitedOn: '2020-11-13' },
  households: {
    monitoringCategory: 'UNSTABLE',
    riskCauses: ['DISASTER'],
    disasterKinds: ['FLOOD'],
    relocated: true,
    relocationSite: '安置点',
    kind: 'LIFTED',
    liftedOn: '2019-12-31',
  },
  persons: {
    healthStates: ['CHRONIC', 'DISABLED'],
    sex: 'FEMALE',
    citizenId: '999999********002X',
    lowIncomeAllowance: true,
    destituteSupport: false,
    workplace: 'COUNTY',
    monthsWorkedThisYear: 3,
  },
  incomes: { wage: 5n, business: 4n, property: 3n, transfer: 2n, businessExpense: 1n, net: 13n },
  'safeguard-surveys': { compulsoryAgeChildren: 1, childrenOutOfSchool: 1 },
  'employment-records': { startedOn: '2024-01-01', endedOn: '2024-06-30', endReason: 'JOB_LOST' },
  'public-welfare-posts': { startedOn: '2024-01-01', endedOn: null },
  clues: { source: 'DEPARTMENT_SCREENING', screeningRule: 'DROPOUT' },
  'monitoring-cases': {
    state: 'REMOVED',
    openedOn: '2024-01-01',
    decidedOn: '2024-01-12',
    removedOn: '2024-12-01',
    removalManner: 'HELPED',
  },
  'monitoring-steps': { sequence: 2, fromState: 'CLUE', toState: 'VERIFYING' },
  'assistance-measures': {
    startedOn: '2024-01-01',
    endedOn: '2024-06-30',
    kind: 'INDUSTRY',
    category: 'PLANTING',
    status: 'COMPLETED',
  },
  'assistance-assignments': { startedOn: '2024-01-01', endedOn: null },
  'village-teams': { regionCode: village, stationedOn: '2021-05-10', withdrawnOn: null },
  'village-team-gaps': { foundOn: '2024-03-01', closedOn: '2024-03-05' },
  'no-removal-checks': { regionCode: county, upheld: false, rectificationDueOn: '2024-12-31' },
  'exit-assessments': {
    subject: 'HOUSEHOLD',
    householdId: 'H1',
    wrongExits: 0,
    sampledExits: 1,
    completedExits: 1,
    conclusion: 'CONFIRMED',
    evidenceMinistries: ['HEALTH', 'EDUCATION'],
  },
  'regulatory-interviews': { interviewedOn: '2019-04-20', rectifiedOn: '2019-06-30' },
  'dispatch-reports': {
    periodStart: '2024-05-01',
    periodEnd: '2024-05-31',
    dueOn: '2024-06-05',
    affectedHouseholds: 4,
    helpedHouseholds: 4,
  },
  'cadence-switches': { fromCadence: 'WEEKLY', toCadence: 'MONTHLY' },
  'watched-provinces': { regionCode: '530000000000', startedOn: '2024-05-01', endedOn: null },
  'policy-documents': {
    level: 'NATION',
    regionCode: null,
    issuedOn: '2020-03-20',
    expiresOn: '2025-12-31',
  },
  'transition-periods': { startsOn: '2021-01-01', endsOn: '2025-12-31' },
  organisations: { level: 'COUNTY', regionCode: county },
  'east-west-pairs': {
    startedYear: 2016,
    endedYear: null,
    easternRegionCode: '310000000000',
    westernRegionCode: '530000000000',
  },
  'disaster-events': { startedOn: '2024-07-01', endedOn: '2024-07-04' },
  'safeguard-repairs': {
    kind: 'HOUSING',
    householdId: 'H1',
    status: 'COMPLETED',
    openedOn: '2024-07-04',
    completedOn: '2024-08-01',
  },
  'disaster-shares': { month: '2024-07-01' },
  'partner-feeds': { receivedRows: 3, matchedRows: 3 },
  'partner-findings': { result: 'CONFIRMED', resultReturnedOn: '2024-08-01' },
};

/** Changes to a sound row, and the one rule that each breaks. */
const BROKEN: readonly [kind: string, rule: string, change: ImportRow][] = [
  ['regions', 'EXIT_OF_THE_DESIGNATED', { povertyDesignation: 'NONE' }],
  ['households', 'MONITORED_FOR_A_CAUSE', { riskCauses: [], disasterKinds: [] }],
  ['households', 'DISASTER_KINDS_OF_A_DISASTER', { riskCauses: ['ILLNESS'] }],
  ['households', 'SITE_OF_THE_RELOCATED', { relocated: false }],
  ['households', 'DAY_OF_THE_LIFTED', { kind: 'ORDINARY' }],
  ['persons', 'HEALTHY_STANDS_ALONE', { healthStates: ['HEALTHY', 'CHRONIC'] }],
  ['persons', 'HEALTHY_STANDS_ALONE', { healthStates: [] }],
  ['persons', 'SEX_FITS_CITIZEN_ID', { sex: 'MALE' }],
  ['persons', 'ALLOWANCE_OR_SUPPORT', { destituteSupport: true }],
  ['persons', 'WORKPLACE_OF_A_WORKER', { workplace: null }],
  ['incomes', 'PARTS_ADD_UP', { net: 14n }],
  ['safeguard-surveys', 'OUT_OF_SCHOOL_AMONG_CHILDREN', { childrenOutOfSchool: 2 }],
  ['employment-records', 'ENDS_AFTER_START', { endedOn: '2023-12-31' }],
  ['employment-records', 'REASON_WITH_THE_END', { endReason: null }],
  ['employment-records', 'REASON_WITH_THE_END', { endedOn: null }],
  ['public-welfare-posts', 'ENDS_AFTER_START', { endedOn: '2023-12-31' }],
  ['clues', 'RULE_OF_A_SCREENING', { source: 'SELF_DECLARATION' }],
  ['monitoring-cases', 'DECIDED_BEFORE_HELP', { decidedOn: null }],
  ['monitoring-cases', 'DECIDED_BEFORE_HELP', { decidedOn: '2023-12-31' }],
  ['monitoring-cases', 'REMOVED_WITH_DAY_AND_MANNER', { removalManner: null }],
  ['monitoring-cases', 'REMOVED_WITH_DAY_AND_MANNER', { state: 'ASSISTING' }],
  ['monitoring-steps', 'STEP_MAY_FOLLOW', { toState: 'IDENTIFIED' }],
  ['monitoring-steps', 'FIRST_STEP_FROM_NOTHING', { sequence: 1 }],
  ['assistance-measures', 'ENDS_AFTER_START', { endedOn: '2023-12-31' }],
  ['assistance-measures', 'CATEGORY_OF_THE_KIND', { category: 'WORK_AWAY' }],
  ['assistance-measures', 'ENDED_WHEN_OVER', { endedOn: null }],
  ['assistance-assignments', 'ENDS_AFTER_START', { endedOn: '2023-12-31' }],
  ['village-teams', 'TEAM_OF_A_VILLAGE', { regionCode: county }],
  ['village-teams', 'WITHDRAWN_AFTER_STATIONED', { withdrawnOn: '2021-05-09' }],
  ['village-team-gaps', 'CLOSED_AFTER_FOUND', { closedOn: '2024-02-29' }],
  ['no-removal-checks', 'CHECK_OF_A_COUNTY', { regionCode: village }],
  ['no-removal-checks', 'RECTIFIED_WHEN_NOT_UPHELD', { upheld: true }],
  ['exit-assessments', 'HOUSEHOLD_OF_A_HOUSEHOLD_EXIT', { householdId: null }],
  ['exit-assessments', 'WRONG_AMONG_THE_SAMPLE', { wrongExits: 2 }],
  ['exit-assessments', 'EVIDENCE_OF_TWO_MINISTRIES', { evidenceMinistries: ['HEALTH'] }],
  ['regulatory-interviews', 'RECTIFIED_AFTERWARDS', { rectifiedOn: '2019-04-19' }],
  ['dispatch-reports', 'DUE_AFTER_THE_PERIOD', { dueOn: '2024-05-31' }],
  ['dispatch-reports', 'HELPED_AMONG_THE_AFFECTED', { helpedHouseholds: 5 }],
  ['cadence-switches', 'ANOTHER_RHYTHM', { toCadence: 'WEEKLY' }],
  ['watched-provinces', 'ENDS_AFTER_START', { endedOn: '2024-04-30' }],
  ['watched-provinces', 'WATCH_OF_A_PROVINCE', { regionCode: county }],
  ['policy-documents', 'REGION_UNLESS_NATIONAL', { regionCode: county }],
  ['policy-documents', 'EXPIRES_AFTER_ISSUE', { expiresOn: '2020-03-19' }],
  ['transition-periods', 'ENDS_AFTER_START', { endsOn: '2020-12-31' }],
  ['organisations', 'REGION_UNLESS_NATIONAL', { regionCode: null }],
  ['east-west-pairs', 'ENDS_AFTER_START', { endedYear: 2015 }],
  ['east-west-pairs', 'TWO_REGIONS', { easternRegionCode: '530000000000' }],
  ['disaster-events', 'ENDS_AFTER_START', { endedOn: '2024-06-30' }],
  ['safeguard-repairs', 'DONE_WITH_A_DAY', { completedOn: null }],
  ['safeguard-repairs', 'DONE_WITH_A_DAY', { status: 'UNDER_WAY' }],
  ['safeguard-repairs', 'DONE_WITH_A_DAY', { completedOn: '2024-07-03' }],
  ['safeguard-repairs', 'HOUSE_OF_A_HOUSEHOLD', { householdId: null }],
  ['disaster-shares', 'FIRST_OF_A_MONTH', { month: '2024-07-02' }],
  ['partner-feeds', 'MATCHED_AMONG_RECEIVED', { matchedRows: 4 }],
  ['partner-findings', 'RESULT_BEFORE_RETURN', { result: 'PENDING' }],
];

/** The names of the rules that a row breaks. */
function broken(kind: string, row: ImportRow): string[] {
  const file = exchange.find((candidate) => candidate.kind === kind);
  return file!.checks.filter(({ holds }) => !holds(row)).map(({ name }) => name);
}

describe('the rules of the exchange files', () => {
  it.each(Object.entries(SOUND))('should let a sound row of %s pass', (kind, row) => {
    expect(broken(kind, row)).toEqual([]);
  });

  it.each(BROKEN)('should refuse a row of %s by %s alone', (kind, rule, change) => {
    expect(broken(kind, { ...SOUND[kind], ...change })).toEqual([rule]);
  });

  it('should each be broken by some row of this test', () => {
    const rules = exchange.flatMap(({ kind, checks }) => checks.map(({ name }) => `${kind} ${name}`));
    expect(new Set(BROKEN.map(([kind, rule]) => `${kind} ${rule}`))).toEqual(new Set(rules));
  });

  it('should let other ministries know of regions, households and persons, and of nothing else', () => {
    const announcing = exchange.filter(({ announces }) => announces !== null);
    expect(announcing.map(({ kind }) => kind)).toEqual(['regions', 'households', 'persons']);
  });
});
