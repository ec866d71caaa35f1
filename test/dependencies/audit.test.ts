import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runScript } from '../script.ts';

/** What a registry says of a package; npm asks when there is an advisory against it. */
const { version } = JSON.parse(
  readFileSync(new URL('../../node_modules/jose/package.json', import.meta.url), 'utf8'),
) as { version: string };
const jose = {
  name: 'jose',
  'dist-tags': { latest: version },
  versions: { [version]: { name: 'jose', version, dist: { tarball: 'http://127.0.0.1:1/jose.tgz' } } },
};

let registry: Server | undefined;
let cache: string; // npm keeps what it learnt of advisories
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'hearth-npm-'));
});
afterEach(async () => {
  await rm(cache, { recursive: true });
  registry?.closeAllConnections();
  registry?.close();
});

/** Runs the audit against a registry that knows these advisories. */
async function audit(advisories: object) {
  registry = createServer((request, response) => {
    request.resume();
    const isAudit = request.url?.endsWith('/advisories/bulk');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isAudit ? advisories : jose));
  });
  await new Promise<void>((resolve) => registry!.listen(0, '127.0.0.1', resolve));
  return run(`http://127.0.0.1:${(registry.address() as AddressInfo).port}/`);
}

const run = (url: string) =>
  runScript('test/dependencies/audit.ts', {
    env: { npm_config_registry: url, npm_config_fetch_retries: '0', npm_config_cache: cache },
  });

const advisory = (severity: string) => ({
  id: 1,
  url: 'https://example.org/1',
  title: 'a fault',
  severity,
  vulnerable_versions: '*',
  cwe: [],
  cvss: { score: 0, vectorString: null },
});

describe('the audit of dependencies', { timeout: 90_000 }, () => {
  it('passes when nothing is known against them', async () => {
    expect(await audit({})).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  it('passes when nothing grave is known', async () => {
    expect(await audit({ jose: [advisory('low')] })).toMatchObject({ code: 0, stdout: '' });
  });

  it('names what has a grave fault, and fails', async () => {
    const { code, stderr } = await audit({ jose: [advisory('high')] });
    expect(code).toBe(1);
    expect(stderr).toContain('jose (high)');
  });

  it('says so where the registry cannot be asked, and passes', async () => {
    const { code, stdout } = await run('http://127.0.0.1:1/');
    expect(code).toBe(0);
    expect(stdout).toContain('Dependencies were not audited');
  });
});
