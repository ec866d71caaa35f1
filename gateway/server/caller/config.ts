import { ConfigError, type ConfigOf, readConfig } from '@hearth/kit/config.ts';
import { isLoopback } from '@hearth/kit/loopback.ts';
import type { Rates } from './rate-limit.ts';
import { callerSettings } from './settings.ts';
import type { Issuer } from './verify-token.ts';

/** Whose tokens are accepted, and where the keys are that they are signed with. */
export interface IssuerConfig extends Issuer {
  /** A URL, or the path of a file. */
  readonly keys: string;
  /** The same for the list of what is withdrawn; undefined when there is none. */
  readonly revocations?: string | undefined;
}

/** Who is answered. */
export type AccessConfig =
  | { readonly mode: 'open' }
  | { readonly mode: 'demo'; readonly rates: Rates }
  | { readonly mode: 'issuer'; readonly rates: Rates; readonly issuer: IssuerConfig };

interface AccessConfigOptions {
  readonly env: NodeJS.ProcessEnv;
  /** What stands in when nothing is set. Default: such settings are refused. */
  readonly fallback?: 'demo';
}

/**
 * Reads who is answered.
 * @throws ConfigError naming every variable at fault and what would be right
 */
export function readAccessConfig({ env, fallback }: AccessConfigOptions): AccessConfig {
  const values = readConfig(callerSettings, env);
  const rates = {
    perSubject: values.RATE_PER_SUBJECT,
    perClient: values.RATE_PER_CLIENT,
    burst: values.RATE_BURST,
    badTokens: values.RATE_BAD_TOKENS,
  };
  const issuer = issuerOf(values);
  if (issuer && values.ACCESS) {
    throw new ConfigError(`ACCESS is "${values.ACCESS}" while TOKEN_ISSUER is set: leave one of them out.`);
  }
  if (issuer) return { mode: 'issuer', rates, issuer };
  const mode = values.ACCESS ?? fallback;
  if (mode === undefined) {
    throw new ConfigError(
      'Nobody can be let in: set TOKEN_ISSUER, TOKEN_AUDIENCE and TOKEN_KEYS, or on this machine alone ' +
        'ACCESS=demo for the demo issuer, ACCESS=open to answer everybody who reaches the gateway.',
    );
  }
  return mode === 'open' ? { mode } : { mode, rates };
}

/**
 * Checks that a gateway that lets in more than an issuer's callers is for this machine alone.
 * @throws ConfigError naming HOST
 */
export function assertHostFits(host: string, { mode }: AccessConfig): void {
  if (mode === 'issuer' || isLoopback(host)) return;
  throw new ConfigError(
    `HOST is "${host}": with ACCESS=${mode} expected a loopback address, such as 127.0.0.1 or ::1`,
  );
}

type Values = ConfigOf<typeof callerSettings>;

function issuerOf(values: Values): IssuerConfig | undefined {
  const { TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience, TOKEN_KEYS: keys } = values;
  if (issuer && audience && keys) {
    const { TOKEN_REVOCATIONS: revocations } = values;
    assertSafe('TOKEN_KEYS', keys);
    if (revocations) assertSafe('TOKEN_REVOCATIONS', revocations);
    const { TOKEN_TYPE: type, TOKEN_LONGEST_LIFE: longestLife } = values;
    return { issuer, audience, keys, type, longestLife, revocations: revocations || undefined };
  }
  const names = ['TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'TOKEN_KEYS'] as const;
  const missing = names.filter((name) => !values[name]);
  if (missing.length === names.length) return undefined;
  throw new ConfigError(
    missing.map((name) => `${name} is not set: expected ${callerSettings[name].expected}`).join('\n'),
  );
}

/** Whoever stands between could put keys of their own in place of those that come in the clear. */
function assertSafe(name: 'TOKEN_KEYS' | 'TOKEN_REVOCATIONS', place: string): void {
  if (!/^[a-z]+:\/\//i.test(place)) return;
  const { protocol, hostname } = URL.canParse(place) ? new URL(place) : { protocol: '', hostname: '' };
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return;
  throw new ConfigError(`${name} is "${place}": expected ${callerSettings[name].expected}`);
}
