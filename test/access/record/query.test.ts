import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHub } from '../../hub.ts';
import { type Asked, type RecordedHub, startRecordedHub } from './recorded-hub.ts';

const PERSON = 'P000000000'; // whom the citizen of the demo is
const OTHER = 'P000000001';
const AUDIT = { 'x-purpose': 'AUDIT' };
const CORRECTION = { 'x-purpose': 'CORRECTION' };

const NODE =
  'time trace subject client ministry purpose case operation fields { subgraph names } denied outcome';
const record = (person: string, page = '') =>
  `accessRecord(person: "${person}"${page}) { edges { cursor node { ${NODE} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
const reads = (person: string, page?: string) => `query Reads { ${record(person, page)} }`;

interface Node {
  readonly trace: string;
  readonly time: string;
}
const nodesOf = ({ answer }: Asked): Node[] =>
  answer.data.accessRecord.edges.map(({ node }: { node: Node }) => node);
const tracesOf = (asked: Asked): string[] => nodesOf(asked).map(({ trace }) => trace);

let hub: RecordedHub;
let auditor: string;
let citizen: string;
let official: string;
let lookedAt: Asked;
beforeAll(async () => {
  hub = await startRecordedHub();
  auditor = await hub.tokenOf('auditor');
  citizen = await hub.tokenOf('citizen');
  official = await hub.tokenOf('county-official');
  lookedAt = await hub.ask(official, `query Look { person(id: "${PERSON}") { id name sex citizenId } }`, {
    'x-case': 'case 7',
  });
  await hub.entryOf(lookedAt.trace);
}, 90_000);
afterAll(() => hub.stop());

describe('Query.accessRecord', { timeout: 60_000 }, () => {
  it('shows an auditor who has read data of a person', async () => {
    expect(lookedAt.answer.data.person.id).toBe(PERSON);
    const asked = await hub.ask(auditor, reads(PERSON), AUDIT);
    expect(asked.answer.errors).toBeUndefined();
    expect(asked.answer).not.toHaveProperty('extensions'); // no ministry is needed
    const { households: _, persons: __, operation, fields, ...entry } = await hub.entryOf(lookedAt.trace);
    const shown = nodesOf(asked).find(({ trace }) => trace === lookedAt.trace);
    expect(shown).toEqual({
      ...entry,
      operation: operation.name,
      fields: Object.entries(fields).map(([subgraph, names]) => ({ subgraph, names })),
    });
    expect(shown).toMatchObject({ operation: 'Look', case: 'case 7', purpose: 'MONITORING', outcome: 'OK' });
    expect(fields['poverty-relief']).toContain('Person.name');
  });

  it('shows it to the person, who has no region and no scope for it', async () => {
    expect(tracesOf(await hub.ask(citizen, reads(PERSON), CORRECTION))).toContain(lookedAt.trace);
    const plain = await hub.tokenOf('citizen', { scopes: [] });
    expect(tracesOf(await hub.ask(plain, reads(PERSON), CORRECTION))).toContain(lookedAt.trace);
  });

  it.each([
    [
      'another person',
      'citizen',
      { person: OTHER },
      CORRECTION,
      'the scope audit:read and the purpose AUDIT',
    ],
    ['an official', 'county-official', {}, {}, 'the scope audit:read and the purpose AUDIT'],
    ['an auditor for another purpose', 'auditor', { purposes: ['MONITORING'] }, {}, 'the purpose AUDIT'],
    [
      'somebody who only claims to audit',
      'citizen',
      { person: OTHER, purposes: ['AUDIT'] },
      AUDIT,
      'the scope audit:read',
    ],
  ] as const)(
    'is denied to %s, in the words of other denials',
    async (_, persona, changes, headers, missing) => {
      const asked = await hub.ask(await hub.tokenOf(persona, changes), reads(PERSON), headers);
      expect(asked.response.status).toBe(200);
      expect(asked.answer.data).toEqual({ accessRecord: null });
      expect(asked.answer.errors).toEqual([
        {
          message: `Query.accessRecord needs ${missing}.`,
          path: ['accessRecord'],
          extensions: {
            code: 'DENIED',
            retryable: false,
            reason: {
              ...(missing.includes('scope') && { scopes: [['audit:read']] }),
              ...(missing.includes('purpose') && { purposes: ['AUDIT'] }),
            },
          },
        },
      ]);
      const entry = await hub.entryOf(asked.trace);
      expect(entry).toMatchObject({
        outcome: 'DENIED',
        denied: ['Query.accessRecord'],
        fields: {},
        persons: [],
      });
    },
  );

  it('is denied place by place: who asks for themselves and for somebody else gets the one and not the other', async () => {
    const query = `query Both { _hub_mine: ${record(PERSON)} __other: ${record(OTHER)} }`;
    const { answer, trace } = await hub.ask(citizen, query, CORRECTION);
    expect(answer.data._hub_mine.edges.length).toBeGreaterThan(0);
    expect(answer.data.__other).toBeNull();
    expect(answer.errors?.map(({ path }) => path)).toEqual([['__other']]);
    expect(await hub.entryOf(trace)).toMatchObject({
      outcome: 'PARTIAL',
      fields: { gateway: ['Query.accessRecord'] },
      denied: ['Query.accessRecord'],
      persons: await hub.namesOf('person', [PERSON]),
    });
  });

  it('is never shared: callers of one class who ask at the same time are told each for themselves', async () => {
    const other = await hub.tokenOf('citizen', { person: OTHER });
    const [mine, theirs] = await Promise.all(
      [citizen, other].map((token) => hub.ask(token, reads(PERSON), CORRECTION)),
    );
    expect(tracesOf(mine!)).toContain(lookedAt.trace);
    expect(theirs!.answer.data).toEqual({ accessRecord: null });
  });

  it('is recorded itself, of the person whose record was read', async () => {
    const first = await hub.ask(auditor, reads(PERSON), AUDIT);
    expect(await hub.entryOf(first.trace)).toMatchObject({
      purpose: 'AUDIT',
      operation: { name: 'Reads' },
      fields: { gateway: ['Query.accessRecord'] },
      persons: await hub.namesOf('person', [PERSON]),
      outcome: 'OK',
    });
    expect(tracesOf(await hub.ask(citizen, reads(PERSON), CORRECTION))).toContain(first.trace);
  });

  it('comes newest first and in pages that hold still while it grows', async () => {
    for (let count = 0; count < 4; count += 1) {
      await hub.entryOf((await hub.ask(auditor, reads(PERSON, ', first: 1'), AUDIT)).trace);
    }
    const all = await hub.ask(auditor, reads(PERSON, ', first: 100'), AUDIT);
    const times = nodesOf(all).map(({ time }) => time);
    expect(times).toEqual(times.toSorted().toReversed());
    const { cursor } = all.answer.data.accessRecord.edges[0]; // which tells nothing of how much is recorded
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/entry|^\d+$/);
    const collected: string[] = [];
    let page = await hub.ask(auditor, reads(PERSON, ', first: 3'), AUDIT);
    await hub.entryOf(page.trace); // so that the record has grown before the next page
    for (;;) {
      collected.push(...tracesOf(page));
      const { hasNextPage, endCursor } = page.answer.data.accessRecord.pageInfo;
      if (!hasNextPage) break;
      page = await hub.ask(auditor, reads(PERSON, `, first: 3, after: "${endCursor}"`), AUDIT);
      expect(page.answer.data.accessRecord.pageInfo.hasPreviousPage).toBe(true);
    }
    expect(collected.slice(-tracesOf(all).length)).toEqual(tracesOf(all));
    expect(collected).toContain(lookedAt.trace);
  });

  it('is empty for somebody whose data nobody has read, and whether there is such a person it does not tell', async () => {
    const { answer } = await hub.ask(auditor, reads('P999999999'), AUDIT);
    expect(answer.data.accessRecord).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it.each([
    [', first: 0', '"first" is 0; ask for 1 to 100'],
    [', first: 101', '"first" is 101; ask for 1 to 100'],
    [', after: "ZW50cnkgMTAwMA"', '"after" is no cursor of this list'], // `entry 1000`
    [', after: "bm9uc2Vuc2U"', '"after" is no cursor of this list'],
  ])('refuses arguments that make no page: %s', async (page, words) => {
    const { answer } = await hub.ask(auditor, reads(PERSON, page), AUDIT);
    expect(answer.data).toEqual({ accessRecord: null });
    expect(answer.errors).toMatchObject([{ path: ['accessRecord'], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(answer.errors?.[0]?.message).toContain(words);
  });

  it('stands beside what ministries answer, with conditions, aliases and fragments', async () => {
    const query = `query Beside($no: Boolean = false) {
      region(code: "530625000000") { name }
      reads: accessRecord(person: "${PERSON}", first: 1) { ...Page gone: edges @include(if: $no) { cursor } }
      none: accessRecord(person: "${PERSON}") @include(if: $no) { __typename }
    }
    fragment Page on AccessRecordConnection { __typename entries: edges { __typename node { who: subject } } }`;
    const { answer } = await hub.ask(auditor, query, AUDIT);
    expect(answer.errors ?? []).toEqual([]);
    expect(answer.data).toEqual({
      region: { name: expect.any(String) },
      reads: {
        __typename: 'AccessRecordConnection',
        entries: [{ __typename: 'AccessRecordEdge', node: { who: expect.any(String) } }],
      },
    });
  });

  it('is refused while its store fails', async () => {
    await hub.database.pool.query('alter table access_entries rename to access_entries_away');
    const { response, answer } = await hub.ask(auditor, reads(PERSON), AUDIT);
    await hub.database.pool.query('alter table access_entries_away rename to access_entries');
    expect([response.status, answer.errors?.[0]?.extensions?.['code']]).toEqual([
      503,
      'ACCESS_RECORD_UNAVAILABLE',
    ]);
    expect(answer).not.toHaveProperty('data');
  });
});

describe('Query.accessRecord of a hub with open access', { timeout: 90_000 }, () => {
  it('is null with an error that says that there is no record', async () => {
    const open = await startHub({ households: 0 });
    const answer = await open.ask(reads(PERSON)).finally(() => open.stop());
    expect(answer.data).toEqual({ accessRecord: null });
    expect(answer.errors).toMatchObject([
      { path: ['accessRecord'], extensions: { code: 'ACCESS_RECORD_OFF' } },
    ]);
  });
});
