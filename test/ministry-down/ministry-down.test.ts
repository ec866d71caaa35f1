import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHub, type TestHub } from '../hub.ts';
import type { Answer } from '../post.ts';

/** What the view asks of each ministry beside the register's owner, for a household and for each member. */
const SLICES: Readonly<Record<string, { household: readonly string[]; member: readonly string[] }>> = {
  health: {
    household: ['medicalBurden', 'uninsuredMembers'],
    member: ['insured', 'chronicCareContracts', 'settlements'],
  },
  education: {
    household: ['educationCost'],
    member: ['currentSchoolEnrolment', 'educationAidAwards'],
  },
  agriculture: { household: ['benefitLinks', 'farmSubsidies'], member: ['benefitLinks'] },
  finance: {
    household: ['microcreditLoans', 'paymentsReceived'],
    member: ['trainingSubsidies'],
  },
};

let hub: TestHub;
let healthy: Answer;
beforeAll(async () => {
  hub = await startHub({ households: 60 });
  healthy = await view();
}, 120_000);
afterAll(() => hub.stop());

/** The view of a household with many members. */
const view = () => hub.askFor('HouseholdView', { id: hub.examples.households[0] });

async function viewWithout(...ministries: readonly string[]): Promise<Answer> {
  for (const ministry of ministries) hub.broken.add(ministry);
  try {
    return await view();
  } finally {
    hub.broken.clear();
  }
}

const without = (record: object, names: readonly string[]): object => ({
  ...record,
  ...Object.fromEntries(names.map((name) => [name, null])),
});

/** The healthy answer's data as it must be when a ministry is down. */
function expectedWithout(ministry: string): object {
  const { household, member } = SLICES[ministry]!;
  const whole = healthy.data.household;
  const edges = whole.members.edges.map(({ node }: { node: object }) => ({ node: without(node, member) }));
  return { household: { ...without(whole, household), members: { edges } } };
}

/** Where the ministry's slices are missing: the household and each of its members. */
const missingSlices = (): (string | number)[][] => [
  ['household'],
  ...healthy.data.household.members.edges.map((_: unknown, index: number) => [
    'household',
    'members',
    'edges',
    index,
    'node',
  ]),
];

/** An answer's errors in the order of their paths. */
const errorsOf = ({ errors = [] }: Answer) =>
  errors.map((error) => ({ ...error })).toSorted((a, b) => (String(a.path) < String(b.path) ? -1 : 1));

const errorsAt = (paths: readonly (string | number)[][], ministry: string) =>
  paths
    .map((path) => ({
      message: `${ministry} cannot be reached.`,
      path,
      extensions: { code: 'DOWN', ministry, retryable: true },
    }))
    .toSorted((a, b) => (String(a.path) < String(b.path) ? -1 : 1));

/** The state of every ministry, OK unless given. */
const states = (given: Readonly<Record<string, string>> = {}) => ({
  ministries: { ...Object.fromEntries(ministryNames.map((name) => [name, 'OK'])), ...given },
});

describe('the view of a household while a ministry is down', () => {
  it('is whole while none is', () => {
    expect(healthy.errors).toBeUndefined();
    expect(healthy.extensions).toEqual(states());
    expect(healthy.data.household.members.edges.length).toBeGreaterThanOrEqual(4);
  });

  it.each(Object.keys(SLICES))(
    'loses the slice of %s alone, and tells of each missing slice once',
    async (ministry) => {
      const answer = await viewWithout(ministry);
      expect(answer.data).toEqual(expectedWithout(ministry));
      expect(JSON.stringify(answer.data)).toBe(JSON.stringify(expectedWithout(ministry))); // the order, too
      expect(errorsOf(answer)).toEqual(errorsAt(missingSlices(), ministry));
      expect(answer.extensions).toEqual(states({ [ministry]: 'DOWN' }));
    },
  );

  it('is null with one error when the owner of the register is down', async () => {
    const answer = await viewWithout('poverty-relief');
    expect(answer.data).toEqual({ household: null });
    expect(errorsOf(answer)).toEqual(errorsAt([['household']], 'poverty-relief'));
    const others = Object.keys(SLICES).map((name) => [name, 'NOT_ASKED']);
    expect(answer.extensions).toEqual(states({ 'poverty-relief': 'DOWN', ...Object.fromEntries(others) }));
  });

  it('keeps the register when all the others are down', async () => {
    const others = ministryNames.filter((name) => name !== 'poverty-relief');
    const { data, errors = [], extensions } = await viewWithout(...others);
    expect(data.household.safeguards).toEqual(healthy.data.household.safeguards);
    expect(data.household.members.edges).toHaveLength(healthy.data.household.members.edges.length);
    expect(errors).toHaveLength(others.length * missingSlices().length);
    expect(new Set(errors.map(({ extensions }) => extensions!['ministry']))).toEqual(new Set(others));
    expect(extensions).toEqual(states(Object.fromEntries(others.map((name) => [name, 'DOWN']))));
  });

  it('is as before when the ministry is back', async () => {
    expect(JSON.stringify(await view())).toBe(JSON.stringify(healthy));
  });
});
