import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDemoIssuer } from '@hearth/gateway/caller/demo/demo-issuer.ts';
import { personas } from '@hearth/standalone/personas.ts';
import { endLeftoverServer } from '@hearth/kit/database/cluster.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestFor } from '../operation.ts';
import type { Answer } from '../post.ts';
import { endScript, type Script, startScript } from '../script.ts';

let directory: string;
let env: Record<string, string>;
let hub: Script;
let url: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-commands-'));
  env = { DATA_DIR: join(directory, 'data'), PORT: '0', SAMPLE_HOUSEHOLDS: '60' };
  hub = startScript('gateway/standalone/main.ts', { env });
  url = (await hub.printed(/answers at (http:\S+)/))[1]!;
}, 120_000);
afterAll(async () => {
  await endScript(hub);
  await endLeftoverServer({ directory: join(directory, 'data', 'postgres', 'cluster') });
  await rm(directory, { recursive: true });
});

async function ask(
  query: string,
  variables: object,
  { persona = 'county-official', purpose = 'ASSISTANCE' } = {},
) {
  const { issue } = await openDemoIssuer(env['DATA_DIR']!);
  const token = await issue(
    personas.find(({ name }) => name === persona)!,
    1,
  );
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-purpose': purpose },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

const INCOME = `query ($id: ID!) {
  household(id: $id) { latestIncome { id wage net provenance { version } } members(first: 1) { edges { node { id } } } }
}`;

const UPDATE = requestFor('UpdateIncome').query;

const incomeOf = async (id: string) => (await ask(INCOME, { id })).data.household.latestIncome;

const update = (income: string, given: object, as?: object) =>
  ask(UPDATE, { input: { income, part: 'WAGE', amount: '4321.00', ...given } }, as);

describe('a command through the hub', () => {
  it('is carried out, and its answer tells of what it wrote', async () => {
    const { id, provenance } = await incomeOf('H000000000');
    const given = { idempotencyKey: 'one', expectedVersion: provenance.version };
    const { data, errors } = await update(id, given);
    expect(errors).toBeUndefined();
    expect(data.updateIncome).toMatchObject({
      version: provenance.version + 1,
      income: { id, wage: '4321.00' },
    });
    expect(await incomeOf('H000000000')).toMatchObject({ wage: '4321.00' });
    expect((await update(id, given)).data).toEqual(data); // sent again
    expect((await incomeOf('H000000000')).provenance.version).toBe(provenance.version + 1);
  });

  it('says by which rule it is refused, and which version there is', async () => {
    const { id, provenance } = await incomeOf('H000000001');
    const expectedVersion = provenance.version;
    const ruled = await update(id, { idempotencyKey: 'rule', expectedVersion, amount: '-1.00' });
    expect(ruled.errors).toMatchObject([
      {
        path: ['updateIncome'],
        message: 'An amount is not from 0 to 100000000 yuan.',
        extensions: { code: 'RULE_REFUSED', rule: 'isAmount', ministry: 'poverty-relief', retryable: false },
      },
    ]);
    expect(ruled.extensions?.ministries).toEqual({ 'poverty-relief': 'REFUSED' });
    const late = await update(id, { idempotencyKey: 'late', expectedVersion: 99 });
    expect(late.errors).toMatchObject([
      { extensions: { code: 'VERSION_CONFLICT', currentVersion: expectedVersion } },
    ]);
    expect(late.extensions?.ministries).toEqual({ 'poverty-relief': 'REFUSED' });
    expect((await incomeOf('H000000001')).provenance.version).toBe(expectedVersion);
  });

  it.each([
    ['who may only read', { persona: 'analyst-finance', purpose: 'STATISTICS' }],
    ['who reads their own data', { persona: 'citizen', purpose: 'CORRECTION' }],
    ['for a purpose for which nobody writes', { purpose: 'STATISTICS' }],
  ])('is denied to somebody %s, and not run', async (_, as) => {
    const { id, provenance } = await incomeOf('H000000002');
    const given = { idempotencyKey: 'denied', expectedVersion: provenance.version };
    const { data, errors } = await update(id, given, as);
    expect(data?.updateIncome ?? null).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'DENIED' } }]);
    expect((await incomeOf('H000000002')).provenance.version).toBe(provenance.version);
  });

  it('carries out several in their order, each ministry its own', async () => {
    const { data } = await ask(INCOME, { id: 'H000000003' });
    const { latestIncome, members } = data.household;
    const bill = {
      idempotencyKey: 'bill',
      person: members.edges[0].node.id,
      settlementNumber: 'JS-ORDER',
      encounterNumber: 'JZ-ORDER',
      kind: 'OUTPATIENT',
      settledOn: '2024-12-30',
      paidBySeriousIllness: 0,
      paidByMedicalAid: 0,
      paidByOther: 0,
      total: '90.00',
      withinCatalogue: '90.00',
      paidByBasic: '60.00',
      selfPaid: '30.00',
      compliantSelfPaid: '30.00',
    };
    const income = {
      income: latestIncome.id,
      part: 'WAGE',
      expectedVersion: latestIncome.provenance.version,
    };
    const both = await ask(
      `mutation ($bill: RecordSettlementInput!, $first: UpdateIncomeInput!, $second: UpdateIncomeInput!) {
        recordSettlement(input: $bill) { settlement { household { latestIncome { wage } } } }
        first: updateIncome(input: $first) { version }
        second: updateIncome(input: $second) { income { wage household { settlements(first: 1) { edges { node { settlementNumber } } } } } }
      }`,
      {
        bill,
        first: { ...income, idempotencyKey: 'first', amount: '1.00' },
        second: {
          ...income,
          idempotencyKey: 'second',
          amount: '2.00',
          expectedVersion: income.expectedVersion + 1,
        },
      },
    );
    expect(both.errors).toBeUndefined();
    expect(both.data.recordSettlement.settlement.household.latestIncome).not.toBeNull();
    expect(both.data.second.income).toMatchObject({
      wage: '2.00',
      household: { settlements: { edges: [{ node: { settlementNumber: expect.any(String) } }] } },
    });
  });
});

describe('npm run change', { timeout: 120_000 }, () => {
  const start = (...args: string[]) =>
    startScript('gateway/standalone/change.ts', { args: ['--url', url, ...args], env });

  it('makes changes that are committed, and says what they were without personal data', async () => {
    const script = start('--rate', '20', '--for', '6', '--region', '53');
    expect(await script.ended).toEqual({ code: 0, signal: null });
    const lines = script.output.stdout.trim().split('\n');
    const [, committed, refused] = /^(\d+) changes committed, (\d+) refused\.$/.exec(lines.pop()!)!;
    const line = /^[\d-]+T[\d:.]+Z \w+ H\d{9} (committed|refused: [A-Z_]+( \w+)?)$/;
    for (const each of lines) expect(each).toMatch(line);
    expect(lines.filter((each) => each.endsWith(' committed'))).toHaveLength(Number(committed));
    expect(Number(committed)).toBeGreaterThan(5);
    expect(Number(refused)).toBeLessThan(Number(committed));
  });

  it('ends cleanly when it is told to', async () => {
    const script = start('--region', '53');
    await script.printed(/committed\n/);
    script.signal('SIGINT');
    expect(await script.ended).toEqual({ code: 0, signal: null });
    expect(script.output).toMatchObject({ stdout: expect.stringMatching(/\d+ refused\.\n$/), stderr: '' });
  });

  it.each([
    ['--rate', '0', '--rate is "0": expected a whole number from 1 to 100'],
    ['--region', 'x', '"x" is no region'],
  ])('refuses %s %s by name', async (name, value, words) => {
    const script = start(name, value);
    expect(await script.ended).toEqual({ code: 2, signal: null });
    expect(script.output.stderr).toContain(words);
  });
});
