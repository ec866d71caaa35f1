import { createAuthority, type Authority } from '@hearth/schema/protocol/authority.ts';
import fc from 'fast-check';
import { getNamedType, type GraphQLField, type GraphQLObjectType, isObjectType, isUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../database/database.ts';
import { regionsSetting } from '../database/regions-setting.ts';
import type { CreateDatabase, TestDatabase } from '../database/testing.ts';
import { createHousehold } from '../sample/household.ts';
import { migrationsOf, openMinistry, type OpenMinistry } from '../subgraph.ts';
import { wholeCountry } from './authorities.ts';
import { copyRows, removeElsewhere } from './elsewhere.ts';
import { type EntityKey, isResolvable, keysOf } from './entity-keys.ts';
import { everyField, isFigure, listFields } from './every-field.ts';
import { type MinistryWithSample, SECRETS } from './ministry-with-sample.ts';
import { moveHousehold, movePerson } from './moves.ts';
import { TEST_SAMPLE } from './test-sample.ts';

const households = Array.from({ length: TEST_SAMPLE.households }, (_, number) =>
  createHousehold(number, TEST_SAMPLE),
);
const villages = [...new Set(households.map(({ village }) => village.code))];

const seenFrom = (regions: readonly string[]): Authority => createAuthority({ ...wholeCountry, regions });

/** The regions of a caller: of any level, around villages of the sample or where nobody lives. */
const region = fc
  .tuple(fc.constantFrom(...villages, '110101001001'), fc.constantFrom(0, 2, 4, 6, 9, 12))
  .map(([village, digits]) => village.slice(0, digits));

/** Callers of whom each sees no more than the one before: around a village, the village, nothing. */
const callers = fc
  .tuple(fc.constantFrom(...villages), fc.array(region, { maxLength: 2 }))
  .map(([village, others]) => [seenFrom([village, ...others]).regions, [village], []]);

interface RowsOptions {
  readonly opened: () => MinistryWithSample;
  readonly createDatabase: CreateDatabase;
}

/**
 * What a caller of some regions is told: exactly what the whole country would be told by a database in which nobody else
 * lives. Households and people have moved before.
 */
export function describeRows({ opened, createDatabase }: RowsOptions): void {
  describe('rows', () => {
    let copy: TestDatabase;
    let rest: OpenMinistry;
    let unprotected: OpenMinistry;

    beforeAll(async () => {
      const { open, ministry, superuserUrl } = opened();
      await moveSome(open);
      copy = await createDatabase({ migrations: migrationsOf(ministry) });
      rest = await openMinistry(ministry, { databaseUrl: copy.url, secrets: SECRETS });
      unprotected = await openMinistry(ministry, { databaseUrl: superuserUrl, secrets: SECRETS });
      await copyRows(open.database, copy);
    }, 120_000);
    afterAll(async () => {
      await unprotected.stop();
      await rest.stop();
      await copy.stop();
    });

    it('C20 MUST answer whom the caller does not see as whom does not exist, by each of its two walls', async () => {
      const questions = await questionsOf(opened());
      for (const regions of fc.sample(callers, 1)[0]!) {
        await removeElsewhere(copy, regions);
        const truths = await answersOf(rest, questions, wholeCountry);
        for (const open of [opened().open, unprotected]) {
          const told = await answersOf(open, questions, seenFrom(regions));
          const leaks = questions.flatMap((question, index) =>
            told[index] === truths[index] ? [] : [{ question, told: told[index], truth: truths[index] }],
          );
          expect({ regions, leaks }).toEqual({ regions, leaks: [] });
        }
        await expectSameRows(opened(), copy, regions);
      }
    }, 240_000);

    it('C21 MUST show a household that moves to its new region, and no longer to the old one', async () => {
      const { open } = opened();
      const { id, village } = households[0]!;
      const target = villages.find((code) => code !== village.code)!;
      await moveHousehold(open.database, { id, regionCode: village.code });
      const seen = (code: string) => isSeen(open, id, seenFrom([code]));
      expect([await seen(village.code), await seen(target)]).toEqual([true, false]);
      await moveHousehold(open.database, { id, regionCode: target });
      expect([await seen(village.code), await seen(target)]).toEqual([false, true]);
    });

    it('C24 MUST let the records of a person who moves be seen where they live now', async () => {
      const { open, databaseUrl } = opened();
      const tables = await personalTables(open);
      const { household, members } = membersWith(await personsIn(open, tables));
      const target = households.find(({ village }) => village.code !== household.village.code)!;
      await moveHousehold(open.database, { id: target.id, regionCode: target.village.code });
      for (const id of members) await movePerson(open.database, { id, householdId: target.id });
      const session = await openDatabase({ url: databaseUrl, application: 'test' });
      for (const table of tables) {
        const rows = `select count(*)::int from ${table} where person_id = any($1)`;
        const all = await open.database.pool.query<{ count: number }>(rows, [members]);
        const client = await session.pool.connect();
        await client.query(`begin; set local hearth.regions = '${target.village.code}'`);
        const seen = await client.query<{ count: number }>(rows, [members]);
        await client.query('rollback');
        client.release();
        expect([table, seen.rows[0]!.count]).toEqual([table, all.rows[0]!.count]);
      }
      await session.stop();
    });

    it('C22 MUST NOT show a session that says nothing any row about households or persons', async () => {
      const { databaseUrl } = opened();
      const session = await openDatabase({ url: databaseUrl, application: 'test' });
      const visible = await rowsSeen(session, 'begin', ABOUT_SOMEBODY);
      await session.stop();
      expect(Object.keys(visible).length).toBeGreaterThan(3);
      expect(Object.values(visible).filter((rows) => rows !== '0')).toEqual([]);
    });
  });
}

/** What records no household, as the assessment of a county, is hidden from nobody. */
const ABOUT_SOMEBODY = `not (to_jsonb(t) ? 'household_id' and to_jsonb(t) ->> 'household_id' is null)`;

async function moveSome({ database }: OpenMinistry): Promise<void> {
  for (const [index, { id }] of households.slice(0, 9).entries())
    await moveHousehold(database, { id, regionCode: villages[index % villages.length]! });
  for (const from of [10, 30, 50]) {
    const targets = households.slice((from + 10) % households.length);
    for (const [index, { members }] of households.slice(from, from + 8).entries())
      await movePerson(database, { id: members.at(-(index % 2))!.id, householdId: targets[index]!.id });
  }
}

/** The tables of which every record is about one person. */
async function personalTables({ database }: OpenMinistry): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns
      where table_schema = current_schema() and column_name in ('person_id', 'household_id')
      group by 1 having count(*) = 2 and bool_and(is_nullable = 'NO') order by 1`,
  );
  return rows.map(({ name }) => name);
}

async function personsIn({ database }: OpenMinistry, tables: readonly string[]): Promise<Set<string>> {
  const union = tables.map((table) => `select person_id as id from ${table}`).join(' union ');
  const { rows } = await database.pool.query<{ id: string }>(union);
  return new Set(rows.map(({ id }) => id));
}

/** A household, and those born into it of whom there are records. */
function membersWith(recorded: ReadonlySet<string>) {
  for (const household of households.slice(20)) {
    const members = household.members.map(({ id }) => id).filter((id) => recorded.has(id));
    if (members.length > 0) return { household, members };
  }
  throw new Error('The sample has no record of a person.');
}

async function isSeen(open: OpenMinistry, id: string, authority: Authority): Promise<boolean> {
  const query =
    '{ _entities(representations: [{ __typename: "Household", id: "' + id + '" }]) { __typename } }';
  const { data } = await open.execute({ query }, authority);
  return (data!['_entities'] as unknown[])[0] !== null;
}

interface Question {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

/** Everything that can be asked of what the sample holds: of entities, of records by key, of lists by pages. */
async function questionsOf({ ministry, keys }: MinistryWithSample): Promise<Question[]> {
  const { schema } = ministry;
  const union = schema.getType('_Entity');
  const entities = isUnionType(union) ? union.getTypes().filter(isResolvable) : [];
  const questions: Question[] = [];
  for (const type of entities) {
    const known = [...spread(await keys(type, 400)), ...keysOf(type).unknown];
    questions.push(entityQuestion(type, known, everyField(schema, type, isNoFigure)));
    for (const field of listFields(type)) questions.push(...pageQuestions(type, field, known.slice(0, 5)));
  }
  for (const field of Object.values(schema.getQueryType()!.getFields())) {
    const type = getNamedType(field.type);
    const [argument, ...others] = field.args;
    if (!isObjectType(type) || !argument || others.length > 0 || type.name.endsWith('Connection')) continue;
    const query = `query ($key: ${argument.type}) { ${field.name}(${argument.name}: $key) ${everyField(schema, type, isNoFigure)} }`;
    const asked = (await keys(type, 5)).flatMap((key) => Object.values(key));
    questions.push(...asked.map((key) => ({ query, variables: { key } })));
  }
  return questions;
}

/** Some of many, of all places in their order. */
const spread = <Item>(items: readonly Item[]): Item[] =>
  items.filter((_, index) => index % Math.ceil(items.length / 10) === 0);

/** What is answered to questions that come together, as text. */
async function answersOf(
  open: OpenMinistry,
  questions: readonly Question[],
  authority: Authority,
): Promise<string[]> {
  const answers = await Promise.all(open.executeAll(questions, authority));
  return answers.map((answer) => JSON.stringify(answer));
}

function entityQuestion(type: GraphQLObjectType, keys: readonly EntityKey[], selection: string): Question {
  return {
    query: `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${type.name} ${selection} } }`,
    variables: { keys: keys.map((key) => ({ __typename: type.name, ...key })) },
  };
}

/** A list's short first pages, as callers turn them. */
function pageQuestions(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  keys: readonly EntityKey[],
): Question[] {
  const page = (first: number) =>
    `p${first}: ${field.name}(first: ${first}) { edges { cursor node { __typename } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
  return [entityQuestion(type, keys, `{ ${[2, 100].map(page).join(' ')} }`)];
}

/** Figures of regions have rules of their own. */
const isNoFigure = (field: GraphQLField<unknown, unknown>, parent: GraphQLObjectType): boolean =>
  !isFigure(field, parent);

/** PostgreSQL alone: raw statements after what a request's transaction says. */
async function expectSameRows(
  { databaseUrl }: MinistryWithSample,
  copy: TestDatabase,
  regions: readonly string[],
): Promise<void> {
  const session = await openDatabase({ url: databaseUrl, application: 'test' });
  const begin = (setting: string) => `begin read only; set local hearth.regions = '${setting}'`;
  const visible = await rowsSeen(session, begin(regionsSetting(regions)));
  await session.stop();
  expect({ regions, rows: visible }).toEqual({ regions, rows: await rowsSeen(copy, begin('*')) });
}

/** The number and a digest of the rows of every table about households and persons that a transaction sees. */
async function rowsSeen(
  { pool }: Pick<TestDatabase, 'pool'>,
  begin: string,
  condition = 'true',
): Promise<Record<string, string>> {
  const client = await pool.connect();
  try {
    await client.query(begin);
    const { rows } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relrowsecurity and relname not in ('changes', 'commands', 'quarantined_rows') order by 1`,
    );
    const seen: Record<string, string> = {};
    for (const { name } of rows) {
      const table = await client.query<{ rows: string }>(
        `select concat_ws(' ', count(*), md5(string_agg(t::text, ';' order by t::text))) as rows from ${name} as t where ${condition}`,
      );
      seen[name] = table.rows[0]!.rows;
    }
    await client.query('rollback');
    return seen;
  } finally {
    client.release();
  }
}
