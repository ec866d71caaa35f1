import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ministryCode, ministryNames } from '@hearth/schema/subgraphs.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScript, until } from '../script.ts';
import type { Watched } from './watch.ts';
import { Asker, startOneProcess, type WholeHub } from './whole-hub.fixture.ts';

const [LEFT, JOINED, OTHER, MOVER] = ['H000000001', 'H000000002', 'H000000003', 'P000000013'];
const WATCH = `subscription ($id: ID!) {
  householdChanged(id: $id) { ministry kind household { latestIncome { wage } members(first: 20) { edges { node { id } } } } }
}`;
const INCOME = 'query ($id: ID!) { household(id: $id) { latestIncome { id provenance { version } } } }';

let hub: WholeHub;
let official: Asker;
let directory: string;
const watching: Watched[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-members-'));
  hub = await startOneProcess();
  official = await Asker.of(hub);
}, 240_000);
afterAll(async () => {
  for (const watched of watching) watched.stop();
  await hub?.stop();
  await rm(directory, { recursive: true });
}, 60_000);

async function earn(id: string, amount: string): Promise<void> {
  const { id: income, provenance } = (await official.ask(INCOME, { id })).data.household.latestIncome;
  const expectedVersion = provenance.version;
  await official.order('updateIncome', { income, expectedVersion, part: 'WAGE', amount });
}

/** Watches a household, and changes it until that is told. */
async function listenTo(carrier: 'socket' | 'events', id: string): Promise<Watched> {
  const watched = official.watch(carrier, WATCH, { id });
  watching.push(watched);
  for (let amount = 1; watched.answers.length === 0; amount += 1) await earn(id, `${amount}.00`);
  return watched;
}

/** What was told beside incomes: `<ministry> <kind>` and the members. */
const toldOf = ({ answers }: Watched) =>
  answers
    .map(({ data }) => data.householdChanged)
    .filter(({ kind }) => kind !== 'INCOME_UPDATED')
    .map(({ ministry, kind, household }) => ({
      what: `${ministry} ${kind}`,
      members: household.members.edges.map(({ node }: { node: { id: string } }) => node.id) as string[],
    }));

/** Imports into the register of poverty relief that somebody is a member of another household now. */
async function importMove(): Promise<void> {
  const env = { DATA_DIR: hub.dataDir };
  const args = ['--households', '40', '--faults', '0', '--out', directory];
  await runScript('gateway/standalone/sample.ts', { args, env });
  const file = join(directory, 'poverty-relief', 'persons.csv');
  const [head, ...rows] = (await readFile(file, 'utf8')).split('\n');
  const row = rows.find((each) => each.startsWith(`${MOVER},${LEFT},`))!;
  await writeFile(file, `${head}\n${row.replace(LEFT!, JOINED!)}\n`);
  const options = { args: ['poverty-relief', 'persons', file], env };
  const { code, stderr } = await runScript('gateway/standalone/import.ts', options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

describe('somebody who moves to another household', { timeout: 120_000 }, () => {
  it('is told of by every ministry to those who watch the one and to those who watch the other', async () => {
    const left = await listenTo('socket', LEFT!);
    const joined = await listenTo('events', JOINED!);
    const other = await listenTo('socket', OTHER!);
    await importMove();
    const watched = [left, joined];
    await until(() => watched.every((each) => toldOf(each).length >= ministryNames.length));
    const expected = ministryNames.map((name) =>
      name === 'poverty-relief'
        ? `${ministryCode(name)} RECORDS_IMPORTED`
        : `${ministryCode(name)} MEMBERS_CHANGED`,
    );
    for (const each of watched) {
      expect(
        toldOf(each)
          .map(({ what }) => what)
          .toSorted(),
      ).toEqual(expected.toSorted());
    }
    for (const { members } of toldOf(left)) expect(members).not.toContain(MOVER);
    for (const { members } of toldOf(joined)) expect(members).toContain(MOVER);
    await earn(OTHER!, '9876.00');
    await until(() => other.answers.at(-1)!.data.householdChanged.household.latestIncome.wage === '9876.00');
    expect(toldOf(other)).toEqual([]);
  });
});
