import { chown, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createPrivateJson,
  DamagedFileError,
  ensurePrivateJson,
  hasTexts,
  readJson,
  removeDrafts,
  setAside,
  writePrivateJson,
} from './private-file.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.testing.ts';

const SOMEBODY = 54_321; // a user's id that need not exist

describe('a private file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'private-file-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.runIf(process.getuid?.() === 0)(
    'should belong to whom its folder belongs when root writes it, so that a later start of theirs can read it',
    async () => {
      await chown(folder, SOMEBODY, SOMEBODY);
      const paths = [join(folder, 'written.json'), join(folder, 'created.json')] as const;
      await writePrivateJson(paths[0], {});
      await createPrivateJson(paths[1], {});
      for (const path of paths) {
        const { uid, gid, mode } = await stat(path);
        expect({ uid, gid, mode: mode & 0o777 }).toEqual({ uid: SOMEBODY, gid: SOMEBODY, mode: 0o600 });
      }
    },
  );

  it('should be told to be damaged, by its path and without what it holds, when it was cut at any byte', async () => {
    const path = join(folder, 'keys.json');
    await writePrivateJson(path, { key: 'c2VjcmV0', other: 'b3RoZXI=' });
    const content = await readFile(path);
    const read = () => readJson(path, { isWhole: hasTexts('key', 'other'), remedy: 'a copy.' });
    for (let cut = 0; cut < content.length - 1; cut += 1) {
      // the last byte is a line feed
      await writeFile(path, content.subarray(0, cut));
      const error = await read().catch((thrown: unknown) => thrown);
      expect(error, `cut at ${cut}`).toBeInstanceOf(DamagedFileError);
      const { message } = error as DamagedFileError;
      expect(message).toMatch(new RegExp(`^${path} is damaged: .*What helps: a copy\\.$`));
      expect(message).not.toContain('c2Vj');
    }
  });

  it.each(['null', '{}', '{ "key": "" }', '[]', '5', '"text"', '\0\0\0\0'])(
    'should be told to be damaged when %j stands in it',
    async (content) => {
      const path = join(folder, 'key.json');
      await writeFile(path, content);
      const make = () => ({ key: 'another' });
      await expect(ensurePrivateJson(path, make, { isWhole: hasTexts('key') })).rejects.toThrow('is damaged');
      expect(await readFile(path, 'utf8')).toBe(content); // an operator with a copy decides
    },
  );

  it('should keep what was set aside, next to its place', async () => {
    const path = join(folder, 'head.json');
    await writeFile(path, 'torn');
    const aside = await setAside(path);
    expect(await readdir(folder)).toEqual([aside.slice(folder.length + 1)]);
    expect(await readFile(aside, 'utf8')).toBe('torn');
  });

  it('should leave nothing for long of a process that was killed while it wrote', async () => {
    const names = ['a.json.0123456789ab.draft', 'b.json.0123456789ab.draft', 'c.json'];
    for (const name of names) await writeFile(join(folder, name), '');
    const before = new Date(Date.now() - 3_600_000);
    await utimes(join(folder, names[0]!), before, before);
    await utimes(join(folder, names[2]!), before, before);
    await removeDrafts(folder);
    expect((await readdir(folder)).toSorted()).toEqual(names.slice(1));
  });
});

describe('a private file on a disk that is full', () => {
  const disk = { current: null as SmallDisk | null };
  beforeAll(async () => void (disk.current = await mountSmallDisk(1)));
  afterAll(() => disk.current?.stop());

  it('should stay as it was, with nothing half-written next to it', async ({ skip }) => {
    if (!disk.current) return skip('no small file system can be mounted');
    const { folder, fill, free } = disk.current;
    const path = join(folder, 'head.json');
    await writePrivateJson(path, 'before');
    fill();
    await expect(writePrivateJson(path, 'after'.repeat(2_000))).rejects.toThrow('ENOSPC');
    await expect(createPrivateJson(join(folder, 'new.json'), 'x')).rejects.toThrow('ENOSPC');
    expect((await readdir(folder)).toSorted()).toEqual(['filler', 'head.json']);
    expect(await readJson(path)).toBe('before');
    free();
    await writePrivateJson(path, 'after');
    expect(await readJson(path)).toBe('after');
  });
});
