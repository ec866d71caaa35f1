import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createKeySet } from '@hearth/gateway/caller/key-set.ts';
import { keysFrom } from '@hearth/gateway/caller/key-source.ts';
import { followRevocations } from '@hearth/gateway/caller/revocations.ts';
import { createTokenAccess } from '@hearth/gateway/caller/token-access.ts';
import type { GatewayOptions } from '@hearth/gateway/gateway.ts';
import { startIssuer, type TestIssuer, type TokenOptions } from '../access/issuer.ts';
import { posting } from './event-stream.ts';
import { Country, type LiveGateway, startLiveGateway } from './fixture.ts';

const NOTHING = JSON.stringify({ tokens: [] });
const TRIES = 200; // 50 ms apart

/** A gateway over a country in memory, with an issuer's tokens, which a test can withdraw. */
export class IssuedHub {
  readonly country = new Country();
  readonly issuer: TestIssuer;
  readonly gateway: LiveGateway;
  readonly #directory: string;

  private constructor(issuer: TestIssuer, gateway: LiveGateway, directory: string, country: Country) {
    this.issuer = issuer;
    this.gateway = gateway;
    this.#directory = directory;
    this.country = country;
  }

  static async start(options: Partial<GatewayOptions> = {}): Promise<IssuedHub> {
    const directory = await mkdtemp(join(tmpdir(), 'hearth-issued-'));
    const revocations = join(directory, 'revoked.json');
    await writeFile(revocations, NOTHING);
    const issuer = await startIssuer();
    const keys = createKeySet({
      load: keysFrom(issuer.keys),
      outages: { onLost: () => {}, onBack: () => {} },
    });
    await keys.load();
    const access = createTokenAccess({
      issuer: issuer.issuer,
      audience: issuer.audience,
      keys,
      revocations: await followRevocations({
        place: revocations,
        outages: { onLost: () => {}, onBack: () => {} },
        every: 50,
      }),
    });
    const country = new Country();
    const gateway = await startLiveGateway(country, { access, ...options });
    return new IssuedHub(issuer, gateway, directory, country);
  }

  /** The headers of a caller; the token is sound but for the claims that are given. */
  async headers(given: TokenOptions['claims'] = {}): Promise<Record<string, string>> {
    const claims = { scope: 'household:read name:read health:read', ...given };
    return { authorization: `Bearer ${await this.issuer.token({ claims })}`, 'x-purpose': 'MONITORING' };
  }

  /** Withdraws tokens and callers, and resolves when the gateway knows that of these headers. */
  async revoke(list: { tokens?: string[]; subjects?: string[] }, headers: Record<string, string>) {
    await writeFile(join(this.#directory, 'revoked.json'), JSON.stringify(list));
    await this.#untilAnswered(headers, 401);
  }

  /** Withdraws the key that signed these headers, and resolves when the gateway knows. */
  async withdrawKey(headers: Record<string, string>): Promise<void> {
    await this.issuer.rotate({ withdraw: true });
    await this.#untilAnswered(await this.headers(), 200); // the key is looked for, as it is not known
    await this.#untilAnswered(headers, 401);
  }

  /** Withdraws nothing but keys from now on. */
  async forgive(headers: Record<string, string>): Promise<void> {
    await writeFile(join(this.#directory, 'revoked.json'), NOTHING);
    await this.#untilAnswered(headers, 200);
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await this.issuer.stop();
    await rm(this.#directory, { recursive: true });
  }

  async #untilAnswered(headers: Record<string, string>, status: number): Promise<void> {
    const ask = posting({ query: '{ __typename }' }, headers);
    for (let tries = 0; tries < TRIES; tries += 1) {
      if ((await fetch(this.gateway.graphql, ask)).status === status) return;
      await delay(50);
    }
    throw new Error(`The gateway never answered with ${status}.`);
  }
}
