import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDemoIssuer } from '@hearth/gateway/caller/demo/demo-issuer.ts';
import { personas } from '@hearth/standalone/personas.ts';
import { type Standalone, startStandalone } from '@hearth/standalone/standalone.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { requestFor } from '../operation.ts';
import { post } from '../http/fixture.ts';

let dataDir: string;
let hub: Standalone;
let headers: Record<string, string>;
/** Called before each operation that is sent to a ministry. */
let beforeCall = (_ministry: string) => {};
beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hearth-expiry-'));
  dataDir = join(directory, 'data');
  const env = {
    DATA_DIR: dataDir,
    PORT: '0',
    ACCESS: 'demo',
    SAMPLE_HOUSEHOLDS: '40',
    REQUEST_DEADLINE: '60000',
    CACHE_MEMORY: '0', // each ministry is asked
  };
  hub = await startStandalone(env, { onCall: (ministry) => beforeCall(ministry) });
  const { issue } = await openDemoIssuer(dataDir);
  const official = personas.find(({ name }) => name === 'county-official')!;
  headers = { authorization: `Bearer ${await issue(official, 1)}`, 'x-purpose': 'MONITORING' };
}, 120_000);
afterEach(() => {
  beforeCall = () => {};
  vi.restoreAllMocks();
});
afterAll(async () => {
  await hub.stop();
  await rm(join(dataDir, '..'), { recursive: true });
}, 60_000);

const ask = async () => {
  const response = await post(hub.url, requestFor('HouseholdView', { id: 'H000000000' }), headers);
  return JSON.parse(await response.text());
};

/** Lets the clock that tokens are held against go on by so many seconds. */
function passSeconds(count: number): void {
  const now = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => now() + count * 1_000);
}

describe('a token that ends while its request is answered', { timeout: 60_000 }, () => {
  it('still gives a whole answer when it ended less than a minute ago', async () => {
    beforeCall = (ministry) => {
      if (ministry !== 'poverty-relief' && !vi.isMockFunction(Date.now)) passSeconds(3_600 + 20);
    };
    const answer = await ask();
    expect(vi.isMockFunction(Date.now)).toBe(true);
    expect(answer.errors).toBeUndefined();
  });

  it('gives nothing more of any ministry after that', async () => {
    beforeCall = (ministry) => {
      if (ministry !== 'poverty-relief' && !vi.isMockFunction(Date.now)) passSeconds(2 * 3_600);
    };
    const answer = await ask();
    expect(answer.data.household.region).not.toBeNull();
    const { 'poverty-relief': first, ...later } = answer.extensions.ministries;
    expect([first, ...new Set(Object.values(later))]).toEqual(['OK', 'ERROR']);
  });
});
