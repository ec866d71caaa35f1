import { type Authority, createAuthority } from '@hearth/schema/protocol/authority.ts';
import type { GraphQLEnumType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { forEachDatabase } from '../database/testing.ts';
import { type Ministry, openMinistry, type OpenMinistry } from '../subgraph.ts';
import { wholeCountry } from './authorities.ts';
import { type CommandAnswer, commandCalls, type Path } from './command-calls.ts';
import { openWithSample, type MinistryWithSample, SECRETS } from './ministry-with-sample.ts';
import { oddValuesOf } from './odd-values.ts';
import { tracesIn } from './traces.ts';

/** How a command can be given on the sample. */
export interface CommandExample {
  /** The field of its input that names what it is about: `person`, `loan`. */
  readonly names: string;
  /** An input without its key. Each `turn`, from 0, gives one that is accepted beside all others. */
  input(database: Pick<Database, 'pool'>, turn: number): Promise<object>;
  /** For each rule what makes it refuse such an input: other values of some fields. */
  readonly refusedBy: Readonly<Record<string, object>>;
  /** The rule that refuses the same input under another key, where one does. */
  readonly refusedAgainBy?: string;
}

const PATHS: readonly Path[] = ['public path', 'gateway’s path'];

/** Statements of a command and of the record that is read after it, the frames of their transactions included. */
const MOST_STATEMENTS = 20;

const elsewhere = createAuthority({ ...wholeCountry, regions: ['110101001001'] });

/**
 * The conformance suite of commands: what each of them keeps, whatever it does. Each check has a stable number.
 * @param examples for each command of the contract, one
 */
export function describeCommands(
  ministry: Ministry,
  examples: Readonly<Record<string, CommandExample>>,
): void {
  const calls = commandCalls(ministry.schema);

  it('C30 MUST have an example of each command of its contract', () => {
    expect(Object.keys(examples).toSorted()).toEqual(calls.map(({ name }) => name).toSorted());
    expect(calls.length).toBeGreaterThan(0);
  });

  forEachDatabase((createDatabase) => {
    let opened: MinistryWithSample;
    /** The same database for a role that passes by its row-level security. */
    let unprotected: OpenMinistry;
    beforeAll(async () => {
      opened = await openWithSample(ministry, createDatabase);
      unprotected = await openMinistry(ministry, { databaseUrl: opened.superuserUrl, secrets: SECRETS });
    }, 120_000);
    afterAll(async () => {
      await unprotected.stop();
      await opened.stop();
    });

    const traces = () => tracesIn(opened.open.database);

    describe.each(calls)('the command $name', (call) => {
      const { names, input, refusedBy, refusedAgainBy } = examples[call.name]!;
      let turns = 0;
      const next = async () => ({
        idempotencyKey: `turn ${turns}`,
        ...(await input(opened.open.database, (turns += 1) - 1)),
      });
      const give = (given: object, authority: Authority = wholeCountry, path: Path = 'gateway’s path') =>
        call.give(opened.open, path, given, authority);

      it.each(PATHS)(
        'C31 MUST commit rows and change together, tell of them, and let its sender read what they wrote, on the %s',
        async (path) => {
          const before = await traces();
          const { payload, errors, changes } = await give(await next(), everyProvince(), path);
          expect(errors).toBeUndefined();
          expect(payload).toEqual({ version: expect.any(Number), record: { id: expect.any(String) } });
          expect(changes.length).toBeGreaterThan(0);
          const kept = await keptChanges(opened, changes);
          expect(kept).toHaveLength(changes.length);
          const after = await traces();
          const written = Object.keys(after).filter((table) => after[table] !== before[table]);
          expect(written).toEqual(expect.arrayContaining(['changes', 'commands']));
          expect(written.length).toBeGreaterThan(2);
        },
      );

      it('C32 MUST announce keys alone: a household, people of it, and a kind of its contract', async () => {
        const { changes } = await give(await next());
        const kinds = (ministry.schema.getType('ChangeKind') as GraphQLEnumType).getValues();
        for (const change of changes) expect(Object.keys(change).toSorted()).toEqual(KEYS);
        for (const { kind, household, persons, strangers } of await keptChanges(opened, changes)) {
          expect(kinds.map(({ name }) => name)).toContain(kind);
          expect(household).not.toBeNull();
          expect({ persons, strangers }).toEqual({ persons, strangers: 0 });
        }
      });

      it('C33 MUST leave no trace when any of its statements fails', async () => {
        const whole = await next();
        const sent: string[] = [];
        await opened.watchStatements(
          (text) => sent.push(text),
          async () => expect((await give(whole)).errors).toBeUndefined(),
        );
        const given = await next();
        const before = await traces();
        for (let broken = 0; broken <= sent.indexOf('commit'); broken += 1) {
          const answer = await withBroken(opened, broken, () => give(given));
          expect({ broken, ...answer }).toMatchObject({ broken, payload: null, changes: [] });
        }
        expect(await traces()).toEqual(before);
        expect(sent.indexOf('commit')).toBeGreaterThan(7);
        expect(sent.length).toBeLessThanOrEqual(MOST_STATEMENTS);
        expect((await give(given)).errors).toBeUndefined();
      });

      it('C34 MUST be carried out once under one key, twice in a row and many times at once', async () => {
        const given = await next();
        const answers = await Promise.all(
          PATHS.flatMap((path) => [1, 2, 3].map(() => give(given, wholeCountry, path))),
        );
        const after = await traces();
        answers.push(await give(given));
        for (const answer of answers) expect(answer).toEqual(answers[0]);
        expect(answers[0]!.errors).toBeUndefined();
        expect(await traces()).toEqual(after);
      });

      it('C35 MUST refuse a key that came with another input', async () => {
        const given = await next();
        const other = await next();
        await give(given);
        const before = await traces();
        const { errors } = await give({ ...other, idempotencyKey: given.idempotencyKey });
        expect(errors).toMatchObject([{ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
        expect(await traces()).toEqual(before);
      });

      it.each(PATHS)(
        'C36 MUST tell of what lies elsewhere as of what does not exist, by SQL alone too, on the %s',
        async (path) => {
          const given = await next();
          const missing = { ...given, [names]: 'nobody-knows-this' };
          const id = String((given as Record<string, unknown>)[names]);
          const before = await traces();
          const told = await give(given, elsewhere, path);
          expect(told.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
          expect(await call.give(unprotected, path, given, elsewhere)).toEqual(told);
          const truth = await give(missing, wholeCountry, path);
          expect(JSON.stringify(told).replaceAll(id, 'nobody-knows-this')).toBe(JSON.stringify(truth));
          expect(await traces()).toEqual(before);
          expect((await give(given, wholeCountry, path)).errors).toBeUndefined();
        },
      );

      it.each(PATHS)('C37 MUST refuse who lacks its scope or purpose, on the %s', async (path) => {
        const given = await next();
        const before = await traces();
        const readers = createAuthority({
          ...wholeCountry,
          scopes: wholeCountry.scopes.filter((scope) => scope.endsWith(':read')),
        });
        for (const authority of [readers, createAuthority({ ...wholeCountry, purpose: 'STATISTICS' })]) {
          const { payload, errors } = await give(given, authority, path);
          expect(payload).toBeNull();
          expect(errors).toMatchObject([{ extensions: { code: 'DENIED' } }]);
        }
        expect(await traces()).toEqual(before);
      });

      it.runIf(call.expectsVersion)(
        'C38 MUST refuse another version than the record has, and name that',
        async () => {
          const given = (await next()) as { idempotencyKey: string; expectedVersion?: number | null };
          const before = await traces();
          const { errors } = await give({ ...given, expectedVersion: 1_000 });
          const currentVersion = given.expectedVersion;
          expect(errors).toMatchObject([{ extensions: { code: 'VERSION_CONFLICT', currentVersion } }]);
          expect(await traces()).toEqual(before);
        },
      );

      it.each(Object.entries(refusedBy))('C39 MUST be refused by its rule %s', async (rule, values) => {
        const given = await next();
        const before = await traces();
        const { payload, errors } = await give({ ...given, ...values });
        expect(payload).toBeNull();
        expect(errors).toMatchObject([{ extensions: { code: 'RULE_REFUSED', rule } }]);
        expect(await traces()).toEqual(before);
        expect((await give(given)).errors).toBeUndefined();
      });

      it('C41 MUST refuse or take every value of its input, however odd, and never fail', async () => {
        let given = await next();
        for (const { name, type } of call.inputs) {
          for (const odd of oddValuesOf(type).edge) {
            const { payload, errors = [] } = await give({ ...given, [name]: odd });
            const codes = errors.map(({ extensions }) => extensions?.['code']);
            expect([name, odd, codes.filter((code) => !REFUSALS.has(String(code)))]).toEqual([name, odd, []]);
            if (payload) given = await next();
          }
        }
      });

      it.runIf(refusedAgainBy)(
        'C40 MUST be refused by a rule when it is given again under another key',
        async () => {
          const given = await next();
          await give(given);
          const before = await traces();
          const { errors } = await give({ ...given, idempotencyKey: 'another' });
          expect(errors).toMatchObject([{ extensions: { code: 'RULE_REFUSED', rule: refusedAgainBy } }]);
          expect(await traces()).toEqual(before);
        },
      );
    });
  });
}

const REFUSALS = new Set([
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'RULE_REFUSED',
  'VERSION_CONFLICT',
  'IDEMPOTENCY_KEY_REUSED',
]);

const KEYS = ['household', 'persons', 'position'];

/** Somebody who sees each province by its own prefix, so that every condition on regions is in force. */
const everyProvince = (): Authority =>
  createAuthority({
    ...wholeCountry,
    regions: Array.from({ length: 9 }, (_, digit) => String(digit + 1)),
  });

interface KeptChange {
  readonly kind: string;
  readonly household: string | null;
  readonly persons: readonly string[];
  /** How many of the people belong to another household. */
  readonly strangers: number;
}

/** What the log keeps of the changes that an answer told of: they are the last that were announced. */
async function keptChanges(
  { open: { database } }: MinistryWithSample,
  changes: CommandAnswer['changes'],
): Promise<KeptChange[]> {
  const { rows } = await database.pool.query<KeptChange>(
    `select kind, household, persons, (
        select count(*)::int from unnest(persons) as concerned
          where not exists (select from register_persons where id = concerned and household_id = household)
      ) as strangers
      from changes where household is not null order by seq desc limit $1`,
    [changes.length],
  );
  const told = (each: { household: string | null; persons: readonly string[] }) =>
    JSON.stringify([each.household, each.persons]);
  expect(rows.map(told).toReversed()).toEqual(changes.map(told));
  return rows;
}

/** What is answered when one of the statements fails; it is told by its place, from 0. */
function withBroken(
  opened: MinistryWithSample,
  place: number,
  give: () => Promise<CommandAnswer>,
): Promise<CommandAnswer> {
  let left = place;
  return opened.watchStatements(() => {
    if ((left -= 1) === -1) throw new Error('broken off');
  }, give);
}
