import { readFileSync } from 'node:fs';
import { ConfigError, readConfig, serviceUrl } from '@hearth/kit/config.ts';
import { type AccessConfig, assertHostFits, readAccessConfig } from './caller/config.ts';
import { readProxies } from './http/client-address.ts';
import { type Limits, readLimits } from './limit-settings.ts';
import { gatewaySettings, requestSettings, SUBGRAPH_URL, subgraphUrlSettingOf } from './settings.ts';
import type { Subgraph } from './transport/transport.ts';

/** What a gateway refuses to do and to tell. */
export interface Restrictions {
  readonly limits: Limits;
  /** Whether the schema may be asked for, and errors say which names there are; with an issuer only to callers with `schema:read`. */
  readonly introspection: boolean;
  /** Milliseconds that a request has. */
  readonly deadline: number;
  /** Origins of other sites whose pages may open sockets. */
  readonly allowedOrigins: ReadonlySet<string>;
  /** Addresses and networks of reverse proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: ReadonlySet<string>;
  /** Bytes that answers may be kept in. */
  readonly cacheMemory: number;
}

/** The settings of a gateway that runs alone, as they are used. */
export interface GatewayConfig extends Restrictions {
  readonly access: AccessConfig;
  /** Where the demo issuer keeps its key. */
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Where the supergraph is, to be read again when it changes. */
  readonly supergraphFile: string;
  /** The supergraph itself, as SDL. */
  readonly supergraph: string;
  readonly overrideLabels: ReadonlySet<string>;
  /** Subgraphs that are told on whose behalf they are asked, in calls that are signed. */
  readonly signedSubgraphs: ReadonlySet<string>;
  /** Puts the URLs of the settings in place of the supergraph's. Throws for a setting that names no subgraph. */
  withUrls(subgraphs: readonly Subgraph[]): Subgraph[];
  /** Names those that take several operations as a JSON array. Throws for a name of the setting that is no subgraph's. */
  batchesOf(subgraphs: readonly Subgraph[]): ReadonlySet<string>;
}

/**
 * Reads what a gateway refuses. One for this machine alone tells its schema unless it is set not to.
 * @throws ConfigError naming every variable at fault
 */
export function readRestrictions({
  access,
  env,
}: {
  readonly access: AccessConfig;
  readonly env: NodeJS.ProcessEnv;
}): Restrictions {
  const {
    INTROSPECTION: set,
    REQUEST_DEADLINE: deadline,
    ALLOWED_ORIGINS: origins,
    TRUSTED_PROXIES: proxies,
    CACHE_MEMORY,
  } = readConfig(requestSettings, env);
  return {
    limits: readLimits(env),
    introspection: set === undefined ? access.mode !== 'issuer' : set === 'on',
    deadline,
    allowedOrigins: readNames(origins),
    trustedProxies: readTrustedProxies(proxies),
    cacheMemory: CACHE_MEMORY * 2 ** 20,
  };
}

/**
 * Reads the settings of a gateway that runs alone, once.
 * @throws ConfigError naming every variable at fault and what would be right
 */
export function readGatewayConfig(env: NodeJS.ProcessEnv = process.env): GatewayConfig {
  const values = readConfig(gatewaySettings, env);
  const access = readAccessConfig({ env });
  assertHostFits(values.HOST, access);
  const urls = readUrls(env);
  const batches = readNames(values.SUBGRAPH_BATCHES);
  return {
    access,
    dataDir: values.DATA_DIR,
    host: values.HOST,
    port: values.PORT,
    supergraphFile: values.SUPERGRAPH,
    supergraph: readSupergraphFile(values.SUPERGRAPH),
    overrideLabels: readNames(values.OVERRIDE_LABELS),
    signedSubgraphs: readNames(values.SIGNED_SUBGRAPHS),
    ...readRestrictions({ access, env }),
    withUrls: (subgraphs) => replaceUrls(subgraphs, urls),
    batchesOf: (subgraphs) => refuseUnknownBatches(subgraphs, batches),
  };
}

function readSupergraphFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ConfigError(`SUPERGRAPH is "${path}": expected the path of a GraphQL file (${code})`, {
      cause,
    });
  }
}

/** Names with commas between them. */
const readNames = (list: string): ReadonlySet<string> =>
  new Set(list.split(',').flatMap((name) => name.trim() || []));

function readTrustedProxies(list: string): ReadonlySet<string> {
  const entries = readNames(list);
  try {
    readProxies(entries);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const message = `TRUSTED_PROXIES has "${cause.message}": expected addresses or networks, such as 10.0.0.0/8`;
    throw new ConfigError(message, { cause });
  }
  return entries;
}

type Urls = Readonly<Record<string, string | undefined>>;

function readUrls(env: NodeJS.ProcessEnv): Urls {
  const names = Object.keys(env).filter((name) => name.startsWith(SUBGRAPH_URL) && env[name]);
  const meaning = 'Where a subgraph answers, in place of the URL in the supergraph.';
  return readConfig(Object.fromEntries(names.map((name) => [name, serviceUrl({ meaning })])), env);
}

function replaceUrls(subgraphs: readonly Subgraph[], urls: Urls): Subgraph[] {
  const known = subgraphs.map(({ name }) => subgraphUrlSettingOf(name));
  const unknown = Object.keys(urls).filter((setting) => !known.includes(setting));
  if (unknown.length > 0) {
    throw new ConfigError(
      unknown.map((name) => `${name} names no subgraph: expected one of ${known.join(', ')}`).join('\n'),
    );
  }
  return subgraphs.map(({ name, url }) => ({ name, url: urls[subgraphUrlSettingOf(name)] ?? url }));
}

function refuseUnknownBatches(
  subgraphs: readonly Subgraph[],
  batches: ReadonlySet<string>,
): ReadonlySet<string> {
  const known = subgraphs.map(({ name }) => name);
  const unknown = [...batches].filter((name) => !known.includes(name));
  if (unknown.length === 0) return batches;
  throw new ConfigError(
    unknown
      .map(
        (name) =>
          `SUBGRAPH_BATCHES has "${name}", which is no subgraph: expected some of ${known.join(', ')}`,
      )
      .join('\n'),
  );
}
