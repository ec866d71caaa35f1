import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Damage } from '@hearth/gateway/audit/damage.ts';
import { Journal } from '@hearth/gateway/audit/journal.ts';
import { leftSegments } from '@hearth/gateway/audit/left-segments.ts';
import { startRecorder } from '@hearth/gateway/audit/recorder.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryAt } from './entries.ts';
import { openTestRecord, type TestRecord } from './fixture.ts';

let record: TestRecord;
beforeAll(async () => {
  record = await openTestRecord();
});
afterAll(() => record.stop());

/** A journal of three lines, which is taken out of the folder. */
async function write(): Promise<Buffer> {
  const { folder, keys } = record;
  const journal = new Journal({ folder, key: keys.journal });
  for (const text of ['1', '2', '3']) await journal.append(text);
  const [segment] = await leftSegments({ folder, key: keys.journal });
  const content = await readFile(segment!.path);
  await rm(segment!.path);
  return content;
}

describe('a journal that was cut', () => {
  it('grows the record by the lines that are whole, at whatever byte it was cut, and never stops it', async () => {
    const { folder, keys, store } = record;
    const content = await write();
    let expected = 0;
    for (let cut = 0; cut < content.length; cut += 1) {
      const name = `00000000-0000-4000-8000-${String(cut).padStart(12, '0')}.1.journal`;
      await writeFile(join(folder, name), content.subarray(0, cut));
      for (const segment of await leftSegments({ folder, key: keys.journal })) {
        await store.append(segment);
        expected += segment.lines.toString().split('\n').length - 1;
        await rm(segment.path);
      }
      for (const file of await readdir(folder)) {
        if (file.endsWith('.unreadable')) await rm(join(folder, file));
      }
    }
    expect(expected).toBeGreaterThan(content.length / 3);
    expect(await record.verify()).toMatchObject({ entries: expected, fault: undefined });
  });

  it('does not keep a recorder from starting, nor do files without a byte', async () => {
    const { folder, keys, store, pseudonyms } = record;
    const before = (await record.verify()).entries;
    const content = await write();
    const names = ['a', 'b', 'c'].map(
      (letter) => `${letter.repeat(8)}-0000-4000-8000-000000000001.1.journal`,
    );
    await writeFile(join(folder, names[0]!), '');
    await writeFile(join(folder, names[1]!), content.subarray(0, content.indexOf('\n') + 10));
    await writeFile(join(folder, names[2]!), Buffer.alloc(100));
    const damage: Damage[] = [];
    const options = { folder, key: keys.journal, store, pseudonyms, grace: 10_000 };
    const recorder = await startRecorder({
      ...options,
      onDamage: (found) => damage.push(found),
      onFailure: (error) => expect.unreachable(String(error)),
      onRecovery: () => {},
    });
    expect(recorder.isAvailable).toBe(true);
    expect(damage.map(({ file }) => file)).toEqual([names[1], names[2]].map((name) => join(folder, name!)));
    await recorder.record(entryAt(1));
    await recorder.stop();
    expect(await record.verify()).toMatchObject({ entries: before + 2, fault: undefined });
    expect((await readdir(folder)).filter((name) => name.endsWith('.journal'))).toEqual([]);
  });
});
