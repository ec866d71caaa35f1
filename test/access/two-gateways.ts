import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Access } from '@hearth/gateway/caller/authenticate.ts';
import { createAccess } from '@hearth/gateway/caller/create-access.ts';
import { openDemoIssuer } from '@hearth/gateway/caller/demo/demo-issuer.ts';
import { defaultRates } from '@hearth/gateway/caller/rate-limit.ts';
import type { Persona } from '@hearth/gateway/caller/demo/personas.ts';
import { type Gateway, startGateway } from '@hearth/gateway/gateway.ts';
import { createHttpTransport } from '@hearth/gateway/transport/http/http.ts';
import type { Subgraph, Transport } from '@hearth/gateway/transport/transport.ts';
import { openGatewayKeys } from '@hearth/kit/gateway-keys.ts';
import { openSecrets, type Secrets } from '@hearth/kit/secrets.ts';
import type { Purpose } from '@hearth/schema/protocol/purposes.ts';
import type { KeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { type OpenMinistries, openMinistries } from '@hearth/standalone/open-ministries.ts';
import { startStandalone } from '@hearth/standalone/standalone.ts';
import { readSupergraph } from '@hearth/standalone/supergraph.ts';
import type { Request } from '../operation.ts';

/** The headers that say who asks, for what and in which matter. */
export type CallerHeaders = Readonly<Record<string, string>>;

/** One gateway, and what passed between it and its ministries. */
export interface Way {
  readonly name: string;
  /** The answer's text as it came. */
  ask(request: Request, caller: CallerHeaders): Promise<string>;
  /** Operations that were sent to ministries so far. */
  readonly sent: () => number;
}

/** The same data behind two gateways that let in whom the demo issuer vouches for. */
export interface TwoGateways {
  /** Calls ministries in its own process, as `npm start` does. */
  readonly inProcess: Way;
  /** Sends ministries signed lines over HTTP, as `npm run start:services` does. */
  readonly overHttp: Way;
  /** HTTP requests that ministries were sent so far. */
  readonly httpRequests: () => number;
  readonly ministries: OpenMinistries;
  readonly secrets: Secrets;
  /** The headers of somebody for whom the demo issuer vouches. */
  headersOf(
    persona: Persona,
    options?: { readonly purpose?: Purpose; readonly hours?: number },
  ): Promise<CallerHeaders>;
  stop(): Promise<void>;
}

const OFTEN = 1_000_000_000; // points a minute that a caller may spend
const PATIENCE = 60_000; // milliseconds; a busy machine must not cost an answer

/** Starts both on an empty directory, which `stop` removes. */
export async function startTwoGateways({ households }: { households: number }): Promise<TwoGateways> {
  const directory = await mkdtemp(join(tmpdir(), 'hearth-two-'));
  const dataDir = join(directory, 'data');
  const env = {
    DATA_DIR: dataDir,
    PORT: '0',
    ACCESS: 'demo',
    RATE_PER_SUBJECT: String(OFTEN),
    RATE_PER_CLIENT: String(OFTEN),
    REQUEST_DEADLINE: String(PATIENCE),
    ACCESS_RECORD_GRACE: String(PATIENCE),
    SAMPLE_HOUSEHOLDS: String(households),
  };
  const calls = { inProcess: 0, overHttp: 0, requests: 0 };
  const standalone = await startStandalone(env, { onCall: () => (calls.inProcess += 1) });
  const secrets = await openSecrets(env);
  const ministries = await openMinistries({ secrets, env, attach: true });
  const keys = await openGatewayKeys(env);
  const places = await listenAll(ministries, keys);
  const gateway = await startHttpGateway({ dataDir, places, keys, onCall: () => (calls.overHttp += 1) });
  const stopCounting = countRequests(places, () => (calls.requests += 1));
  const { issue } = await openDemoIssuer(dataDir);
  return {
    inProcess: wayTo('in process', standalone.url, () => calls.inProcess),
    overHttp: wayTo('over HTTP', `${gateway.url}/graphql`, () => calls.overHttp),
    httpRequests: () => calls.requests,
    ministries,
    secrets,
    headersOf: async (persona, { purpose = persona.purposes[0]!, hours = 1 } = {}) => ({
      authorization: `Bearer ${await issue(persona, hours)}`,
      'x-purpose': purpose,
    }),
    async stop() {
      stopCounting();
      await gateway.stop();
      await ministries.stop();
      await standalone.stop();
      await rm(directory, { recursive: true });
    },
  };
}

const wayTo = (name: string, url: string, sent: () => number): Way => ({
  name,
  sent,
  async ask(request, caller) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...caller },
      body: JSON.stringify(request),
    });
    return response.text();
  },
});

const listenAll = ({ all }: OpenMinistries, keys: KeyRing): Promise<Subgraph[]> =>
  Promise.all(
    all.map(async ({ name, listen }) => ({
      name,
      url: await listen({ host: '127.0.0.1', port: 0 }, { keys }),
    })),
  );

interface HttpGatewayOptions {
  readonly dataDir: string;
  readonly places: readonly Subgraph[];
  readonly keys: KeyRing;
  readonly onCall: () => void;
}

async function startHttpGateway({ dataDir, places, keys, onCall }: HttpGatewayOptions): Promise<Gateway> {
  const signing = { keys, subgraphs: new Set(ministryNames) };
  return startGateway({
    access: await openAccess(dataDir),
    supergraph: await readSupergraph(),
    transport: () => counting(createHttpTransport(places, { signing }), onCall),
    host: '127.0.0.1',
    port: 0,
    deadline: PATIENCE,
  });
}

/** Told of every HTTP request to one of the ministries, until the function that comes back is called. */
function countRequests(places: readonly Subgraph[], onRequest: () => void): () => void {
  const origins = new Set(places.map(({ url }) => new URL(url).origin));
  const look = (message: unknown) => {
    const { request } = message as { request: { origin: string | URL } };
    if (origins.has(new URL(request.origin).origin)) onRequest();
  };
  subscribe('undici:request:create', look);
  return () => void unsubscribe('undici:request:create', look);
}

const openAccess = (dataDir: string): Promise<Access> =>
  createAccess(
    { mode: 'demo', rates: { ...defaultRates, perSubject: OFTEN, perClient: OFTEN } },
    { dataDir, log: { warn: () => {} } },
  );

const counting = (transport: Transport, onCall: () => void): Transport => ({
  ...transport,
  send(subgraph, operation, options) {
    onCall();
    return transport.send(subgraph, operation, options);
  },
});
