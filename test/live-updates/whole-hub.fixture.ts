import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDemoIssuer } from '@hearth/gateway/caller/demo/demo-issuer.ts';
import type { Persona } from '@hearth/gateway/caller/demo/personas.ts';
import { personas } from '@hearth/standalone/personas.ts';
import { startStandalone } from '@hearth/standalone/standalone.ts';
import { createClient as createSseClient } from 'graphql-sse';
import type { Client } from 'graphql-ws';
import { type Answer, post } from '../post.ts';
import { startServices } from './crash/services.ts';
import { connect, watch, type Watched } from './watch.ts';

/** Where a whole hub answers. */
export interface WholeHub {
  readonly graphql: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** The hub in one process, with the sample in databases of its own. */
export async function startOneProcess(): Promise<WholeHub> {
  const directory = await mkdtemp(join(tmpdir(), 'hearth-live-'));
  const dataDir = join(directory, 'data');
  const hub = await startStandalone({ DATA_DIR: dataDir, PORT: '0', SAMPLE_HOUSEHOLDS: '40' });
  return {
    graphql: hub.url,
    dataDir,
    async stop() {
      await hub.stop();
      await rm(directory, { recursive: true });
    },
  };
}

/** The same hub as six processes. */
export async function startSixProcesses(): Promise<WholeHub> {
  const { place, env, stop } = await startServices();
  return { graphql: place.graphql, dataDir: env['DATA_DIR']!, stop };
}

/** Who asks: a persona, where and for what. */
export interface As {
  readonly name?: string;
  readonly regions?: readonly string[];
  readonly purpose?: Persona['purposes'][number];
}

/** Somebody who asks a hub, and watches it. */
export class Asker {
  readonly #graphql: string;
  readonly #headers: Readonly<Record<string, string>>;

  private constructor(graphql: string, headers: Readonly<Record<string, string>>) {
    this.#graphql = graphql;
    this.#headers = headers;
  }

  static async of({ graphql, dataDir }: WholeHub, as: As = {}): Promise<Asker> {
    const { name = 'county-official', purpose = 'ASSISTANCE' } = as;
    const persona = personas.find((candidate) => candidate.name === name)!;
    const { issue } = await openDemoIssuer(dataDir);
    const token = await issue({ ...persona, regions: as.regions ?? persona.regions }, 1);
    return new Asker(graphql, { authorization: `Bearer ${token}`, 'x-purpose': purpose });
  }

  ask(query: string, variables: object = {}): Promise<Answer> {
    return post(this.#graphql, { query, variables }, this.#headers);
  }

  /** Carries out a command under a key of its own. @throws Error when it is refused */
  async order(command: string, input: object): Promise<void> {
    const type = `${command.charAt(0).toUpperCase()}${command.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${command}(input: $input) { version } }`;
    const { errors } = await this.ask(query, { input: { idempotencyKey: randomUUID(), ...input } });
    if (errors) throw new Error(JSON.stringify(errors));
  }

  /** Subscribes over one of the carriers, with a client as applications have it. */
  watch(carrier: 'socket' | 'events', query: string, variables: Record<string, unknown>): Watched {
    const options = { url: this.#graphql, headers: this.#headers, retryAttempts: 0 };
    const client =
      carrier === 'socket'
        ? connect(this.#graphql.replace('http:', 'ws:'), this.#headers)
        : (createSseClient(options) as unknown as Client);
    const watched = watch(client, query, variables);
    watched.stop = () => void client.dispose();
    return watched;
  }
}
