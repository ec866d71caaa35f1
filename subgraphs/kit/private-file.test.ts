import { chown, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPrivateJson, writePrivateJson } from './private-file.ts';

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
});
