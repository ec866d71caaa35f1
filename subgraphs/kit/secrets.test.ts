import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { open, seal, sealingKey } from './sealing.ts';
import { citizenIdKeysOf, openSecrets } from './secrets.ts';

describe('openSecrets', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = join(await mkdtemp(join(tmpdir(), 'secrets-')), 'data');
  });
  afterEach(() => rm(join(dataDir, '..'), { recursive: true }));

  it('should make two different keys once and find them again', async () => {
    const first = await openSecrets({ DATA_DIR: dataDir });
    expect(await openSecrets({ DATA_DIR: dataDir })).toEqual(first);
    expect(first.citizenIdKey.bytes).toHaveLength(32);
    expect(first.citizenIdHashKey.bytes).not.toEqual(first.citizenIdKey.bytes);
  });

  it('should let nobody else read them', async () => {
    await openSecrets({ DATA_DIR: dataDir });
    expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  it('should give everybody who starts at the same time the same keys', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => openSecrets({ DATA_DIR: dataDir })));
    expect(new Set(all.map(({ citizenIdKey }) => citizenIdKey.id)).size).toBe(1);
  });

  it('should prefer the keys of the settings and then keep none', async () => {
    const [key, hashKey] = [randomBytes(32), randomBytes(32)];
    const env = { CITIZEN_ID_KEY: key.toString('base64'), CITIZEN_ID_HASH_KEY: hashKey.toString('base64') };
    const secrets = await openSecrets({ DATA_DIR: dataDir, ...env });
    expect(secrets.citizenIdKey.bytes).toEqual(key);
    expect(secrets.citizenIdHashKey.bytes).toEqual(hashKey);
    await expect(readFile(join(dataDir, 'secrets.json'))).rejects.toThrow('ENOENT');
  });

  it('should seal with the first of several keys and open with all of them', async () => {
    const [fresh, old] = [randomBytes(32), randomBytes(32)];
    const keys = [fresh, old].map((key) => key.toString('base64')).join(',');
    const secrets = await openSecrets({ DATA_DIR: dataDir, CITIZEN_ID_KEY: keys });
    expect(secrets.citizenIdKey.bytes).toEqual(fresh);
    expect(citizenIdKeysOf(secrets).map(({ bytes }) => bytes)).toEqual([fresh, old]);
    expect(open(seal('text', sealingKey(old)), ...citizenIdKeysOf(secrets))).toBe('text');
  });

  it('should refuse a key of the wrong length by the name of its setting, without printing it', async () => {
    const opened = openSecrets({ DATA_DIR: dataDir, CITIZEN_ID_KEY: 'c2hvcnQ=' });
    await expect(opened).rejects.toThrow(/^CITIZEN_ID_KEY is wrong: expected 32 random bytes in base64/);
  });
});
