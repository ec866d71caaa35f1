import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryOwnedError, findOwner, own, thisProcess } from './ownership.ts';

describe('own', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ownership-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('should make this process the owner until it lets go', async () => {
    const release = await own(directory);
    expect(await findOwner(directory)).toEqual(thisProcess());
    await release();
    expect(await findOwner(directory)).toBeNull();
    expect(await readdir(directory)).toEqual([]);
  });

  it('should refuse while the owner lives', async () => {
    await own(directory);
    await expect(own(directory)).rejects.toThrow(DirectoryOwnedError);
  });

  it.each([
    ['has ended', { pid: 999_999_999, start: 'then' }],
    ['had the pid of a process that started later', { ...thisProcess(), start: 'earlier' }],
  ])('should take the place of an owner that %s', async (_, owner) => {
    await writeFile(join(directory, 'owner.json'), JSON.stringify(owner));
    expect(await findOwner(directory)).toBeNull();
    await own(directory);
    expect(await findOwner(directory)).toEqual(thisProcess());
  });

  it('should have one winner of many that find the same stale mark', async () => {
    await writeFile(join(directory, 'owner.json'), JSON.stringify({ pid: 999_999_999, start: 'then' }));
    const results = await Promise.allSettled(Array.from({ length: 100 }, () => own(directory)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
