import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGatewayKeys } from './gateway-keys.ts';

describe('the keys of the gateway', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gateway-keys-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('should be made once, for everybody who starts at the same time, and nobody else may read them', async () => {
    const open = () => openGatewayKeys({ DATA_DIR: dataDir });
    const all = await Promise.all(Array.from({ length: 10 }, open));
    const signature = all[0]![0].sign!('text', 'health');
    expect([...all, await open()].every(([key]) => key.verify('text', 'health', signature))).toBe(true);
    expect((await stat(join(dataDir, 'gateway-keys.json'))).mode & 0o777).toBe(0o600);
  });

  it('should be those of the setting, and then none is kept', async () => {
    const secret = Buffer.alloc(32, 1).toString('base64');
    const keys = await openGatewayKeys({ DATA_DIR: dataDir, GATEWAY_KEYS: `new:${secret},old:${secret}` });
    expect(keys.map(({ id }) => id)).toEqual(['new', 'old']);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('should be refused by name, without their secrets', async () => {
    const opening = openGatewayKeys({ DATA_DIR: dataDir, GATEWAY_KEYS: 'one:c2VjcmV0' });
    await expect(opening).rejects.toThrow(/^GATEWAY_KEYS is wrong: expected `id:secret`/);
    await expect(opening).rejects.not.toThrow('c2VjcmV0');
  });
});
