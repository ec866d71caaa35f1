import { type GraphQLObjectType } from 'graphql';
import pg from 'pg';
import { expect, it } from 'vitest';
import type { SubgraphAnswer, SubgraphRequest } from '../server/lean.ts';
import { inACase } from './authorities.ts';
import { type EntityKey, isResolvable, keyFields } from './entity-keys.ts';
import { figuresQuery } from './figures.ts';
import { everyField } from './every-field.ts';
import type { MinistryWithSample } from './ministry-with-sample.ts';
import { UNSTORABLE } from './odd-values.ts';
import { oddCommands, oddQuestions, type OddQuestion, typesWithArguments } from './odd-questions.ts';

/** What becomes of values that no database or rule takes, and of keys that come together with them. */
export function describeValues(opened: () => MinistryWithSample): void {
  const paths: Record<string, (requests: readonly SubgraphRequest[]) => Promise<SubgraphAnswer>[]> = {
    'public path': (requests) => requests.map((request) => opened().open.execute(request, inACase)),
    'gateway’s path': (requests) => opened().open.executeAll(requests, inACase),
  };

  it.each(Object.keys(paths))(
    'C50 MUST refuse every value of an argument or input that no database or rule takes, and fail for none, on the %s',
    async (path) => {
      const questions = await questionsOf(opened());
      const answers: SubgraphAnswer[] = [];
      for (let next = 0; next < questions.length; next += TOGETHER)
        answers.push(...(await Promise.all(paths[path]!(questions.slice(next, next + TOGETHER)))));
      expect(answers.flatMap((answer, index) => faultOf(questions[index]!, answer))).toEqual([]);
      expect(questions.length).toBeGreaterThan(100);
    },
  );

  it.each(Object.keys(paths))(
    'C51 MUST fail a key alone that no database can hold, of many that come together, on the %s',
    async (path) => {
      const { ministry, keys } = opened();
      for (const type of resolvableTypes(opened())) {
        const good = await keys(type, 9);
        const query = entitiesQuery(type, everyField(ministry.schema, type));
        const ask = (asked: readonly EntityKey[]) => {
          const representations = asked.map((key) => ({ __typename: type.name, ...key }));
          return paths[path]!([{ query, variables: { keys: representations } }])[0]!;
        };
        const [field] = keyFields(type);
        const bad = UNSTORABLE.map((text) => ({ [field!]: text }));
        const alone = await ask(good);
        const together = await ask([...bad, ...good]);
        expect(together.data?.['_entities']).toEqual([
          ...bad.map(() => null),
          ...(alone.data!['_entities'] as object[]),
        ]);
        for (const { path: place, extensions } of together.errors ?? []) {
          expect([type.name, extensions?.['code']]).toEqual([type.name, 'BAD_USER_INPUT']);
          expect(place?.[1]).toBeLessThan(bad.length);
        }
      }
    },
  );
}

/** What becomes of amounts and counts that were taken before they had bounds; they stay in the database. Comes last. */
export function describeOldValues(opened: () => MinistryWithSample): void {
  it('C52 MUST tell sums of any size, and lose no more than the figure that cannot be told', async () => {
    const { open, superuserUrl, ministry, keys } = opened();
    const region = ministry.schema.getType('Region') as GraphQLObjectType;
    const query = figuresQuery(region, ['530000000000']);
    const types = resolvableTypes(opened()).filter(({ name }) => ['Household', 'Person'].includes(name));
    const ask = async () => (await open.execute({ query }, inACase)) as Answered;
    const before = await ask();
    expect(before.errors).toBeUndefined();

    await setLargest(superuserUrl, 'bigint', { value: 2n ** 63n - 1n });
    const texts: string[] = [];
    const sums = await ask();
    expect(sums.errors).toBeUndefined();
    for (const type of types) {
      const records = entitiesQuery(type, everyField(ministry.schema, type));
      const representations = (await keys(type, 5)).map((key) => ({ __typename: type.name, ...key }));
      const answer = await open.execute({ query: records, variables: { keys: representations } }, inACase);
      expect([type.name, answer.errors]).toEqual([type.name, undefined]);
      texts.push(JSON.stringify(answer.data));
    }
    expect(texts.join('\n')).toContain('"92233720368547758.07"');

    await setLargest(superuserUrl, 'integer', { value: 2n ** 31n - 1n, records: 2 });
    const counts = await ask();
    const lost = new Set((counts.errors ?? []).map(({ path }) => String(path?.[2])));
    const [figures] = counts.data._entities;
    for (const [name, figure] of Object.entries(figures!))
      expect([name, figure === null]).toEqual([name, lost.has(name)]);
    expect(lost.size).toBeLessThan(Object.keys(figures!).length);
  }, 60_000);
}

interface Largest {
  readonly value: bigint;
  readonly records?: number | 'all';
}

interface Answered {
  readonly data: { readonly _entities: readonly Readonly<Record<string, unknown>>[] };
  readonly errors?: SubgraphAnswer['errors'];
}

/** Sets the numbers of a type, of every record or of a few of each table, to one value. */
async function setLargest(url: string, type: string, { value, records = 'all' }: Largest): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string; columns: string[] }>(
      `select table_name as table, array_agg(quote_ident(column_name)) as columns from information_schema.columns
        where table_schema = 'public' and data_type = $1 and column_name not in ('version', 'year')
          and (table_name, column_name) not in (
            select relname, attname from pg_index join pg_class on pg_class.oid = indrelid
              join pg_attribute on attrelid = indrelid and attnum = any(indkey) where indisunique
          )
          and table_name in (select table_name from information_schema.columns where column_name = 'source_system')
        group by table_name`,
      [type],
    );
    for (const { table, columns } of rows) {
      const values = columns.map((column) => `${column} = ${value}`).join(', ');
      await client.query(
        `update ${table} set ${values} where id in (select id from ${table} order by id limit ${records})`,
      );
    }
  } finally {
    await client.end();
  }
}

const resolvableTypes = ({ ministry: { schema } }: MinistryWithSample): GraphQLObjectType[] =>
  typesWithArguments(schema).filter((type) => keyFields(type).length > 0 && isResolvable(type));

const entitiesQuery = (type: GraphQLObjectType, selection: string): string =>
  `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${type.name} ${selection} } }`;

async function questionsOf({ ministry: { schema }, keys }: MinistryWithSample): Promise<OddQuestion[]> {
  const questions = oddCommands(schema);
  for (const type of typesWithArguments(schema)) {
    if (type === schema.getQueryType()) {
      questions.push(...oddQuestions({ type, frame: 'FIELDS' }));
      continue;
    }
    const [key] = await keys(type, 1);
    if (!key) throw new TypeError(`Nothing leads to ${type.name}.`);
    const [[field, value] = []] = Object.entries(key);
    const frame = `{ _entities(representations: [{ __typename: "${type.name}", ${field}: "${value}" }]) { ... on ${type.name} FIELDS } }`;
    questions.push(...oddQuestions({ type, frame }));
  }
  return questions;
}

const TOGETHER = 20; // operations; a ministry has a few connections to its database

const WRONG = new Set(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']);
const REFUSALS = new Set([...WRONG, 'NOT_FOUND', 'RULE_REFUSED']);

/** What is wrong with an answer to an odd question. */
function faultOf({ title, isWrong }: OddQuestion, { errors = [] }: SubgraphAnswer): string[] {
  const codes = [...new Set(errors.map(({ extensions }) => String(extensions?.['code'])))];
  if (codes.some((code) => !REFUSALS.has(code))) return [`${title} failed: ${codes.join()}`];
  return isWrong && !codes.some((code) => WRONG.has(code)) ? [`${title} was taken`] : [];
}
