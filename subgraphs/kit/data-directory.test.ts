import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from './config.ts';
import { ensureDataDirectory } from './data-directory.ts';
import { openSecrets } from './secrets.ts';

describe('ensureDataDirectory', () => {
  let parent: string;
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'data-directory-'));
  });
  afterAll(() => rm(parent, { recursive: true }));

  it('should make the directory with its parents, also when several ask at once', async () => {
    const dataDir = join(parent, 'a', 'b');
    const all = await Promise.all([1, 2, 3].map(() => ensureDataDirectory(dataDir, 'postgres')));
    expect(new Set(all)).toEqual(new Set([join(dataDir, 'postgres')]));
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });

  it('should name the setting when it is a file, or where there can be no folder', async () => {
    const file = join(parent, 'file');
    await writeFile(file, '');
    await expect(ensureDataDirectory(file)).rejects.toThrow(`DATA_DIR is "${file}"`);
    await expect(ensureDataDirectory(join(file, 'data'))).rejects.toThrow(ConfigError);
    await expect(openSecrets({ DATA_DIR: file })).rejects.toThrow(`DATA_DIR is "${file}"`);
    await expect(ensureDataDirectory('/proc/nope')).rejects.toThrow('DATA_DIR is "/proc/nope": expected');
  });
});
