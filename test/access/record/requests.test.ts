import { createHash } from 'node:crypto';
import { runAuditCommand } from '@hearth/gateway/audit/command.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RecordedHub, startRecordedHub } from './recorded-hub.ts';

let hub: RecordedHub;
beforeAll(async () => {
  hub = await startRecordedHub();
}, 90_000);
afterAll(() => hub.stop());

describe('the access record of a hub', { timeout: 60_000 }, () => {
  const household = () => hub.examples.households[0]!;
  const look = (selection: string) => `query Look { household(id: "${household()}") ${selection} }`;

  it('has one entry for an answer with data of people: who asked for what, and of whom, though the client asked no number', async () => {
    const token = await hub.tokenOf('county-official');
    const { answer: known } = await hub.ask(token, look('{ members { edges { node { id } } } }'));
    const members: string[] = known.data.household.members.edges.map(
      ({ node }: { node: { id: string } }) => node.id,
    );
    expect(members.length).toBeGreaterThan(0);
    const document = look(
      '{ kind members { edges { node { relationToHead insuranceEnrolments { edges { node { scheme } } } } } } }',
    );
    const { trace, answer } = await hub.ask(token, document, { 'x-case': 'case 7' });
    expect(answer.errors).toBeUndefined();
    expect(JSON.stringify(answer.data)).not.toContain(members[0]);
    const entry = await hub.entryOf(trace);
    expect(entry).toMatchObject({
      client: expect.any(String),
      ministry: 'POVERTY_RELIEF',
      purpose: 'MONITORING',
      case: 'case 7',
      operation: { name: 'Look', hash: createHash('sha256').update(document).digest('hex') },
      households: await hub.namesOf('household', [household()]),
      persons: await hub.namesOf('person', members),
      denied: [],
      outcome: 'OK',
    });
    expect(entry.subject).toContain('county-official');
    expect(entry.fields['poverty-relief']).toContain('Household.kind');
    expect(entry.fields['health']).toContain('Person.insuranceEnrolments');
  });

  it('has an entry for what was denied too', async () => {
    const { trace, answer } = await hub.ask(
      await hub.tokenOf('village-worker'),
      look('{ kind latestIncome { netPerCapita } }'),
    );
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('DENIED');
    expect(await hub.entryOf(trace)).toMatchObject({
      outcome: 'PARTIAL',
      denied: ['Household.latestIncome'],
    });
  });

  describe('names whom the shape of an answer alone discloses', () => {
    const list = (selection: string, field: string) =>
      `query Shape { region(code: "530625000000") { households: ${field} ${selection} } }`;
    const shapes = {
      cursors: '{ edges { cursor } }',
      'cursors under other names': '{ edges: __typename node: edges { id: cursor } }',
      'the number of edges': '{ edges { __typename } }',
      'that there is a page': '{ __typename }',
      'whether there are more': '{ pageInfo { hasNextPage } }',
      'where the page ends': '{ pageInfo { endCursor } }',
      'nodes of which nothing is asked': '{ edges { node { __typename } } }',
    };

    it.each([2, 1])('in a list of those at risk by illness, a page of %i', async (first) => {
      const field = `householdsAtRisk(cause: ILLNESS, first: ${first})`;
      const token = await hub.tokenOf('county-official');
      const { answer: known } = await hub.ask(token, list('{ edges { node { id } } }', field));
      const { edges } = known.data.region.households;
      const ids: string[] = edges.map(({ node }: { node: { id: string } }) => node.id);
      expect(ids.length).toBeGreaterThan(0);
      const named = await hub.namesOf('household', ids);
      const asked = Object.entries(shapes).map(async ([shape, selection]) => {
        const { trace, answer } = await hub.ask(token, list(selection, field));
        expect(answer.errors).toBeUndefined();
        for (const id of ids) expect(readable(answer.data)).not.toContain(id);
        return [shape, (await hub.entryOf(trace)).households];
      });
      expect(Object.fromEntries(await Promise.all(asked))).toEqual(
        Object.fromEntries(Object.keys(shapes).map((shape) => [shape, named])),
      );
    });

    it('in a list within a household', async () => {
      const token = await hub.tokenOf('county-official');
      const lists = (selection: string) =>
        look(`{ members(first: 2) ${selection} assistanceMeasures { pageInfo { hasNextPage } } }`);
      const { answer } = await hub.ask(token, lists('{ edges { node { id } } }'));
      const members = answer.data.household.members.edges.map(
        ({ node }: { node: { id: string } }) => node.id,
      );
      const { trace } = await hub.ask(token, lists('{ edges { cursor } }'));
      expect((await hub.entryOf(trace)).persons).toEqual(
        expect.arrayContaining(await hub.namesOf('person', members)),
      );
    });

    it('in what a command answers', async () => {
      const token = await hub.tokenOf('county-official');
      const { answer } = await hub.ask(token, look('{ latestIncome { id provenance { version } } }'));
      const { id, provenance } = answer.data.household.latestIncome;
      const record = `income: "${id}", expectedVersion: ${provenance.version}`;
      const input = `idempotencyKey: "shape", ${record}, part: WAGE, amount: "1.00"`;
      const command = await hub.ask(
        token,
        `mutation Shape { updateIncome(input: { ${input} }) { version } }`,
      );
      expect(command.answer).toMatchObject({ data: { updateIncome: { version: provenance.version + 1 } } });
      expect((await hub.entryOf(command.trace)).households).toEqual(
        await hub.namesOf('household', [household()]),
      );
    });

    it('and no one by an empty list', async () => {
      const token = await hub.tokenOf('county-official');
      const all = await hub.ask(
        token,
        list('{ pageInfo { hasNextPage endCursor } }', 'households(first: 100)'),
      );
      const { hasNextPage, endCursor } = all.answer.data.region.households.pageInfo;
      expect(hasNextPage).toBe(false);
      const { trace, answer } = await hub.ask(
        token,
        list('{ edges { cursor } }', `households(after: "${endCursor}")`),
      );
      expect(answer.data.region.households.edges).toEqual([]);
      expect((await hub.entryOf(trace)).households).toEqual([]);
    });
  });

  it('has none for what tells of nobody', async () => {
    const token = await hub.tokenOf('county-official');
    const { trace } = await hub.ask(token, '{ __typename }');
    await hub.entryOf((await hub.ask(token, look('{ kind }'))).trace);
    const { rows } = await hub.database.pool.query('select 1 from access_entries where entry like $1', [
      `%${trace}%`,
    ]);
    expect(rows).toEqual([]);
  });

  it('keeps data of people back while it cannot be stored, and gives it again by itself', async () => {
    const token = await hub.tokenOf('county-official');
    await hub.database.pool.query('alter table access_heads rename to access_heads_away');
    const served: string[] = [];
    const outcome = async () => {
      const { trace, response, answer } = await hub.ask(token, look('{ kind }'));
      if (response.status === 200) served.push(trace);
      return [response.status, answer.errors?.[0]?.extensions?.['code'], response.headers.get('retry-after')];
    };
    await expect
      .poll(outcome, { timeout: 15_000, interval: 200 })
      .toEqual([503, 'ACCESS_RECORD_UNAVAILABLE', '1']);
    expect((await hub.ask(token, '{ __typename }')).answer).toEqual({ data: { __typename: 'Query' } });
    await hub.database.pool.query('alter table access_heads_away rename to access_heads');
    await expect.poll(async () => (await outcome())[0], { timeout: 15_000, interval: 200 }).toBe(200);
    for (const trace of served) await hub.entryOf(trace);
  });

  it('is as it was recorded', async () => {
    const said: string[] = [];
    const print = (text: string) => void said.push(text);
    const code = await runAuditCommand(['verify'], { env: hub.env, print, complain: print });
    expect([code, said.join()]).toEqual([0, expect.stringContaining('are as they were recorded')]);
  });
});

/** An answer as text, and what decoding its texts yields. */
const readable = (data: unknown): string => {
  const text = JSON.stringify(data);
  const decoded = text.match(/[\w-]{20,}/g)?.map((word) => Buffer.from(word, 'base64url').toString('latin1'));
  return `${text} ${decoded?.join(' ')}`;
};
