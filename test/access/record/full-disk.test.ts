import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leftSegments } from '@hearth/gateway/audit/left-segments.ts';
import { sealingKey } from '@hearth/kit/sealing.ts';
import { type AccessRecorder, startRecorder } from '@hearth/gateway/audit/recorder.ts';
import { mountSmallDisk, type SmallDisk } from '@hearth/kit/small-disk.testing.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startProgram, until } from '../../script.ts';
import { entries, entryAt } from './entries.ts';
import { openTestRecord, type TestRecord } from './fixture.ts';

const LIMIT = 16; // blocks of 512 bytes that a file may have: beyond them the system writes a part and refuses the rest
const PROGRAM = '--import @hearth/kit/typescript/register.js test/access/record/full-disk.fixture.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'hearth-full-'))));
afterEach(() => rm(folder, { recursive: true }));

it('an entry of which the disk takes only a part is refused, and leaves nothing before what comes next', async () => {
  const key = randomBytes(32);
  const command = `trap '' XFSZ; ulimit -f ${LIMIT}; exec "${process.execPath}" ${PROGRAM} "$0" "$1"`;
  const script = startProgram('/bin/sh', { args: ['-c', command, folder, key.toString('base64')] });
  const { code } = await script.ended;
  expect({ code, stderr: script.output.stderr }).toEqual({ code: 0, stderr: '' });
  const { taken, refused } = JSON.parse(script.output.stdout) as { taken: string[]; refused: string[] };
  expect(refused).toEqual(Array(4).fill('EFBIG'));
  const segments = await leftSegments({ folder, key: sealingKey(key) });
  const texts = segments.map(({ lines }) => lines.toString().trimEnd().split('\n'));
  expect(texts.map(({ length }) => length)).toEqual([taken.length - 3, 3]);
  expect(texts.flat()).toEqual(taken);
  const sizes = (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size);
  for (const size of await Promise.all(sizes)) expect(size).toBeLessThan(LIMIT * 512);
});

describe('a record whose files are on a disk that is full', () => {
  const disk = { current: null as SmallDisk | null };
  let record: TestRecord;
  let recorder: AccessRecorder | undefined;
  const onFailure = vi.fn<(error: Error) => void>();
  beforeAll(async () => void (disk.current = await mountSmallDisk(2)));
  afterAll(() => disk.current?.stop());
  beforeEach(async (context) => {
    context.skip(disk.current === null, 'no small file system can be mounted');
    record = await openTestRecord(disk.current!.folder);
    onFailure.mockClear();
  });
  afterEach(async () => {
    disk.current?.free();
    await recorder?.stop().catch(() => {});
    recorder = undefined;
    await record?.stop();
  });

  const start = async () => {
    const { folder, keys, store, pseudonyms } = record;
    const failures = { onFailure: onFailure as (error: unknown) => void, onRecovery: () => {} };
    return (recorder = await startRecorder({
      folder,
      key: keys.journal,
      store,
      pseudonyms,
      grace: 10_000,
      ...failures,
    }));
  };
  /** How many were taken; the page of a file that is open has some room left. */
  const recordUntilRefused = async (running: AccessRecorder) => {
    for (let taken = 0; ; taken += 1) {
      const refusal = await running.record(entryAt(1 + taken)).then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (refusal === undefined) continue;
      expect(refusal).toContain('ENOSPC');
      return taken;
    }
  };
  const count = async () => {
    const { rows } = await record.database.pool.query('select from access_entries');
    return rows.length;
  };

  it('takes nothing and says why, and takes entries again by itself once there is room, with nothing lost', async () => {
    const running = await start();
    await running.record(entryAt(0));
    disk.current!.fill();
    const taken = 1 + (await recordUntilRefused(running));
    expect(running.isAvailable).toBe(false);
    await expect(running.record(entryAt(99))).rejects.toThrow('takes nothing');
    await until(() => onFailure.mock.calls.length > 0);
    expect(onFailure.mock.calls[0]![0].message).toContain('ENOSPC');
    await expect.poll(count, { timeout: 10_000 }).toBe(taken); // what was taken before is stored, disk or no disk
    expect(running.isAvailable).toBe(false);
    disk.current!.free();
    await until(() => running.isAvailable, 5_000);
    for (const entry of entries(20, 100)) await running.record(entry);
    await running.stop();
    expect(await record.verify()).toMatchObject({ entries: taken + 20, fault: undefined });
    expect((await readdir(record.folder)).toSorted()).toEqual(['head.json', 'keys.json']);
  });

  it('can be opened again when the disk was full as its process ended', async () => {
    const first = await start();
    disk.current!.fill();
    const taken = await recordUntilRefused(first);
    await first.stop();
    disk.current!.free();
    const second = await start();
    expect(second.isAvailable).toBe(true);
    await second.record(entryAt(99));
    await second.stop();
    expect(await record.verify()).toMatchObject({ entries: taken + 1, fault: undefined });
  });
});
