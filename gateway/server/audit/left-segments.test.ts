import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealingKey } from '@hearth/kit/sealing.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Damage } from './damage.ts';
import { Journal } from './journal.ts';
import { type LeftSegment, leftSegments } from './left-segments.ts';

const TEXTS = ['one', 'two', 'three'];

describe('what an earlier run left', () => {
  let folder: string;
  let damage: Damage[];
  const key = sealingKey(randomBytes(32));
  beforeEach(async () => {
    damage = [];
    folder = await mkdtemp(join(tmpdir(), 'left-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const left = (with_ = key) => leftSegments({ folder, key: with_, onDamage: (found) => damage.push(found) });
  const textsOf = (segments: readonly LeftSegment[]) =>
    segments.flatMap(({ lines }) => lines.toString().split('\n').slice(0, -1));
  /** A journal of three lines; returns its file and content. */
  const write = async () => {
    const journal = new Journal({ folder, key });
    for (const text of TEXTS) await journal.append(text);
    const [name] = await readdir(folder);
    const path = join(folder, name!);
    return { path, content: await readFile(path) };
  };
  const ends = (content: Buffer) =>
    [...content.entries()].filter(([, byte]) => byte === 10).map(([place]) => place);
  const aside = async () => (await readdir(folder)).filter((name) => name.endsWith('.unreadable'));

  it('is read up to the cut when its file is cut at any byte, and what is left of a line is set aside and told', async () => {
    const { path, content } = await write();
    for (let cut = 0; cut < content.length; cut += 1) {
      damage = [];
      await writeFile(path, content.subarray(0, cut));
      const whole = ends(content).filter((end) => end <= cut).length; // a line feed alone may be missing
      expect(textsOf(await left()), `cut at ${cut}`).toEqual(TEXTS.slice(0, whole));
      const isTorn = cut > 0 && !ends(content).some((end) => end === cut || end + 1 === cut);
      expect(damage, `cut at ${cut}`).toMatchObject(isTorn ? [{ file: path, lines: 1 }] : []);
      for (const name of await aside()) await rm(join(folder, name));
    }
  });

  it('is read but for the line in which any byte was changed, which is set aside as it is', async () => {
    const { path, content } = await write();
    const [first, second] = ends(content);
    for (let place = first! + 1; place < second!; place += 1) {
      damage = [];
      const changed = Buffer.from(content);
      changed[place] = 0;
      await writeFile(path, changed);
      expect(textsOf(await left()), `changed at ${place}`).toEqual(['one', 'three']);
      const [{ keptIn }] = damage as [Damage];
      expect(await readFile(keptIn!)).toEqual(changed.subarray(first! + 1, second! + 1));
      await rm(keptIn!);
    }
  });

  it('is nothing of a file without a byte, or of zeros', async () => {
    const { path, content } = await write();
    await writeFile(path, '');
    expect(textsOf(await left())).toEqual([]);
    expect(damage).toEqual([]);
    await writeFile(path, Buffer.alloc(content.length));
    expect(textsOf(await left())).toEqual([]);
    expect(damage).toMatchObject([{ file: path, lines: 1 }]);
  });

  it('waits, told at each start, until the key that seals it is back, and is then what it was', async () => {
    const { path } = await write();
    const other = sealingKey(randomBytes(32));
    expect(textsOf(await left(other))).toEqual([]);
    expect(damage).toMatchObject([
      { file: path, lines: 3, reason: expect.stringContaining('Sealed with key') },
    ]);
    await rm(path); // as the recorder does when it has stored what there is
    expect(await left(other)).toEqual([]);
    expect(damage).toHaveLength(2);
    expect(damage[1]).not.toHaveProperty('keptIn');
    const found = await left();
    expect(textsOf(found)).toEqual(TEXTS);
    expect(found.map((segment) => segment.path)).toEqual([damage[1]!.file]);
  });

  it('passes over what is no journal, and says which one cannot be opened at all', async () => {
    const name = '00000000-0000-4000-8000-000000000001.1.journal';
    await writeFile(join(folder, 'note.txt'), 'x');
    await writeFile(join(folder, `${'-'.repeat(36)}.1.journal`), 'x');
    await writeFile(join(folder, name.replace('.1.', '.99999999999.')), 'x');
    await mkdir(join(folder, name));
    expect(await left()).toEqual([]);
    expect(damage).toMatchObject([{ file: join(folder, name), reason: expect.stringContaining('EISDIR') }]);
  });
});
