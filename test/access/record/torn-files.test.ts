import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord } from '@hearth/gateway/audit/open-record.ts';
import { type AccessRecord, startAccessRecord } from '@hearth/gateway/audit/start-record.ts';
import { recordMigrations } from '@hearth/gateway/audit/store.ts';
import { verifyRecord } from '@hearth/gateway/audit/verify.ts';
import { type TestDatabase, testDatabase } from '@hearth/kit/database/testing.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryAt } from './entries.ts';

let database: TestDatabase;
let dataDir: string;
let folder: string;
let log: { file?: string; reason?: string; message: string }[];
let running: AccessRecord | undefined;
beforeEach(async () => {
  database = await testDatabase({ migrations: [recordMigrations] });
  dataDir = await mkdtemp(join(tmpdir(), 'hearth-torn-'));
  folder = join(dataDir, 'access-record');
  log = [];
  running = undefined;
});
afterEach(async () => {
  await running?.stop().catch(() => {});
  await database.stop();
  await rm(dataDir, { recursive: true });
});

const env = () => ({ DATA_DIR: dataDir });
const start = async () => {
  const error = (fields: object, message: string) => void log.push({ ...fields, message });
  const options = { databaseUrl: database.url, env: env(), log: { info: () => {}, error } };
  return (running = await startAccessRecord(options));
};
const stop = async () => {
  await running?.stop();
  running = undefined;
};
const verify = async () => {
  const record = await openRecord(database.url, {
    env: env(),
    onDamage: ({ file }) => expect.unreachable(file),
  });
  const verification = await verifyRecord(record);
  await record.stop();
  return verification;
};
/** A record with an entry, which is closed. */
const makeRecord = async () => {
  await (await start()).record(entryAt(1));
  await stop();
};

const cases = [
  ['without a byte', () => Buffer.alloc(0)],
  ['half', (content: Buffer) => content.subarray(0, content.length / 2)],
  ['zeros', (content: Buffer) => Buffer.alloc(content.length)],
] as const;

describe.each(cases)('a start of a gateway that finds a file of its record %s', (_, tear) => {
  const tearFile = async (name: string) => {
    const path = join(folder, name);
    await writeFile(path, tear(await readFile(path)));
  };

  it('goes on, whichever it is, and says which it set aside', async () => {
    await makeRecord();
    await writeFile(join(folder, 'owner.json'), JSON.stringify({ pid: 1, start: 'x' }));
    for (const name of ['head.json', 'owner.json', 'public.pem']) await tearFile(name);
    const record = await start();
    expect(record.isAvailable).toBe(true);
    expect(log).toMatchObject([
      { file: join(folder, 'head.json'), message: expect.stringContaining('damaged') },
    ]);
    await record.record(entryAt(2));
    await stop();
    expect((await readdir(folder)).filter((name) => name.endsWith('.damaged'))).toHaveLength(1);
    expect(await verify()).toMatchObject({ entries: 2, fault: undefined });
  });

  it('takes nothing when it is the keys, adds nothing with others, and goes on once they are put back', async () => {
    await makeRecord();
    const copy = join(dataDir, 'copy.json');
    await copyFile(join(folder, 'keys.json'), copy);
    await tearFile('keys.json');
    const refusing = await start();
    expect(refusing.isAvailable).toBe(false);
    await expect(refusing.record(entryAt(2))).rejects.toThrow('takes nothing');
    expect(log.map(({ file }) => file)).toEqual([
      join(folder, 'keys.json'),
      join(folder, 'head.json'), // which is not signed by the keys that were made
      undefined,
    ]);
    expect(log.at(-1)!.reason).toContain('not signed by its key');
    await stop();
    await copyFile(copy, join(folder, 'keys.json'));
    const record = await start();
    expect(record.isAvailable).toBe(true);
    await record.record(entryAt(3));
    await stop();
    expect(await verify()).toMatchObject({ entries: 2, fault: undefined });
  });
});
