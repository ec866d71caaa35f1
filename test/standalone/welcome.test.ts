import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openDemoIssuer } from '@hearth/gateway/caller/demo/demo-issuer.ts';
import { COUNTY } from '@hearth/standalone/personas.ts';
import { welcome } from '@hearth/standalone/welcome.ts';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'hearth-welcome-'));
});
afterAll(() => rm(parent, { recursive: true }));

const hub = {
  url: 'http://127.0.0.1:4010/graphql',
  imported: null,
  examples: { households: ['H000000001'], keys: { regionCode: `${COUNTY}000000`.slice(0, 12) } },
};

describe('what npm start prints', () => {
  it('has commands that find the data of a hub with a DATA_DIR of its own', { timeout: 60_000 }, async () => {
    const dataDir = join(parent, "a hub's data");
    const text = welcome({ ...hub, mode: 'demo' }, { DATA_DIR: dataDir });
    const { keysFile } = await openDemoIssuer(dataDir);
    const keys = createLocalJWKSet(JSON.parse(await readFile(keysFile, 'utf8')));
    const commands = [...text.matchAll(/\$\((.*?--persona [^)]*)\)/g)].map(([, command]) => command!);
    expect(commands).toHaveLength(2); // a question and a subscription
    for (const command of commands) {
      const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
      const { stdout } = await run('sh', ['-c', command], { cwd: root, env });
      await expect(jwtVerify(stdout.trim(), keys)).resolves.toBeDefined();
    }
    const others = text.split('\n').filter((line) => line.includes('npm run') && !line.includes('curl'));
    expect(others.length).toBeGreaterThan(0);
    for (const line of others) expect(line).toMatch(/DATA_DIR='.*' npm run/);
  });

  it('says of whom and for whom a token is, where an issuer vouches', () => {
    const env = { TOKEN_ISSUER: 'https://issuer.example', TOKEN_AUDIENCE: 'hearth' };
    const text = welcome({ ...hub, mode: 'issuer' }, env);
    expect(text).toMatch(/Token: +TOKEN=… .* https:\/\/issuer\.example for hearth/);
    expect(text).toContain('Bearer $TOKEN');
    expect(text).not.toContain('--persona');
  });
});
