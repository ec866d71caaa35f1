import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createAuthority } from '@hearth/schema/protocol/authority.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../database/database.ts';
import { forEachDatabase } from '../database/testing.ts';
import { projection } from '../loading/register-tables.ts';
import type { Command, CommandInput } from './command.ts';
import { type Notes, notes, official, openNotes } from './notes.fixture.ts';
import { demand } from './rules.ts';
import { createRunCommand } from './run.ts';

interface NoteInput extends CommandInput {
  readonly household: string;
  readonly amount: bigint;
}

const isNew = { rule: 'isNew', message: 'It is not new.' };

/** Notes an amount of a household, of which no more than 100 may be noted altogether. */
const note: Command<NoteInput> = {
  name: 'note',
  async run(transaction, { household, amount }) {
    await transaction.household(household);
    const sum = (await transaction.rows(notes)).reduce((all, row) => all + row.amount, 0n);
    demand(sum + amount <= 100n, 'isWithinLimit', 'It is too much.');
    const record = await transaction.insert(notes, { householdId: household, amount }, isNew);
    return { record, announcements: [{ kind: 'NOTED', household }] };
  },
};

interface CorrectInput extends CommandInput {
  readonly note: string;
  readonly expectedVersion: number;
  readonly amount: bigint;
}

const correct: Command<CorrectInput> = {
  name: 'correct',
  async run(transaction, { note: id, expectedVersion, amount }) {
    const { householdId } = await transaction.record(notes, { what: 'note', id, expectedVersion });
    const record = await transaction.update(notes, id, { amount });
    return { record, announcements: [{ kind: 'CORRECTED', household: householdId }] };
  },
};

const input = (idempotencyKey: string, amount = 1n): NoteInput => ({
  idempotencyKey,
  household: 'H1',
  amount,
});

const refusal = (code: string, extensions = {}) => ({ extensions: { code, ...extensions } });

forEachDatabase((createDatabase) => {
  let opened: Notes;
  let nudges: number;
  let statements: string[];
  const counts = async () => [
    await opened.count('notes'),
    await opened.count('changes'),
    await opened.count('commands'),
  ];

  beforeEach(async () => {
    nudges = 0;
    statements = [];
    opened = await openNotes(
      createDatabase,
      () => (nudges += 1),
      (text) => statements.push(text),
    );
  });
  afterEach(() => opened.stop());

  describe('a command', () => {
    it('should commit rows, change and who did it together, and say where the change stands', async () => {
      const { id, version, changes } = await opened.run(note, input('once'), official);
      expect(version).toBe(1);
      const { rows } = await opened.database.pool.query(
        'select household, region, persons, kind from changes',
      );
      expect(rows).toEqual([{ household: 'H1', region: '530102102001', persons: [], kind: 'NOTED' }]);
      expect(changes).toEqual([
        { household: 'H1', persons: [], position: expect.stringMatching(/^\d+\.\d+/) },
      ]);
      const log = await opened.database.pool.query(
        'select subject, client, command, key, purpose, outcome from commands',
      );
      expect(log.rows).toEqual([
        {
          subject: 'official',
          client: '',
          command: 'note',
          key: 'once',
          purpose: 'MONITORING',
          outcome: { id, version, changes },
        },
      ]);
      expect(nudges).toBe(1);
    });

    it('should leave no trace when any of its statements fails', async () => {
      await opened.run(note, input('whole'), official);
      const sent = statements.length;
      expect(sent).toBe(12);
      const before = await counts();
      for (let broken = 0; broken < sent; broken += 1) {
        let left = broken;
        const fails = () => {
          if ((left -= 1) === -1) throw new Error('broken off');
        };
        const other = await openNotesOn(opened, fails);
        await expect(other.run(note, input(`broken ${broken}`), official)).rejects.toThrow();
        await other.stop();
      }
      expect(await counts()).toEqual(before);
    });

    it('should leave no trace, and its key unused, when its process is killed in the middle', async () => {
      const program = fileURLToPath(new URL('interrupted.fixture.ts', import.meta.url));
      const child = spawn(
        process.execPath,
        ['--import', '@hearth/kit/typescript/register.js', program, opened.database.url],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'exit');
      const { id } = await opened.run(note, input('interrupted'), official); // waits until the server noticed
      expect(await counts()).toEqual([1, 1, 1]);
      expect(id).toMatch(/^[\da-f-]{36}$/);
    });

    it('should be given again when a rule refused it', async () => {
      const tooMuch = opened.run(note, input('again', 101n), official);
      await expect(tooMuch).rejects.toMatchObject(refusal('RULE_REFUSED', { rule: 'isWithinLimit' }));
      expect(await counts()).toEqual([0, 0, 0]);
      await opened.run(note, input('again', 100n), official);
      expect(await counts()).toEqual([1, 1, 1]);
    });
  });

  describe('an idempotency key', () => {
    it('should give the same outcome again without running the command, also at the same time', async () => {
      let runs = 0;
      const counted: Command<NoteInput> = {
        name: 'note',
        run: (transaction, given) => {
          runs += 1;
          return note.run(transaction, given);
        },
      };
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => opened.run(counted, input('same'), official)),
      );
      answers.push(await opened.run(counted, input('same'), official));
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(runs).toBe(1);
      expect(await counts()).toEqual([1, 1, 1]);
    });

    it('should be refused with another input, by a code of its own', async () => {
      await opened.run(note, input('key'), official);
      await expect(opened.run(note, input('key', 2n), official)).rejects.toMatchObject(
        refusal('IDEMPOTENCY_KEY_REUSED'),
      );
    });

    it('should be each sender’s, application’s and command’s own', async () => {
      await opened.run(note, input('key'), official);
      const others = [{ subject: 'other' }, { client: 'other' }];
      for (const other of others) {
        await opened.run(note, input('key'), createAuthority({ ...official, ...other }));
      }
      await opened.run({ ...note, name: 'other' }, input('key'), official);
      expect(await counts()).toEqual([4, 4, 4]);
    });

    it.each([
      ['', '0 characters'],
      [' ', '1 characters'],
      ['x'.repeat(201), '201 characters'],
      ['of 11010519491231002X', 'citizen ID'],
    ])('should be refused when it is %j', async (key, words) => {
      await expect(opened.run(note, input(key), official)).rejects.toMatchObject({
        message: expect.stringContaining(words),
        ...refusal('BAD_USER_INPUT'),
      });
    });
  });

  describe('a household elsewhere', () => {
    it('should be told as one that does not exist, and so should its records', async () => {
      const { id } = await opened.run(
        note,
        { ...input('elsewhere'), household: 'H2' },
        createAuthority({ ...official, regions: [''] }),
      );
      const missing = async (household: string) =>
        opened.run(note, { ...input('missing'), household }, official).catch((error: Error) => error);
      expect(String(await missing('H2'))).toBe(String(await missing('H9')).replace('H9', 'H2'));
      const given = { idempotencyKey: 'correct', note: id, expectedVersion: 1, amount: 2n };
      await expect(opened.run(correct, given, official)).rejects.toMatchObject(refusal('NOT_FOUND'));
      expect(await counts()).toEqual([1, 1, 1]);
    });

    it('should not be written by a command that forgets to look, by PostgreSQL itself', async () => {
      const careless: Command<NoteInput> = {
        name: 'careless',
        async run(transaction, { household, amount }) {
          const record = await transaction.insert(notes, { householdId: household, amount }, isNew);
          return { record, announcements: [] };
        },
      };
      const given = { ...input('careless'), household: 'H2' };
      await expect(opened.run(careless, given, official)).rejects.toMatchObject({
        cause: { code: '42501' },
      });
      expect(await counts()).toEqual([0, 0, 0]);
    });
  });

  describe('commands at the same time', () => {
    it('should refuse all but one that expect the same version, with the version that there is', async () => {
      const { id } = await opened.run(note, input('note'), official);
      const answers = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) =>
          opened.run(
            correct,
            { idempotencyKey: `correct ${index}`, note: id, expectedVersion: 1, amount: BigInt(index) },
            official,
          ),
        ),
      );
      const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
      expect(refused).toHaveLength(7);
      for (const reason of refused) {
        expect(reason).toMatchObject(refusal('VERSION_CONFLICT', { currentVersion: 2 }));
      }
      expect(await counts()).toEqual([1, 2, 2]);
    });

    it('should keep a rule over many records, whatever comes in between', async () => {
      const amounts = fc.sample(fc.array(fc.bigInt(1n, 60n), { minLength: 6, maxLength: 9 }), {
        numRuns: 3,
        seed: 7,
      });
      for (const [round, list] of amounts.entries()) {
        await opened.database.pool.query('delete from notes');
        const answers = await Promise.allSettled(
          list.map((amount, index) => opened.run(note, input(`${round} ${index}`, amount), official)),
        );
        const { rows } = await opened.database.pool.query<{ sum: string }>(
          'select coalesce(sum(amount), 0)::text as sum from notes',
        );
        const taken = list.filter((_, index) => answers[index]!.status === 'fulfilled');
        expect(BigInt(rows[0]!.sum)).toBe(taken.reduce((sum, amount) => sum + amount, 0n));
        expect(BigInt(rows[0]!.sum) <= 100n).toBe(true);
        expect(taken.length).toBeGreaterThan(0);
      }
    });

    it('should give up after ten attempts, and write nothing', async () => {
      let runs = 0;
      const unlucky: Command<NoteInput> = {
        name: 'unlucky',
        async run(transaction, given) {
          runs += 1;
          const work = await note.run(transaction, given);
          await transaction.client.query(`do $$ begin raise exception using errcode = '40001'; end $$`);
          return work;
        },
      };
      await expect(opened.run(unlucky, input('unlucky'), official)).rejects.toMatchObject(
        refusal('CONTENDED'),
      );
      expect(runs).toBe(10);
      expect(await counts()).toEqual([0, 0, 0]);
    });

    it('should get out of each other’s way when they wait for one another', async () => {
      const ids = await Promise.all(
        ['one', 'two'].map(async (key) => (await opened.run(note, input(key), official)).id),
      );
      const both: Command<CommandInput & { readonly order: readonly string[] }> = {
        name: 'both',
        async run(transaction, { order }) {
          for (const id of order) {
            await transaction.record(notes, { what: 'note', id });
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          const record = await transaction.update(notes, order[0]!, { amount: 2n });
          return { record, announcements: [] };
        },
      };
      const orders = [ids, ids.toReversed()];
      const done = await Promise.all(
        orders.map((order, index) => opened.run(both, { idempotencyKey: `both ${index}`, order }, official)),
      );
      expect(done.map(({ version }) => version)).toEqual([2, 2]);
    });
  });
});

/** The same database through connections of its own, whose statements are watched. */
async function openNotesOn({ database }: Notes, onStatement: () => void) {
  const requests = await openDatabase({ url: database.url, application: 'broken', onStatement });
  return { run: createRunCommand({ pool: requests.pool, register: projection }), stop: requests.stop };
}
