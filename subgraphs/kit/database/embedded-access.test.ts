import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, makePrivateFolder, serverOf, starters, startOwner } from './embedded.testing.ts';
import type { OwnerProcess } from './embedded.testing.ts';

const MINISTRIES = ['first-ministry', 'second'];

describe.each(starters())('a running embedded server of $label', (starter) => {
  let home: string;
  let dataDir: string;
  let owner: OwnerProcess;

  beforeAll(async () => {
    home = await makePrivateFolder(starter);
    dataDir = join(home, 'data');
    owner = await startOwner(starter, dataDir, MINISTRIES);
  });
  afterAll(async () => {
    await owner.stop();
    await rm(home, { recursive: true });
  });

  it('should refuse a second owner by the name of the directory and the pid of the first', async () => {
    await expect(startOwner(starter, dataDir, MINISTRIES)).rejects.toThrow(
      `${dataDir}/postgres belongs to the running process ${owner.pid}. ` +
        'Stop that process, or give this one a directory of its own with DATA_DIR.',
    );
    expect(await ask(owner.urls['second']!, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('should let a command use the server of the owner, and leave it running', async () => {
    const command = await startOwner(starter, dataDir, MINISTRIES, 'attach');
    expect(command.urls).toEqual(owner.urls);
    expect(await command.stop()).toBe(0);
    expect(await ask(owner.urls['second']!, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it("should give a ministry no way into another's database", async () => {
    const { urls } = owner;
    for (const database of ['second', 'postgres', 'template1']) {
      const url = new URL(urls['first-ministry']!);
      url.pathname = database;
      await expect(ask(url.href, 'select 1')).rejects.toThrow(`permission denied for database "${database}"`);
    }
    expect(
      await ask(
        urls['first-ministry']!,
        'select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user',
      ),
    ).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolbypassrls: false }]);
  });

  it('should let nobody in without a password, over the network or by a socket file', async () => {
    const { superuserUrl, urls } = owner;
    const url = new URL(urls['second']!);
    url.password = 'guessed';
    await expect(ask(url.href, 'select 1')).rejects.toThrow('password authentication failed');
    const settings =
      "select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets";
    expect(await ask(superuserUrl, settings)).toEqual([{ addresses: '127.0.0.1', sockets: '' }]);
    expect(Number(url.port)).toBeLessThan(32_768);
  });

  it('should keep passwords and data to its own account, and not run as root', async () => {
    const place = join(dataDir, 'postgres');
    expect((await stat(join(place, 'passwords.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(place, 'cluster'))).mode & 0o777).toBe(0o700);
    expect((await stat(`/proc/${await serverOf(dataDir)}`)).uid).not.toBe(0);
  });
});
