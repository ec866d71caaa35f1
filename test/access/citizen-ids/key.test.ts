import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSecrets } from '@hearth/kit/secrets.ts';
import { openMinistry } from '@hearth/kit/subgraph.ts';
import { inACase } from '@hearth/kit/testing/authorities.ts';
import { citizenIdFault } from '@hearth/schema/protocol/citizen-id.ts';
import { ministries } from '@hearth/standalone/ministries.ts';
import { openMinistries, type OpenMinistries } from '@hearth/standalone/open-ministries.ts';
import { importSampleOnce } from '@hearth/standalone/sample-import.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScript } from '../../script.ts';

const [old, fresh] = [0, 1].map(() => randomBytes(32).toString('base64')) as [string, string];

let directory: string;
let env: Record<string, string>;
let hub: OpenMinistries;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-key-'));
  env = { DATA_DIR: join(directory, 'data') };
  const secrets = await openSecrets({ ...env, CITIZEN_ID_KEY: old });
  hub = await openMinistries({ secrets, env });
  await importSampleOnce({ open: hub.all, dataDir: env['DATA_DIR']!, households: 40, secrets });
}, 60_000);
afterAll(async () => {
  await hub.stop();
  await rm(directory, { recursive: true });
});

/** What whoever may read identities is told by a poverty relief that has these keys. */
async function readWith(keys: string) {
  const open = await openMinistry(ministries[0]!, {
    databaseUrl: hub.databases.urlOf(ministries[0]!.name),
    secrets: await openSecrets({ ...env, CITIZEN_ID_KEY: keys }),
  });
  const answer = await open.execute({ query: '{ person(id: "P000000000") { citizenId } }' }, inACase);
  await open.stop();
  return answer;
}

const reseal = (keys: string) =>
  runScript('gateway/standalone/reseal.ts', { env: { ...env, CITIZEN_ID_KEY: keys } });

describe('the key of citizen IDs', { timeout: 60_000 }, () => {
  it('is replaced beside a running hub: both are held for a while, everything is sealed again, the old one goes', async () => {
    const before = await readWith(old);
    expect(citizenIdFault((before.data as { person: { citizenId: string } }).person.citizenId)).toBeNull();
    expect(await readWith(`${fresh},${old}`)).toEqual(before);
    const { code, stdout } = await reseal(`${fresh},${old}`);
    expect(stdout).toMatch(/poverty-relief: \d{2,} sealed again\n[^]*the others can go/);
    expect(code).toBe(0);
    expect(await readWith(fresh)).toEqual(before);
    expect(await readWith(old)).toMatchObject({
      errors: [{ message: 'The ministry could not answer this part.' }],
    });
  });

  it('cannot be replaced without the one before, which is named', async () => {
    const { code, stderr } = await reseal(old);
    expect(stderr).toMatch(/^Sealed with key [\da-f]{8}, this is key [\da-f]{8}\.\n$/);
    expect(stderr).not.toContain(old);
    expect(code).toBe(2);
  });
});
