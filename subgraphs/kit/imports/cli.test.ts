import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forEachDatabase } from '../database/testing.ts';
import type { TestDatabase } from '../database/testing.ts';
import { databaseSettingOf } from '../settings.ts';
import { runImportCommand } from './cli.ts';
import type { ImportMinistry } from './cli.ts';
import {
  citizenIdOf,
  csv,
  kinds,
  loanRow,
  nameOf,
  temporaryFolder,
  writeTestMigrations,
} from './importing.testing.ts';
import type { TemporaryFolder } from './importing.testing.ts';

const [owner, other] = ministryNames as [ImportMinistry['name'], ImportMinistry['name']];

forEachDatabase((createDatabase) => {
  let folder: TemporaryFolder;
  let databases: TestDatabase[];
  let ministries: ImportMinistry[];
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    folder = await temporaryFolder();
    const migrations = pathToFileURL(await writeTestMigrations(join(folder.path, 'migrations')));
    databases = [await createDatabase(), await createDatabase()];
    const { loans, ...registers } = kinds;
    ministries = [
      { name: owner, exchange: Object.values(registers), migrations },
      { name: other, exchange: [loans], migrations },
    ];
    env = {
      DATA_DIR: join(folder.path, 'data'),
      [databaseSettingOf(owner)]: databases[0]!.url,
      [databaseSettingOf(other)]: databases[1]!.url,
    };
  });
  afterAll(async () => {
    for (const database of databases) await database.stop();
    await folder.remove();
  });

  /** Runs the command as a script would and gives what it wrote. */
  const command = async (...argv: string[]) => {
    const written = { stdout: '', stderr: '' };
    const stream = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
    const output = { stdout: stream('stdout'), stderr: stream('stderr') };
    const code = await runImportCommand(ministries, argv, { env, output });
    return { code, ...written };
  };
  const write = async (name: string, content: string) => {
    const path = join(folder.path, name);
    await writeFile(path, content);
    return path;
  };

  describe('the import command', () => {
    it('should fill the register, so that another ministry finds people, and say what became of the rows', async () => {
      const people = [1, 2].map((number) => [`P${number}`, 'H1', citizenIdOf(number), nameOf(number)]);
      for (const [kind, rows] of Object.entries({
        regions: [['530000000000', '云南']],
        households: [['H1', '530000000000']],
        persons: people,
      })) {
        const path = await write(`${kind}.csv`, csv(kinds[kind as keyof typeof kinds], rows));
        expect(await command(owner, kind, path)).toMatchObject({ code: 0, stderr: '' });
      }
      const path = await write(
        'loans.csv',
        csv(kinds.loans, [loanRow(1), loanRow(2, { amount: '-5' }), loanRow(3)]),
      );
      const { code, stdout } = await command(other, 'loans', path);
      expect(code).toBe(0);
      expect(stdout.replace(/--run .*/, '--run <id>')).toBe(
        [
          `${other} loans: loans.csv (UTF-8)`,
          '  rows read    3',
          '  accepted     1',
          '  changed      0',
          '  unchanged    0',
          '  quarantined  2',
          '    NEGATIVE_AMOUNT  1',
          '    UNKNOWN_PERSON   1',
          `See them: npm run import -- quarantine ${other} --run <id>`,
          '',
        ].join('\n'),
      );
    });

    it('should let every other ministry announce who has moved, though none of them runs', async () => {
      const households = await write('homes.csv', csv(kinds.households, [['H2', '530000000000']]));
      const moved = [['P2', 'H2', citizenIdOf(2), nameOf(2)]];
      const persons = await write('moved.csv', csv(kinds.persons, moved));
      await command(owner, 'households', households);
      expect(await command(owner, 'persons', persons)).toMatchObject({ code: 0, stderr: '' });
      const { rows } = await databases[1]!.pool.query(
        `select household, persons from changes where kind = 'MEMBERS_CHANGED' order by household`,
      );
      expect(rows).toEqual(['H1', 'H2'].map((household) => ({ household, persons: ['P2'] })));
    });

    it('should try a file without effect', async () => {
      const path = await write(
        'more.csv',
        csv(kinds.loans, [loanRow(41, { citizen_id: citizenIdOf(1), name: nameOf(1) })]),
      );
      expect((await command(other, 'loans', path, '--dry-run')).stdout).toContain('tried without effect');
      expect((await databases[1]!.pool.query('select from loans')).rowCount).toBe(1);
    });

    it('should list the rows in quarantine with row, column and reason', async () => {
      const { stdout } = await command('quarantine', other);
      expect(stdout.split('\n')).toEqual([
        'loans loans.csv row 3, amount: NEGATIVE_AMOUNT. "-5" is not right for amount: yuan, at most two decimals, 0 to 1000000000000.',
        expect.stringMatching(
          /^loans loans\.csv row 4, citizen_id: UNKNOWN_PERSON\. The register knows nobody .*\*{8}/,
        ),
        '',
      ]);
      expect((await command('quarantine', other, '--run', 'none')).stdout).toBe('');
    });

    it('should write the rows to correct, import the correction, and keep only what is still wrong', async () => {
      const path = join(folder.path, 'correct.csv');
      const written = await command('quarantine', other, '--kind', 'loans', '--out', path);
      expect(written.stdout).toBe(
        `2 rows to correct are in ${path}; then: npm run import -- retry ${other} loans ${path}\n`,
      );
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      const content = await readFile(path, 'utf8');
      expect(content).toContain(loanRow(3).join(','));
      await writeFile(path, content.replace(',-5,', ',5000,'));

      const { code, stdout } = await command('retry', other, 'loans', path);
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringMatching(/accepted +1\n[^]*quarantined +1\n/),
      });
      const { rows } = await databases[1]!.pool.query(
        'select row_number, status from quarantined_rows order by row_number',
      );
      expect(rows).toEqual([
        { row_number: 3, status: 'RESOLVED' },
        { row_number: 4, status: 'RETRIED' },
      ]);
      expect((await command('quarantine', other)).stdout).toMatch(
        /^loans loans\.csv row 4.*\(after a correction\)[^\n]*\n$/,
      );
    });

    it('should list the kinds with their columns', async () => {
      const { stdout } = await command('list', owner);
      expect(stdout).toContain(
        `${owner}\n  regions: code, name\n  households: household_number, region_code\n`,
      );
      expect((await command('list')).stdout).toContain('lent_on, note?, purposes?');
    });

    it('should answer 2 and name the setting when there is no database server to start', async () => {
      const fresh = { DATA_DIR: join(folder.path, 'fresh'), POSTGRES_BIN: '/nowhere' };
      const stderr = {
        write: (text: string) => expect(text).toMatch(/^Found no PostgreSQL .* POSTGRES_BIN/),
      };
      const output = { stdout: { write: () => {} }, stderr };
      expect(await runImportCommand(ministries, ['quarantine', other], { env: fresh, output })).toBe(2);
      expect.assertions(2);
    });

    it('should answer 2 and name the value when the command line or the file is at fault', async () => {
      const path = await write('empty.csv', '');
      for (const [argv, message] of [
        [['nobody', 'loans', path], 'No ministry is called nobody'],
        [[other, 'gifts', path], `${other} has no kind gifts; it has loans.`],
        [[other, 'loans'], 'Name a ministry, a kind and a file.'],
        [[other, 'loans', path, '--wet-run'], '--wet-run'],
        [[other, 'loans', path], 'EMPTY_FILE: '],
        [[other, 'loans', '/nowhere.csv'], 'FILE_NOT_FOUND: /nowhere.csv'],
        [
          ['retry', other, 'loans', await write('plain.csv', csv(kinds.loans, []))],
          'begins with the columns quarantine_id',
        ],
        [['quarantine', other, '--out', path], '--kind'],
        [['quarantine', other, 'loans'], 'loans: not expected here.'],
        [['list', other, 'loans'], 'loans: not expected here.'],
        [[other, 'loans', path, '--kind', 'loans', '--run', 'x'], '--kind, --run: not expected here.'],
        [['quarantine', other, '--dry-run'], '--dry-run: not expected here.'],
        [
          ['quarantine', other, '--kind', 'loans', '--out', '/nowhere/x.csv'],
          '--out is "/nowhere/x.csv": it cannot be written (ENOENT).',
        ],
      ] as const) {
        expect(await command(...argv)).toMatchObject({
          code: 2,
          stdout: '',
          stderr: expect.stringContaining(message),
        });
      }
    });
  });
});
