import { readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, makePrivateFolder, serverOf, starters, startOwner } from './embedded.testing.ts';
import type { OwnerProcess } from './embedded.testing.ts';
import { startOf } from './processes.ts';

const MINISTRIES = ['first-ministry', 'second'];

describe.each(starters())('the embedded server of $label', (starter) => {
  let home: string;
  let dataDir: string;
  const owners: OwnerProcess[] = [];

  const start = async (mode: 'open' | 'attach' = 'open') => {
    const owner = await startOwner(starter, dataDir, MINISTRIES, mode);
    owners.push(owner);
    return owner;
  };

  beforeAll(async () => {
    home = await makePrivateFolder(starter);
    dataDir = join(home, 'data');
  });
  afterEach(async () => {
    for (const owner of owners.splice(0)) await owner.stop();
  });
  afterAll(() => rm(home, { recursive: true }));

  it('should keep data, passwords and port through a restart', async () => {
    const before = await start();
    const url = before.urls['first-ministry']!;
    await ask(url, 'create table kept as select 1 as one');
    expect(await before.stop()).toBe(0);
    await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    const after = await start();
    expect(after.urls).toEqual(before.urls);
    expect(await ask(url, 'select * from kept')).toEqual([{ one: 1 }]);
  });

  it('should replace the server that a killed owner left running', async () => {
    const killed = await start();
    const url = killed.urls['second']!;
    await ask(url, 'create table left_over as select 1 as one');
    const leftOver = await serverOf(dataDir);
    await killed.kill();
    expect(startOf(leftOver)).not.toBeNull();
    await start();
    expect(startOf(leftOver)).toBeNull();
    expect(await ask(url, 'select * from left_over')).toEqual([{ one: 1 }]);
  });

  it('should recover when owner and server were killed', async () => {
    const killed = await start();
    await ask(
      killed.urls['second']!,
      'set synchronous_commit = on; create table recovered as select 1 as one',
    );
    const server = await serverOf(dataDir);
    await killed.kill();
    process.kill(server, 'SIGKILL');
    const next = await start();
    expect(await ask(next.urls['second']!, 'select * from recovered')).toEqual([{ one: 1 }]);
  });

  it('should start a server again that was killed under its owner, on the same port', async () => {
    const owner = await start();
    const killed = await serverOf(dataDir);
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => serverOf(dataDir).catch(() => killed), { timeout: 20_000 }).not.toBe(killed);
    const answer = () => ask(owner.urls['second']!, 'select 1 as one').catch(() => null);
    await expect.poll(answer, { timeout: 20_000 }).toEqual([{ one: 1 }]);
    expect(await owner.stop()).toBe(0);
  });

  it('should take its server along when the owner exits without stopping it', async () => {
    const owner = await start();
    const server = await serverOf(dataDir);
    await owner.exit();
    await expect.poll(() => startOf(server)).toBeNull();
  });

  it('should have one owner when two start at once', async () => {
    const results = await Promise.allSettled([start(), start()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('should not take another process for the owner that had its pid before', async () => {
    const mark = { pid: process.pid, start: 'another time' };
    await writeFile(join(dataDir, 'postgres', 'owner.json'), JSON.stringify(mark), { mode: 0o644 });
    await expect(start()).resolves.toBeDefined();
  });

  it('should let a command that comes while the owner starts wait for it', async () => {
    const [owner, command] = await Promise.all([start('attach'), start('attach')]);
    expect(command.urls).toEqual(owner.urls);
  });

  it('should let a command own the server when nobody does, and end it with itself', async () => {
    const command = await start('attach');
    expect(await ask(command.urls['second']!, 'select 1 as one')).toEqual([{ one: 1 }]);
    await command.stop();
    await expect(ask(command.urls['second']!, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('should start again when a power failure has left its files without their content', async () => {
    const before = await start();
    await ask(
      before.urls['second']!,
      'set synchronous_commit = on; create table outlives as select 1 as one',
    );
    const server = await serverOf(dataDir);
    await before.kill();
    process.kill(server, 'SIGKILL');
    await expect.poll(() => startOf(server), { timeout: 20_000 }).toBeNull();
    const place = join(dataDir, 'postgres');
    for (const name of ['address.json', 'owner.json', 'cluster/postmaster.pid'])
      await truncate(join(place, name));
    const after = await start();
    expect(await ask(after.urls['second']!, 'select * from outlives')).toEqual([{ one: 1 }]);
    await after.stop();
    const passwords = await readFile(join(place, 'passwords.json'));
    await truncate(join(place, 'passwords.json'), 20);
    await expect(start()).rejects.toThrow(/passwords\.json is damaged: .*put back a copy/);
    await writeFile(join(place, 'passwords.json'), passwords);
  });

  it('should clear away a cluster that was left half made, and leave nothing half made itself', async () => {
    await (await start()).stop();
    const place = join(dataDir, 'postgres');
    await rename(join(place, 'cluster'), join(place, 'cluster.new-abc'));
    await (await start()).stop();
    expect((await readdir(place)).toSorted()).toEqual([
      'address.json',
      'cluster',
      'passwords.json',
      'server.log',
      'server.previous.log',
    ]);
  });
});
