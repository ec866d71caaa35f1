import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { testDatabase } from '@hearth/kit/database/testing.ts';
import type { Patience } from '@hearth/kit/server/patience.ts';
import { migrationsOf, openMinistry } from '@hearth/kit/subgraph.ts';
import { SECRETS } from '@hearth/kit/testing/ministry-with-sample.ts';
import { signedHeaders } from '@hearth/kit/testing/signed.ts';
import { type KeyRing, readKeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import { ministries } from '@hearth/standalone/ministries.ts';

/** Keys of their own, by their ids. */
export const keysNamed = (...ids: readonly string[]): KeyRing =>
  readKeyRing(ids.map((id) => `${id}:${secrets.get(id) ?? newSecret(id)}`).join(','));

const secrets = new Map<string, string>();

function newSecret(id: string): string {
  const secret = randomBytes(32).toString('base64');
  secrets.set(id, secret);
  return secret;
}

/** A ministry without data that listens on a port of its own. */
export interface ListeningMinistry {
  /** Where it answers GraphQL. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Opens the ministry of health for whoever has one of the keys. */
export async function openHealth(
  keys: KeyRing,
  isOpen = false,
  patience?: Patience,
): Promise<ListeningMinistry> {
  const ministry = ministries.find(({ name }) => name === 'health')!;
  const database = await testDatabase({ migrations: migrationsOf(ministry) });
  const open = await openMinistry(ministry, { databaseUrl: database.url, secrets: SECRETS });
  const url = await open.listen({ host: '127.0.0.1', port: 0 }, { keys, isOpen }, patience);
  return {
    url,
    async stop() {
      await open.stop();
      await database.stop();
    },
  };
}

/** A call as it goes over the wire. */
export interface WireCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const QUESTION = '{"query":"{ __typename }"}';

/** A call that the ministry of health answers. */
export function soundCall({ keys, path = '/graphql', body = QUESTION, ...more }: CallOptions): WireCall {
  const headers = signedHeaders({ ministry: 'health', target: path, body, keys, ...more });
  return { method: 'POST', path, headers, body };
}

type CallOptions = Partial<Parameters<typeof signedHeaders>[0]> & {
  readonly keys: KeyRing;
  readonly path?: string;
};

/** What came back. */
interface WireAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends a call exactly as it is. */
export function send(url: string, { method, path, headers, body }: WireCall): Promise<WireAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request({ hostname, port, method, path, headers: { ...headers, ...length } }, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode ?? 0, text: answer }), reject);
    });
    sent.on('error', reject).end(body);
  });
}
