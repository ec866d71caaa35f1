import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '@hearth/kit/database/port.ts';
import { GATEWAY } from '@hearth/kit/settings.ts';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { endScript, type Script, startProgram } from '../../script.ts';
import { type Services, startServices } from './services.ts';
import { expectNothingLost } from './expect-nothing-lost.ts';

const hasServer = spawnSync('nats-server', ['--version']).status === 0;
if (!hasServer) console.warn('Tests leave out a broker that is killed: no nats-server is installed.');

let directory: string;
let port: number;
let broker: Script;
let services: Services;

/** A broker of its own, which keeps what it is sent. */
async function startBroker(): Promise<void> {
  const args = ['--jetstream', '--store_dir', directory, '--addr', '127.0.0.1', '--port', String(port)];
  broker = startProgram('nats-server', { args });
  await broker.printed(/Server is ready/);
}

describe.skipIf(!hasServer)('a hub whose changes travel by a broker', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'hearth-broker-'));
    port = await findFreePort();
    await startBroker();
    services = await startServices({ NATS_URL: `nats://127.0.0.1:${port}` });
  }, 240_000);
  afterAll(async () => {
    await services?.stop();
    await endScript(broker);
    await rm(directory, { recursive: true });
  }, 120_000);

  it('loses, repeats and reorders nothing when the broker is killed', () =>
    expectNothingLost(services, async () => {
      process.kill(broker.pid, 'SIGKILL');
      await broker.ended;
      await startBroker();
    }));

  it('loses, repeats and reorders nothing when the gateway is killed', () =>
    expectNothingLost(services, async () => {
      await services.kill(GATEWAY);
      await services.start(GATEWAY);
    }));
});
