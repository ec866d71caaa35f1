import type { Access } from '@hearth/gateway/caller/authenticate.ts';
import type { GatewayOptions } from '@hearth/gateway/gateway.ts';
import { createAccess } from '@hearth/gateway/caller/create-access.ts';
import { defaultRates, type Rates } from '@hearth/gateway/caller/rate-limit.ts';
import type { Issuer } from '@hearth/gateway/caller/verify-token.ts';
import { codeOf, households, post, startTestGateway, type TestGateway } from '../http/fixture.ts';
import { startIssuer, type TestIssuer, type TokenOptions } from './issuer.ts';

/** What became of a request. */
export interface Outcome {
  readonly status: number;
  /** The code of the first error; undefined when there is none. */
  readonly code: unknown;
  readonly authenticate: string | null;
  readonly retryAfter: string | null;
}

/** A gateway that lets in whom an issuer vouches for, over real sockets. */
export interface GuardedGateway extends TestGateway {
  readonly issuer: TestIssuer;
  readonly access: Access;
  /** Why the keys could not be loaded, each time. */
  readonly warnings: object[];
  /** Asks for a household with a token, or with headers that stand in for the usual ones. */
  ask(token: string, headers?: Record<string, string>): Promise<Outcome>;
  /** Asks with a token that differs from a sound one. */
  askWith(options: TokenOptions, headers?: Record<string, string>): Promise<Outcome>;
}

interface GuardedOptions extends Partial<GatewayOptions> {
  readonly rates?: Partial<Rates>;
  /** What is set of the issuer's tokens. */
  readonly tokens?: Pick<Issuer, 'type' | 'longestLife'>;
}

/** Starts an issuer, subgraphs and a gateway, each on a free port. */
export async function startGuardedGateway({
  rates,
  tokens,
  ...options
}: GuardedOptions = {}): Promise<GuardedGateway> {
  const issuer = await startIssuer();
  const warnings: object[] = [];
  const access = await createAccess(
    { mode: 'issuer', rates: { ...defaultRates, ...rates }, issuer: { ...issuer, ...tokens } },
    { dataDir: '/nowhere', log: { warn: (fields) => warnings.push(fields) } },
  );
  const gateway = await startTestGateway(households, { access, ...options });
  const ask: GuardedGateway['ask'] = async (token, headers = {}) =>
    outcomeOf(await askFor(gateway.graphql, { authorization: `Bearer ${token}`, ...headers }));
  return {
    ...gateway,
    issuer,
    access,
    warnings,
    ask,
    askWith: async (changes, headers) => ask(await issuer.token(changes), headers),
    async stop() {
      await gateway.stop();
      await issuer.stop();
    },
  };
}

/** Asks for a household, for MONITORING unless told otherwise. */
export const askFor = (url: string, headers: Record<string, string>): Promise<Response> =>
  post(url, { query: '{ household(id: "H1") { name visits } }' }, { 'x-purpose': 'MONITORING', ...headers });

export async function outcomeOf(response: Response): Promise<Outcome> {
  return {
    status: response.status,
    code: await codeOf(response),
    authenticate: response.headers.get('www-authenticate'),
    retryAfter: response.headers.get('retry-after'),
  };
}

/** What an accepted request gives. */
export const answered = { status: 200, code: undefined };
