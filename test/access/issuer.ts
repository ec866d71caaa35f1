import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** What is other than in a sound token. A claim that is undefined is left out. */
export interface TokenOptions {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** What signs it. Default: the issuer's newest key. */
  readonly key?: CryptoKey | Uint8Array;
}

interface RotateOptions {
  readonly withdraw?: boolean;
  readonly algorithm?: string;
  /** Whether the key is published at once. Default true. */
  readonly published?: boolean;
}

/** An issuer that publishes its keys over HTTP. */
export interface TestIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** Where the keys are. */
  readonly keys: string;
  /** The newest key as it is published. */
  readonly publicKey: () => JWK;
  /** How often the keys were asked for. */
  readonly asked: () => number;
  /** A token that is sound in everything that is not told otherwise. */
  token(options?: TokenOptions): Promise<string>;
  /** Signs with another key from now on; the keys before stay published unless `withdraw`. */
  rotate(options?: RotateOptions): Promise<void>;
  /** Publishes the newest key, where `rotate` has not. */
  publish(): void;
  /**
   * How it answers from now on: `down` hangs up, `slow` takes 300 ms, `broken` sends what is no key set, `malformed` one with a key that
   * is none, `endless` up to 300 MB.
   */
  behave(how: 'well' | 'down' | 'slow' | 'broken' | 'malformed' | 'endless'): void;
  /** Bytes that were sent of what is endless. */
  readonly sent: () => number;
  stop(): Promise<void>;
}

export const audience = 'hearth';

/** Now and so many seconds later, as tokens have it. */
export const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;

/** What a sound token says. */
export const soundClaims = (): JWTPayload => ({
  sub: 'official-7',
  client_id: 'case-desk',
  scope: 'household:read name:read',
  regions: ['530625'],
  purposes: ['MONITORING', 'ASSISTANCE'],
  aud: audience,
  exp: inSeconds(600),
  iat: inSeconds(0),
});

/** A key set of 300 MB, as fast as it is read. */
async function sendMuch(response: ServerResponse, onSent: (bytes: number) => void): Promise<void> {
  const chunk = ' '.repeat(1_000_000);
  response.on('error', () => {});
  for (let count = 0; count < 300 && !response.destroyed; count += 1) {
    onSent(chunk.length);
    if (!response.write(chunk)) {
      await Promise.race([once(response, 'drain'), once(response, 'close')]).catch(() => {});
    }
  }
  response.end();
}

/** Starts it on a free port. */
export async function startIssuer(): Promise<TestIssuer> {
  let published: JWK[] = [];
  let current: { readonly key: CryptoKey; readonly alg: string; readonly kid: string };
  let behaviour: Parameters<TestIssuer['behave']>[0] = 'well';
  let asked = 0;
  let sent = 0;
  let made = 0;
  let publish = () => {};

  const server = createServer(async (_request, response) => {
    asked += 1;
    if (behaviour === 'down') return response.destroy();
    if (behaviour === 'slow') await delay(300);
    response.setHeader('content-type', 'application/jwk-set+json');
    if (behaviour === 'malformed') return response.end('{"keys":[{"kty":"EC"}]}');
    if (behaviour === 'endless') return void sendMuch(response, (bytes) => (sent += bytes));
    response.end(behaviour === 'broken' ? '<html>' : JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const rotate: TestIssuer['rotate'] = async ({
    withdraw = false,
    algorithm = 'ES256',
    published: isPublished = true,
  } = {}) => {
    const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
    const kid = `key-${(made += 1)}`;
    const key = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' };
    publish = () => (published = withdraw ? [key] : [...published, key]);
    if (isPublished) publish();
    current = { key: privateKey, alg: algorithm, kid };
  };
  await rotate();

  return {
    issuer,
    audience,
    keys: `${issuer}/keys`,
    publicKey: () => published.at(-1)!,
    asked: () => asked,
    rotate,
    publish: () => publish(),
    token: ({ header, claims, key } = {}) => {
      const { alg, kid } = current;
      const payload = { iss: issuer, ...soundClaims(), ...claims };
      return new SignJWT(JSON.parse(JSON.stringify(payload)))
        .setProtectedHeader({ alg, kid, typ: 'at+jwt', ...header })
        .sign(key ?? current.key, { crit: { 'urn:of-another': true } });
    },
    behave: (how) => (behaviour = how),
    sent: () => sent,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
