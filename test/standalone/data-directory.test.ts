import { lstat, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { endLeftoverServer } from '@hearth/kit/database/cluster.ts';
import { mountSmallDisk, type SmallDisk } from '@hearth/kit/small-disk.testing.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endScript, type Script, startProgram } from '../script.ts';

const MEBIBYTES = 300; // enough for the databases
const PERSONAL = '{ household(id: "H000000001") { kind medicalBurden(until: "2024-12-31") { selfPaid } } }';
const OTHER = '{ region(code: "530625000000") { name } }';

/** Starts what a command of the README runs, under a umask that closes nothing. */
function startOpenly(script: string, args: readonly string[], env: Record<string, string>): Script {
  const command = 'umask 0; exec "$0" --import @hearth/kit/typescript/register.js "$@"';
  return startProgram('/bin/sh', { args: ['-c', command, process.execPath, script, ...args], env });
}

describe('the files of a hub', { timeout: 120_000 }, () => {
  let disk: SmallDisk | null;
  let folder: string;
  let dataDir: string;
  let hub: Script;
  let url: string;
  let token: string;
  const env = () => ({ DATA_DIR: dataDir, PORT: '0', SAMPLE_HOUSEHOLDS: '40' });
  const cluster = () => join(dataDir, 'postgres', 'cluster');

  const start = async () => {
    hub = startOpenly('gateway/standalone/main.ts', [], env());
    const [, found] = await hub.printed(/answers at (http:\S+)/);
    url = found!;
  };
  const run = async (script: string, ...args: readonly string[]) => {
    const command = startOpenly(`gateway/standalone/${script}.ts`, args, env());
    const { code } = await command.ended;
    expect({ script, code, stderr: command.output.stderr }).toMatchObject({ code: 0 });
    return command.output.stdout;
  };
  const ask = async (query: string) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'x-purpose': 'MONITORING',
      },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as {
      data?: object;
      errors?: { extensions: { code: string } }[];
    };
    return errors?.[0]?.extensions.code ?? (data ? 'OK' : undefined);
  };

  beforeAll(async () => {
    disk = await mountSmallDisk(MEBIBYTES);
    folder = disk?.folder ?? (await mkdtemp(join(tmpdir(), 'hearth-files-')));
    dataDir = join(folder, 'data');
    await start();
    token = (await run('token', '--persona', 'county-official')).trim();
  });
  afterAll(async () => {
    disk?.free();
    await endScript(hub);
    await endLeftoverServer({ directory: cluster() });
    if (disk) return disk.stop();
    await rm(folder, { recursive: true });
  });

  it('are open to its account alone after its start and after each command that writes, whatever the umask', async () => {
    expect(await ask(PERSONAL)).toBe('OK');
    await run('sample', '--out', join(folder, 'out', 'sample'), '--households', '3');
    const quarantine = ['quarantine', 'health', '--kind', 'encounters', '--out', join(folder, 'rows.csv')];
    await writeFile(join(folder, 'rows.csv'), '', { mode: 0o644 }); // that was there before
    await run('import', ...quarantine);
    await run('audit', 'verify');
    await run('audit', 'head');
    const open: string[] = [];
    for (const path of await everything(folder)) {
      const { mode } = await lstat(path);
      const right = (mode & 0o170000) === 0o040000 ? 0o700 : 0o600;
      if ((mode & 0o777) !== right) open.push(`${(mode & 0o777).toString(8)} ${relative(folder, path)}`);
    }
    expect(open).toEqual([]);
  });

  it('fill the disk: data of people is refused and all else answered, until there is room again', async ({
    skip,
  }) => {
    if (!disk) return skip('no small file system can be mounted');
    disk.fill();
    await expect.poll(() => ask(PERSONAL), { timeout: 30_000 }).toBe('ACCESS_RECORD_UNAVAILABLE');
    for (let time = 0; time < 5; time += 1) {
      expect(await ask(PERSONAL)).toBe('ACCESS_RECORD_UNAVAILABLE');
      expect(await ask(OTHER)).toBe('OK');
    }
    await expect
      .poll(() => hub.output.stderr, { timeout: 10_000 })
      .toContain('access record cannot be stored');
    disk.free();
    await expect.poll(() => ask(PERSONAL), { timeout: 10_000 }).toBe('OK');
    expect(await run('audit', 'verify')).toContain('are as they were recorded');
  });

  it('may be torn when it is killed: the next start says which they were, and answers', async () => {
    const record = join(dataDir, 'access-record');
    expect(await ask(PERSONAL)).toBe('OK');
    hub.signal('SIGKILL');
    await hub.ended;
    const journal = (await readdir(record)).find((name) => name.endsWith('.journal'));
    const torn = join(record, journal ?? '00000000-0000-4000-8000-000000000001.1.journal');
    await writeFile(torn, `${journal ? await readFile(torn, 'latin1') : ''}half a line`);
    await truncate(join(record, 'head.json'), 10);
    await truncate(join(dataDir, 'postgres', 'owner.json'));
    await start();
    expect(await ask(PERSONAL)).toBe('OK');
    for (const path of [torn, join(record, 'head.json')]) expect(hub.output.stderr).toContain(path);
    const verifying = startOpenly('gateway/standalone/audit.ts', ['verify'], env());
    expect(await verifying.ended).toMatchObject({ code: 1 }); // for the files that were set aside
    expect(verifying.output.stdout).toMatch(
      /are as they were recorded[^]+head\.json\S+ was damaged and set aside/,
    );
  });
});

/** All folders and files in a folder. */
async function everything(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    paths.push(path);
    if (entry.isDirectory()) paths.push(...(await everything(path)));
  }
  return paths;
}
