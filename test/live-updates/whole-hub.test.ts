import { randomUUID } from 'node:crypto';
import { ministries, ministryCode } from '@hearth/schema/subgraphs.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../script.ts';
import type { Watched } from './watch.ts';
import { type As, Asker, startOneProcess, startSixProcesses, type WholeHub } from './whole-hub.fixture.ts';

const WATCH = `subscription ($code: RegionCode!) {
  regionChanged(code: $code) { ministry kind household { id region { code } latestIncome { wage } } }
}`;
const HOME = `query ($id: ID!) {
  household(id: $id) {
    id provenance { version } latestIncome { id provenance { version } } members(first: 1) { edges { node { id } } }
    microcreditOutstanding benefitLinks(first: 1) { edges { node { id } } }
    educationCost(year: 2024) { students } medicalBurden(months: 12, until: "2024-12-31") { selfPaid }
  }
}`;
const VILLAGES = `{ region(code: "530000000000") { households(first: 100) { edges { node { id region { code } } } } } }`;

describe.each([
  ['in one process', startOneProcess],
  ['in six processes', startSixProcesses],
])('a whole hub %s', { timeout: 120_000 }, (_, start) => {
  let hub: WholeHub;
  let all: Asker;
  /** Two households of one village, and one of another. */
  let [moving, staying, neighbour] = ['', '', ''];
  let [here, there] = ['', ''];
  const watching: Watched[] = [];
  beforeAll(async () => {
    hub = await start();
    all = await Asker.of(hub, { regions: ['*'] });
    const { data } = await all.ask(VILLAGES);
    const homes: [string, string][] = data.region.households.edges.map(
      ({ node }: { node: { id: string; region: { code: string } } }) => [node.id, node.region.code],
    );
    [moving, here] = homes[0]!;
    [staying] = homes.find(([id, code]) => id !== moving && code === here)!;
    [neighbour, there] = homes.find(([, code]) => code !== here)!;
  }, 240_000);
  afterEach(() => watching.splice(0).forEach((watched) => watched.stop()));
  afterAll(() => hub?.stop(), 60_000);

  const homeOf = async (id: string) => (await all.ask(HOME, { id })).data.household;

  async function earn(id: string, amount: string): Promise<void> {
    const { latestIncome: income } = await homeOf(id);
    const { version: expectedVersion } = income.provenance;
    await all.order('updateIncome', { income: income.id, expectedVersion, part: 'WAGE', amount });
  }

  async function bill(id: string): Promise<void> {
    const { members } = await homeOf(id);
    const amounts = { total: '9.00', withinCatalogue: '9.00', paidByBasic: '6.00', selfPaid: '3.00' };
    const nothing = { paidBySeriousIllness: '0.00', paidByMedicalAid: '0.00', paidByOther: '0.00' };
    await all.order('recordSettlement', {
      person: members.edges[0].node.id,
      settlementNumber: randomUUID(),
      encounterNumber: randomUUID(),
      kind: 'OUTPATIENT',
      settledOn: '2024-12-30',
      compliantSelfPaid: '3.00',
      ...amounts,
      ...nothing,
    });
  }

  async function watchRegion(carrier: 'socket' | 'events', code: string, as: As = {}, query = WATCH) {
    const asker = await Asker.of(hub, { regions: [code], ...as });
    const watched = asker.watch(carrier, query, { code });
    watching.push(watched);
    return watched;
  }

  /** Changes a household until everybody who is to hear of it has heard something, so that all of them listen. */
  async function untilListening(id: string, ...watched: readonly Watched[]): Promise<void> {
    for (let amount = 1; watched.some(({ answers }) => answers.length === 0); amount += 1) {
      await earn(id, `${amount}.00`);
    }
  }

  const toldOf = ({ answers }: Watched, id: string) =>
    answers.map(({ data }) => data.regionChanged).filter(({ household }) => household.id === id);

  it('tells those of the village over both carriers what a command has changed, and nobody else', async () => {
    const [socket, events] = [await watchRegion('socket', here), await watchRegion('events', here)];
    const other = await watchRegion('socket', there);
    await untilListening(moving, socket, events);
    await untilListening(neighbour, other);
    await earn(moving, '8765.00');
    for (const watched of [socket, events]) {
      await until(() => toldOf(watched, moving).at(-1)?.household.latestIncome.wage === '8765.00');
      expect(toldOf(watched, moving).at(-1)).toMatchObject({
        ministry: 'POVERTY_RELIEF',
        kind: 'INCOME_UPDATED',
      });
    }
    const before = other.answers.length;
    await earn(neighbour, '7.00'); // comes after it in the same log
    await other.has(before + 1);
    expect(toldOf(other, neighbour)).toHaveLength(other.answers.length);
  });

  it('follows a household that moves: told of there and no longer here, with the rows of every ministry', async () => {
    const [left, joined] = [await watchRegion('socket', here), await watchRegion('events', there)];
    await untilListening(staying, left);
    await untilListening(neighbour, joined);
    const { provenance } = await homeOf(moving);
    const before = toldOf(left, moving).length;
    await all.order('moveHousehold', {
      household: moving,
      expectedVersion: provenance.version,
      region: there,
    });
    await until(() => toldOf(joined, moving).length >= ministries.length);
    const moved = toldOf(joined, moving);
    expect(moved.map(({ ministry }) => ministry).toSorted()).toEqual(
      ministries.map(({ name }) => ministryCode(name)).toSorted(),
    );
    expect(new Set(moved.map(({ kind, household }) => `${kind} ${household.region.code}`))).toEqual(
      new Set([`HOUSEHOLD_MOVED ${there}`]),
    );
    await bill(moving);
    await bill(staying); // comes after it in the same log
    await until(() => toldOf(left, staying).at(-1)?.ministry === 'HEALTH');
    await until(() => toldOf(joined, moving).at(-1)?.kind === 'SETTLEMENT_RECORDED');
    expect(toldOf(left, moving)).toHaveLength(before);
    const [owner, stranger] = [
      await Asker.of(hub, { regions: [there] }),
      await Asker.of(hub, { regions: [here] }),
    ];
    expect((await stranger.ask(HOME, { id: moving })).data.household).toBeNull();
    const { data, errors, extensions } = await owner.ask(HOME, { id: moving });
    expect(errors).toBeUndefined();
    expect(data.household.members.edges).toHaveLength(1);
    expect(new Set(Object.values(extensions!.ministries))).toEqual(new Set(['OK']));
  });

  it('denies a field within, and the subscription as a whole, as the contract has it', async () => {
    const query = `subscription ($code: RegionCode!) { regionChanged(code: $code) { household { id address } } }`;
    const inner = await watchRegion('socket', here, { name: 'evaluator', purpose: 'EVALUATION' }, query);
    await untilListening(staying, inner);
    expect(inner.answers[0]).toMatchObject({
      data: { regionChanged: { household: { id: staying, address: null } } },
      errors: [{ path: ['regionChanged', 'household', 'address'], extensions: { code: 'DENIED' } }],
    });
    for (const as of [
      { name: 'auditor', purpose: 'AUDIT' },
      { name: 'county-official', purpose: 'STATISTICS' },
    ] as const) {
      const whole = await watchRegion('socket', here, as);
      await until(() => whole.ended !== undefined || whole.answers.length > 0);
      expect(JSON.stringify([whole.ended, whole.answers])).toContain('"code":"DENIED"');
    }
  });
});
