import { operations } from '@hearth/schema/operations.ts';
import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cost, startHub, type TestHub } from '../hub.ts';
import { requestFor } from '../operation.ts';
import type { Answer } from '../post.ts';
import { filledLeavesOf, leavesOf } from './leaves.ts';

/** One county full: its ten villages of twenty households. */
const HOUSEHOLDS = 200;
const COUNTY = '530625000000';

/**
 * One request for each ministry; one statement for each table that the view reads, and two that begin and end the
 * transaction in which a ministry answers. Numbers may fall, not grow.
 */
const COST_OF_VIEW: Cost = {
  calls: { 'poverty-relief': 1, health: 1, education: 1, agriculture: 1, finance: 1 },
  statements: { 'poverty-relief': 11, health: 9, education: 7, agriculture: 7, finance: 7 },
};
const COST_OF_PAGE: Cost = {
  calls: { 'poverty-relief': 1, health: 1, finance: 1 },
  statements: { 'poverty-relief': 8, health: 5, finance: 4 },
};
const COST_OF_OVERVIEW: Cost = {
  calls: { 'poverty-relief': 1, health: 1, education: 1, agriculture: 1, finance: 1 },
  statements: { 'poverty-relief': 6, health: 7, education: 7, agriculture: 5, finance: 6 },
};

const householdId = (number: number) => `H${String(number).padStart(9, '0')}`;

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ households: HOUSEHOLDS });
}, 120_000);
afterAll(() => hub.stop());

const viewOf = (id: string) => hub.askFor('HouseholdView', { id });

/** A page of the county's monitored households. */
const monitored = (first: number) => hub.askFor('MonitoredHouseholds', { code: COUNTY, first });

/** The answer and what it cost. */
async function measured(ask: () => Promise<Answer>): Promise<{ answer: Answer; cost: Cost }> {
  let answer: Answer = {};
  const cost = await hub.costOf(async () => {
    answer = await ask();
  });
  return { answer, cost };
}

describe('the view of one household', () => {
  const views: { answer: Answer; cost: Cost }[] = [];
  beforeAll(async () => {
    for (let number = 0; number < HOUSEHOLDS; number += 1) {
      views.push(await measured(() => viewOf(householdId(number))));
    }
  }, 120_000);

  it('answers every household without an error', () => {
    expect(views.filter(({ answer }) => answer.errors)).toEqual([]);
    expect(views.map(({ answer }) => answer.data.household.id)).toEqual(
      Array.from({ length: HOUSEHOLDS }, (_, number) => householdId(number)),
    );
  });

  it('has data of all five ministries, in each field that it asks for, in some household', () => {
    const asked = leavesOf(parse(requestFor('HouseholdView').query));
    const filled = new Set(views.flatMap(({ answer }) => filledLeavesOf(answer.data)));
    expect(asked.filter((path) => !filled.has(path))).toEqual([]);
  });

  it('answers the slice of each ministry for the household and for each of its members', () => {
    for (const { answer } of views) {
      const { household } = answer.data;
      const members: { node: object }[] = household.members.edges;
      expect(members).toHaveLength(household.size);
      expect(household).toMatchObject({
        safeguards: { housing: { status: expect.any(String) } },
        medicalBurden: { settlements: expect.any(Number) },
        benefitLinks: { edges: expect.any(Array) },
        microcreditLoans: { edges: expect.any(Array) },
      });
      for (const { node } of members) {
        expect(node).toMatchObject({
          name: expect.any(String),
          insured: expect.any(Boolean),
          educationAidAwards: { edges: expect.any(Array) },
          benefitLinks: { edges: expect.any(Array) },
          trainingSubsidies: { edges: expect.any(Array) },
        });
      }
    }
  });

  it('costs one request for each ministry and the same statements, however large the household is', () => {
    const sizes = views.map(({ answer }) => answer.data.household.size as number);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeGreaterThanOrEqual(4);
    for (const { cost } of views) expect(cost).toEqual(COST_OF_VIEW);
  });

  it('answers null for a household that does not exist, and asks nobody else', async () => {
    const { answer, cost } = await measured(() => viewOf('H999999999'));
    expect(answer).toEqual({
      data: { household: null },
      extensions: { ministries: Object.fromEntries(ministryNames.map((name) => [name, 'OK'])) },
    });
    expect(cost.calls).toEqual({ 'poverty-relief': 1 });
  });
});

describe('a page of monitored households', () => {
  it('costs the same for one household as for all of a county', async () => {
    for (const first of [1, 10, 50]) {
      const { answer, cost } = await measured(() => monitored(first));
      expect(answer.errors).toBeUndefined();
      expect(cost).toEqual(COST_OF_PAGE);
    }
  });

  it('goes through the region page by page without losing or repeating a household', async () => {
    const whole = await monitored(100);
    const ids = idsOf(whole);
    expect(ids.length).toBeGreaterThanOrEqual(40);
    const paged: string[] = [];
    for (let after: string | null = null; ;) {
      const page: Answer = await hub.askFor('MonitoredHouseholds', { code: COUNTY, first: 7, after });
      paged.push(...idsOf(page));
      const { hasNextPage, endCursor } = page.data.region.monitoredHouseholds.pageInfo;
      if (!hasNextPage) break;
      after = endCursor;
    }
    expect(paged).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  const idsOf = ({ data }: Answer): string[] =>
    data.region.monitoredHouseholds.edges.map(({ node }: { node: { id: string } }) => node.id);
});

describe('the overview of a region', () => {
  it('costs the same for a village as for its province', async () => {
    for (const code of ['530000000000', '530600000000', COUNTY, '530625001001']) {
      const { answer, cost } = await measured(() => hub.askFor('RegionOverview', { code }));
      expect(answer.errors).toBeUndefined();
      expect(cost).toEqual(COST_OF_OVERVIEW);
    }
  });

  it('counts the households that the pages list', async () => {
    const overview = await hub.askFor('RegionOverview', { code: COUNTY });
    const page = await monitored(100);
    const { householdCounts } = overview.data.region;
    expect(householdCounts.households).toBe(HOUSEHOLDS);
    expect(householdCounts.monitored).toBe(page.data.region.monitoredHouseholds.edges.length);
  });
});

const reads = operations().filter(({ document }) => /^query /m.test(document));

describe('the operations of the contract that read', () => {
  it('all answer their example without an error', async () => {
    for (const { name } of reads) {
      const { data, errors } = await hub.askFor(name);
      expect({ name, errors }).toEqual({ name, errors: undefined });
      expect(Object.values(data).filter((value) => value === null)).toEqual([]);
    }
  });
});
