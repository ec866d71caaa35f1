import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@hearth/kit/database/database.ts';
import { openDatabases } from '@hearth/kit/database/databases.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endScript, processesOf, runScript, type Script, startScript, until } from '../script.ts';

const SCRIPT = 'gateway/standalone/import.ts'; // what `npm run import` runs
const REGIONS = 20_000;
const TIMEOUT = 120_000; // milliseconds

let directory: string;
let running: Script | undefined;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-import-'));
});
afterEach(() => endScript(running));
afterAll(() => rm(directory, { recursive: true }));

/** Resolves when the running import has committed rows. */
async function untilRowsAreIn(env: Readonly<Record<string, string>>): Promise<void> {
  await until(() => existsSync(join(directory, 'data', 'postgres', 'address.json')));
  const databases = await openDatabases({ ministries: ['poverty-relief'], env, attach: true });
  const url = databases.urlOf('poverty-relief');
  const { pool, stop } = await openDatabase({ url, application: 'test' });
  const taken = () =>
    pool.query('select from regions limit 1').then(
      ({ rowCount }) => rowCount === 1,
      () => false, // there are no tables yet
    );
  await expect.poll(taken, { timeout: TIMEOUT }).toBe(true);
  await stop();
}

describe('npm run import', { timeout: TIMEOUT }, () => {
  it('ends on Ctrl-C with its own database server, and takes the rest when it is run again', async () => {
    const path = join(directory, 'regions.csv');
    const codes = Array.from({ length: REGIONS }, (_, number) => 530_000_000_000 + number);
    const rows = codes.map((code) => `${code},村,NONE,`);
    await writeFile(path, ['region_code,name,poverty_designation,exited_on', ...rows].join('\n'));
    const options = { args: ['poverty-relief', 'regions', path], env: { DATA_DIR: join(directory, 'data') } };

    running = startScript(SCRIPT, options);
    await untilRowsAreIn(options.env);
    running.signal('SIGINT');
    expect(await running.ended).toEqual({ code: 130, signal: null });
    expect(running.output).toEqual({ stdout: '', stderr: "Stopped before the file's end: run it again.\n" });
    expect(processesOf(directory)).toEqual([]);

    const { code, stdout } = await runScript(SCRIPT, options);
    const count = (name: string) => Number(new RegExp(`^  ${name} +(\\d+)$`, 'm').exec(stdout)![1]);
    expect({ code, read: count('rows read') }).toEqual({ code: 0, read: REGIONS });
    expect(count('accepted') + count('unchanged')).toBe(REGIONS);
    expect(count('unchanged')).toBeGreaterThan(0);
    expect(count('accepted')).toBeGreaterThan(0);
  });
});
