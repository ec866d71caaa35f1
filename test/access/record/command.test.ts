import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAuditCommand } from '@hearth/gateway/audit/command.ts';
import { databaseSettingOf, GATEWAY } from '@hearth/kit/settings.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entries, entryAt } from './entries.ts';
import { openTestRecord, type TestRecord } from './fixture.ts';

describe('npm run audit', () => {
  let record: TestRecord;
  beforeEach(async () => {
    record = await openTestRecord();
    await record.add(entries(5));
    await record.add(entries(8, 5));
  });
  afterEach(() => record.stop());

  const audit = async (...args: string[]) => {
    const said: string[] = [];
    const env = { DATA_DIR: record.dataDir, [databaseSettingOf(GATEWAY)]: record.database.url };
    const say = (text: string) => void said.push(text);
    const code = await runAuditCommand(args, { env, print: say, complain: say });
    return { code, said: said.join('\n') };
  };
  const file = async (name: string, content: string) => {
    const path = join(record.dataDir, name);
    await writeFile(path, content);
    return path;
  };
  const publicKey = () => join(record.folder, 'public.pem');
  const stranger = (...args: string[]) =>
    spawnSync(
      process.execPath,
      [fileURLToPath(new URL('check-proof.fixture.mjs', import.meta.url)), ...args],
      {
        encoding: 'utf8',
      },
    );

  it('verifies a record, and names the first entry at fault', async () => {
    expect(await audit('verify')).toEqual({
      code: 0,
      said: expect.stringMatching(
        /^13 entries and 3 signed heads are as they were recorded\.\nA gateway has vouched for 13 entries at 2\d{3}-\S+Z\.$/,
      ),
    });
    await record.tamper(`update access_entries set entry = replace(entry, 'clerk-17', 'x') where index = 7`);
    expect(await audit('verify')).toEqual({
      code: 1,
      said: expect.stringContaining('Entry 7 is the first at fault: it was edited.\n'),
    });
  });

  it('says when a file of the record was set aside or a clock went back, and ends with 1', async () => {
    const aside = await file('access-record/head.json.2030-01-01.damaged', '');
    expect(await audit('verify')).toEqual({
      code: 1,
      said: expect.stringMatching(
        /^13 entries and 3 signed heads are as[^]+\n\S+head\.json\S+ was damaged and set aside/,
      ),
    });
    await rm(aside);
    expect(await audit('verify')).toMatchObject({ code: 0 });
    await record.add([entryAt(20), entryAt(15)]);
    expect(await audit('verify')).toEqual({
      code: 1,
      said: expect.stringContaining('The clock went back before entry 14, from 2024-01-01T00:00:20.000Z to '),
    });
  });

  it('proves of every entry that it is in the record, to whoever has the public key', async () => {
    for (const index of [0, 4, 12]) {
      const { code, said } = await audit('prove', String(index));
      expect(code).toBe(0);
      const proof = await file('proof.json', said);
      expect(stranger(proof, publicKey())).toMatchObject({
        status: 0,
        stdout: `Entry ${index} is one of 13.\n`,
      });
      expect(await audit('check', proof, '--key', publicKey())).toEqual({
        code: 0,
        said: 'The proof holds.',
      });
      for (const forged of [
        said.replace('clerk-17', 'clerk-18'),
        said.replace(/"index": \d+/, '"index": 3'),
      ]) {
        const forgery = await file('forged.json', forged);
        expect(stranger(forgery, publicKey()).status).toBe(1);
        expect(await audit('check', forgery, '--key', publicKey())).toMatchObject({ code: 1 });
      }
    }
    expect(await audit('prove', '13')).toEqual({
      code: 2,
      said: 'There is no entry 13: expected a number from 0 on.',
    });
  });

  it('proves that the record goes on from a head that was kept, and finds one that does not', async () => {
    const head = await file('head.json', (await audit('head')).said);
    await record.add(entries(9, 13));
    const { said } = await audit('extend', head);
    const proof = await file('extension.json', said);
    expect(await audit('check', proof, '--key', publicKey())).toEqual({ code: 0, said: 'The proof holds.' });
    expect((await audit('verify', '--head', head)).code).toBe(0);
    const other = await openTestRecord();
    await other.add(entries(30));
    const foreign = await file('foreign.json', JSON.stringify((await other.reader.newestHead())!.text));
    expect((await audit('verify', '--head', foreign)).said).toContain('is no tree head that the key');
    await other.stop();
  });

  it('lists who has read data of somebody, newest first, and records that it was asked', async () => {
    await record.add([entryAt(20, { persons: ['P3'], subject: 'clerk-3', purpose: 'MONITORING' })]);
    const { code, said } = await audit('person', 'P3');
    expect(code).toBe(0);
    const lines = said.split('\n').map((line) => line.split('\t'));
    expect(lines.map(([index, , subject]) => [index, subject])).toEqual([
      ['14', expect.stringMatching(/^operator /)],
      ['13', 'clerk-3'],
      ['3', 'clerk-17'],
      ['2', 'clerk-17'],
    ]);
    expect((await audit('household', 'H3')).said.split('\n')).toHaveLength(2);
    expect((await audit('person', 'P999')).said.split('\n')).toHaveLength(1);
    expect((await audit('verify')).code).toBe(0);
  });

  it('takes nothing that callers write for the name of somebody', async () => {
    const name = record.pseudonyms.of('person', 'P77');
    const written = `x","persons":["${name}"],"households":["${name}`;
    const operation = { name: written, hash: 'ab'.repeat(32) };
    await record.add([entryAt(21, { subject: written, client: written, case: written, operation })]);
    const { said } = await audit('person', 'P77');
    expect(said.split('\n').map((line) => line.split('\t')[2])).toEqual([
      expect.stringMatching(/^operator /),
    ]);
  });

  it('says how it is used when it is not understood', async () => {
    for (const args of [
      [],
      ['burn'],
      ['prove'],
      ['check', 'x'],
      ['verify', '--from', 'yesterday'],
      ['verify', '--nonsense'],
    ]) {
      expect((await audit(...args)).code).toBe(2);
    }
  });
});
