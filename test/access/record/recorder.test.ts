import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { leftSegments } from '@hearth/gateway/audit/left-segments.ts';
import { type AccessRecorder, startRecorder } from '@hearth/gateway/audit/recorder.ts';
import { readKeptHead } from '@hearth/gateway/audit/kept-head.ts';
import type { RecordStore } from '@hearth/gateway/audit/store.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startScript, until } from '../../script.ts';
import { entries, entryAt } from './entries.ts';
import { openTestRecord, type TestRecord } from './fixture.ts';

describe('the recorder', { timeout: 90_000 }, () => {
  let record: TestRecord;
  const started: AccessRecorder[] = [];
  beforeEach(async () => {
    record = await openTestRecord();
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((recorder) => recorder.stop().catch(() => {})));
    await record.stop();
  });

  const onFailure = vi.fn<(error: unknown) => void>();
  const onRecovery = vi.fn<() => void>();
  const start = async (grace = 10_000, changes: Partial<RecordStore> = {}) => {
    const { folder, keys, pseudonyms } = record;
    const store = { ...record.store, ...changes };
    const recorder = await startRecorder({
      folder,
      key: keys.journal,
      store,
      pseudonyms,
      grace,
      onFailure,
      onRecovery,
    });
    started.push(recorder);
    return recorder;
  };
  const journals = async () => (await readdir(record.folder)).filter((name) => name.endsWith('.journal'));
  const traces = async () => {
    const { rows } = await record.database.pool.query(
      "select entry::json ->> 'trace' as trace from access_entries",
    );
    return rows.map(({ trace }) => trace as string).toSorted();
  };
  const tracesOf = (given: ReturnType<typeof entries>) => given.map(({ trace }) => trace).toSorted();

  it('stores by itself what it was given, under a signed head', async () => {
    const recorder = await start();
    await recorder.record(entryAt(1));
    await expect.poll(traces, { timeout: 30_000 }).toEqual(tracesOf([entryAt(1)]));
    expect(await record.verify()).toMatchObject({ entries: 1, fault: undefined });
  });

  it('keeps neither numbers of households and persons in the database nor readable ones in its files', async () => {
    const recorder = await start();
    await recorder.record(entryAt(1, { households: ['H000000042'], persons: ['P000000043'] }));
    const [journal] = await journals();
    expect(await readFile(`${record.folder}/${journal}`, 'utf8')).not.toMatch(/H0000|clerk/);
    await recorder.stop();
    expect(await journals()).toEqual([]);
    const { rows } = await record.database.pool.query('select entry from access_entries');
    expect(rows[0].entry).not.toMatch(/H0000|P0000/);
    const name = record.pseudonyms.of('person', 'P000000043');
    expect(await record.reader.mentioning('person', name, { limit: 10 })).toHaveLength(1);
  });

  it('stores everything when it stops, however much waits', async () => {
    const recorder = await start();
    const given = entries(1_234);
    await Promise.all(given.map((entry) => recorder.record(entry)));
    await recorder.stop();
    expect(await traces()).toEqual(tracesOf(given));
    expect(await record.verify()).toMatchObject({ entries: 1_234, fault: undefined });
  });

  it('takes nothing more when the store has failed for the grace period, and recovers by itself without a loss', async () => {
    let isDown = true;
    const recorder = await start(1_500, {
      append: (segment) => (isDown ? Promise.reject(new Error('down')) : record.store.append(segment)),
    });
    const given = entries(1_200);
    await Promise.all(given.map((entry) => recorder.record(entry)));
    expect(recorder.isAvailable).toBe(true);
    await until(() => !recorder.isAvailable, 60_000);
    await expect(recorder.record(entryAt(999))).rejects.toThrow('takes nothing');
    expect(onFailure).toHaveBeenCalledTimes(1);
    isDown = false;
    await until(() => recorder.isAvailable, 60_000);
    await expect.poll(() => onRecovery.mock.calls.length).toBe(1);
    await recorder.record(entryAt(1_000));
    await recorder.stop();
    expect(await traces()).toEqual(tracesOf([...given, entryAt(1_000)]));
    expect(await record.verify()).toMatchObject({ entries: 1_201, fault: undefined });
  });

  it('goes on after a pause of the process that was longer than the grace period, as the store has not failed', async () => {
    const recorder = await start(2_000);
    await recorder.record(entryAt(1));
    for (const begun = performance.now(); performance.now() - begun < 3_000;); // nothing else can happen meanwhile
    await recorder.record(entryAt(2));
    await recorder.stop();
    expect(await traces()).toEqual(tracesOf([entryAt(1), entryAt(2)]));
  });

  it('stores at the next start what a run left, once, whether or not that run had stored it', async () => {
    const lost = await start(10_000, { append: () => Promise.reject(new Error('down')) });
    const first = entries(1_010);
    await Promise.all(first.map((entry) => lost.record(entry)));
    await expect(lost.stop()).rejects.toThrow('stored at the next start');
    const [segment] = await leftSegments({ folder: record.folder, key: record.keys.journal });
    await record.store.append(segment!); // as if the run had ended between the store and the removal of the file
    await start();
    expect(await traces()).toEqual(tracesOf(first));
    expect(await journals()).toEqual([]);
  });

  it('loses nothing that it was given when its process is killed', async () => {
    const file = join(record.dataDir, 'counts');
    const script = startScript('test/access/record/recording.fixture.ts', {
      args: [record.folder, record.database.url, file],
    });
    const counts = () => (existsSync(file) ? readFileSync(file, 'utf8').length / 8 : 0);
    await until(() => counts() > 3_000);
    script.signal('SIGKILL');
    await script.ended;
    const given = Math.floor(counts());
    await start();
    const stored = new Set(await traces());
    expect(entries(given).filter(({ trace }) => !stored.has(trace))).toEqual([]);
    expect(await record.verify()).toMatchObject({ entries: stored.size, fault: undefined });
  });

  const keptHead = () => readKeptHead(record.folder, record.keys.public);

  it('vouches each second and when it stops for a record that nothing is added to', async () => {
    await record.add(entries(3));
    const [recorder, stored] = [await start(), await keptHead()];
    for (let [signs, last] = [0, stored?.time]; signs < 2; signs += 1) {
      await expect.poll(async () => (await keptHead())!.time > last!, { timeout: 30_000 }).toBe(true);
      last = (await keptHead())!.time;
    }
    const { time: before } = (await keptHead())!;
    await recorder.stop();
    expect(await keptHead()).toMatchObject({ size: 3, root: stored!.root, time: expect.any(String) });
    expect((await keptHead())!.time > before).toBe(true);
    expect(await record.verify()).toMatchObject({ entries: 3, fault: undefined });
  });

  it.each([
    ['cut', ['truncate access_entries', 'truncate access_heads'], 'ends at 0 entries, but had 5'],
    [
      'cut to an earlier head',
      ['delete from access_entries where index >= 2', 'delete from access_heads where size > 2'],
      'ends at 2 entries, but had 5',
    ],
    ['cut under its heads', ['delete from access_entries where index = 4'], 'The last of the 5 entries'],
    [
      'given another end',
      ['update access_entries set link = sha256(link) where index = 4'],
      'The last of the 5 entries',
    ],
  ])(
    'says of a record, without being asked, that it was %s, and adds nothing to it',
    async (_, statements, reason) => {
      await record.add(entries(2));
      await record.add(entries(3, 2));
      onFailure.mockClear();
      const recorder = await start(1_500);
      await record.tamper(...statements);
      await until(() => onFailure.mock.calls.length > 0, 60_000);
      expect(String(onFailure.mock.calls[0]![0])).toContain(reason);
      await recorder.record(entryAt(6));
      await until(() => !recorder.isAvailable, 60_000);
      const { rows } = await record.database.pool.query('select from access_entries where index >= 5');
      expect(rows).toEqual([]);
    },
  );
});
