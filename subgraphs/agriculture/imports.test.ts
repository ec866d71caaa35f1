import { randomBytes } from 'node:crypto';
import type { ImportRow } from '@hearth/kit/imports/exchange.ts';
import { sealingKey } from '@hearth/kit/sealing.ts';
import { isEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as codes from './codes.ts';
import { registrationCode } from './imports/cells.ts';
import { exchange } from './imports.ts';
import { agriculture } from './subgraph.ts';

const COUNTY = '530625000000';

/** Of each kind whose cells depend on one another, a row that keeps every rule. */
const SOUND: Readonly<Record<string, ImportRow>> = {
  'industry-plans': {
    regionCode: COUNTY,
    level: 'COUNTY',
    startYear: 2021,
    endYear: 2025,
    status: 'APPROVED',
    approvedOn: '2021-03-01',
  },
  projects: {
    resumption: 'RESUMED',
    suspensionCause: 'EPIDEMIC',
    suspendedOn: '2020-02-01',
    resumedOn: '2020-03-20',
    startedOn: '2019-10-01',
    completedOn: '2020-10-01',
    operatorKind: 'COOPERATIVE',
    operatorCode: '91350100M000100Y43',
  },
  'industry-bases': { operatorKind: null, operatorCode: null },
  'ecommerce-counties': { regionCode: COUNTY },
  'leading-enterprises': { certification: 'COUNTY', certifiedOn: '2019-06-01', jobs: 40, jobsForPoor: 40 },
  entrepreneurs: {
    stage: 'LEADING',
    selectedOn: '2018-01-01',
    trainedOn: '2019-01-01',
    leadingSince: '2020-01-01',
  },
  workshops: { suspendedOn: '2020-02-01', resumedOn: '2020-02-01', jobs: 10, jobsForPoor: 4 },
  'benefit-links': {
    guarantee: 'GUARANTEED_MINIMUM',
    guaranteedGain: 100_000n,
    year: 2024,
    signedOn: '2024-12-31',
    breachReportedOn: '2024-12-31',
    breachNote: '未付',
  },
  'industry-guidances': {
    assignedOn: '2024-01-01',
    endedOn: '2024-12-31',
    visits: 1,
    lastVisitOn: '2024-06-01',
  },
  'crop-losses': { loss: 100_000n, compensation: 100_000n },
  'unsold-produce': { quantityKg: 100, soldKg: 40, status: 'PARTLY_SOLD' },
  'consumption-orders': { sellerKind: 'COOPERATIVE', sellerCode: '91350100M000100Y43' },
};

/** Changes to a sound row, and the one rule that each breaks. */
const BROKEN: readonly (readonly [kind: string, rule: string, change: ImportRow])[] = [
  ['industry-plans', 'LEVEL_OF_THE_REGION', { level: 'PROVINCE' }],
  ['industry-plans', 'YEARS_IN_ORDER', { endYear: 2020 }],
  ['industry-plans', 'APPROVED_WITH_ITS_DAY', { approvedOn: null }],
  ['industry-plans', 'APPROVED_WITH_ITS_DAY', { status: 'DRAFTING' }],
  ['projects', 'RESUMPTION_OF_ITS_DAYS', { resumption: 'SUSPENDED' }],
  ['projects', 'RESUMPTION_OF_ITS_DAYS', { resumedOn: '2020-01-20' }],
  ['projects', 'SUSPENDED_WITH_ITS_CAUSE', { suspensionCause: null }],
  ['projects', 'COMPLETED_ON_NOT_BEFORE_STARTED_ON', { completedOn: '2019-09-30' }],
  ['projects', 'OPERATOR_IS_WHOLE', { operatorCode: null }],
  ['industry-bases', 'OPERATOR_IS_WHOLE', { operatorKind: 'COOPERATIVE' }],
  ['ecommerce-counties', 'A_COUNTY', { regionCode: '530600000000' }],
  ['leading-enterprises', 'CERTIFIED_WITH_ITS_DAY', { certifiedOn: null }],
  ['leading-enterprises', 'JOBS_FOR_POOR_AMONG_JOBS', { jobsForPoor: 41 }],
  ['entrepreneurs', 'STAGE_OF_ITS_DAYS', { stage: 'TRAINED' }],
  ['entrepreneurs', 'TRAINED_ON_NOT_BEFORE_SELECTED_ON', { selectedOn: '2019-01-02' }],
  ['entrepreneurs', 'LEADING_SINCE_NOT_BEFORE_TRAINED_ON', { leadingSince: '2018-12-31' }],
  ['workshops', 'RESUMED_ON_NOT_BEFORE_SUSPENDED_ON', { resumedOn: '2020-01-31' }],
  ['workshops', 'JOBS_FOR_POOR_AMONG_JOBS', { jobs: 3 }],
  ['benefit-links', 'PROMISE_OF_ITS_GUARANTEE', { guarantee: 'NONE' }],
  ['benefit-links', 'PROMISE_OF_ITS_GUARANTEE', { guaranteedGain: null }],
  ['benefit-links', 'NOTE_OF_A_BREACH', { breachReportedOn: null }],
  ['benefit-links', 'SIGNED_BY_THE_END_OF_THE_YEAR', { signedOn: '2025-01-01' }],
  ['industry-guidances', 'ENDED_ON_NOT_BEFORE_ASSIGNED_ON', { endedOn: '2023-12-31' }],
  ['industry-guidances', 'LAST_VISIT_ON_NOT_BEFORE_ASSIGNED_ON', { lastVisitOn: '2023-12-31' }],
  ['industry-guidances', 'VISITED_WITH_ITS_DAY', { visits: 0 }],
  ['crop-losses', 'COMPENSATION_WITHIN_THE_LOSS', { compensation: 100_001n }],
  ['unsold-produce', 'SOLD_WITHIN_THE_QUANTITY', { soldKg: 101, status: 'PARTLY_SOLD' }],
  ['unsold-produce', 'STATE_OF_THE_SALES', { status: 'OPEN' }],
  ['consumption-orders', 'SELLER_IS_WHOLE', { sellerKind: null }],
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
    expect(brokenBy(kind, { ...SOUND[kind], ...change })).toContain(rule);
  });

  it('should all be shown at work here', () => {
    const rules = exchange.flatMap(({ kind, checks }) => checks.map(({ name }) => `${kind} ${name}`));
    const shown = new Set(BROKEN.map(([kind, rule]) => `${kind} ${rule}`));
    expect([...shown].toSorted()).toEqual(rules.toSorted());
  });
});

describe('the cell of a credit code', () => {
  const secrets = {
    citizenIdKey: sealingKey(randomBytes(32)),
    citizenIdHashKey: sealingKey(randomBytes(32)),
  };
  const { read } = registrationCode('entityCode');

  it('should take a code whose last character checks the others', () => {
    expect(read(['91350100M000100Y43'], secrets)).toEqual({ entityCode: '91350100M000100Y43' });
  });

  it('should refuse one whose last character does not, and show it', () => {
    expect(read(['91350100M000100Y44'], secrets)).toMatchObject({
      reason: 'MALFORMED_IDENTIFIER',
      column: 'entity_code',
      message: expect.stringContaining('91350100M000100Y44'),
    });
  });
});

describe('the code lists of the files', () => {
  const enums = Object.values(agriculture.schema.getTypeMap()).filter((type) => isEnumType(type));
  const lists = enums.map((type) => type.getValues().map(({ name }) => name));

  it.each(Object.entries(codes))('should have %s as an enum of the contract, in order', (_, values) => {
    expect(lists).toContainEqual([...values]);
  });
});
