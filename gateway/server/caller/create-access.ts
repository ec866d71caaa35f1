import { ConfigError } from '@hearth/kit/config.ts';
import { logOutages, type OutageLog, type Outages } from '@hearth/kit/outages.ts';
import type { Access } from './authenticate.ts';
import type { AccessConfig, IssuerConfig } from './config.ts';
import { createDemoAccess } from './demo/demo-access.ts';
import type { Persona } from './demo/personas.ts';
import { createKeySet } from './key-set.ts';
import { keysFrom } from './key-source.ts';
import { openAccess } from './open-access.ts';
import type { Rates } from './rate-limit.ts';
import { isUrl } from './read-text.ts';
import { followRevocations, noRevocations, type Revocations } from './revocations.ts';
import { createTokenAccess } from './token-access.ts';

interface CreateAccessOptions {
  /** Where the keys of the demo issuer are kept. */
  readonly dataDir: string;
  /** Whom the explorer may ask as, with the demo issuer. Default: those whom another process left in `dataDir`. */
  readonly personas?: readonly Persona[];
  /** Told when the issuer's keys cannot be loaded; those that are there serve on. */
  readonly log: OutageLog;
}

/**
 * Opens the access that is configured. An issuer that cannot be reached does not hinder a start: who asks meanwhile
 * is told to ask again.
 * @throws ConfigError when the file of the keys cannot be used
 */
export async function createAccess(
  config: AccessConfig,
  { dataDir, personas, log }: CreateAccessOptions,
): Promise<Access> {
  if (config.mode === 'open') return openAccess;
  const { rates } = config;
  const outages = logOutages({
    fields: {},
    lost: 'keys of the issuer not loaded',
    back: 'keys of the issuer loaded again',
    log,
  });
  if (config.mode === 'demo') return createDemoAccess({ dataDir, personas, rates, outages });
  const revocations = await openRevocations(config.issuer.revocations, log);
  return createIssuerAccess(config.issuer, { rates, revocations, outages });
}

interface Admission {
  readonly rates: Rates;
  readonly revocations: Revocations;
  readonly outages: Outages;
}

const openRevocations = async (
  place: string | undefined,
  log: CreateAccessOptions['log'],
): Promise<Revocations> =>
  place === undefined
    ? noRevocations
    : followRevocations({
        place,
        outages: logOutages({
          fields: {},
          lost: 'list of revocations not read',
          back: 'list of revocations read again',
          log,
        }),
      });

async function createIssuerAccess(
  { keys: place, issuer, audience, type, longestLife }: IssuerConfig,
  { rates, revocations, outages }: Admission,
): Promise<Access> {
  const load = keysFrom(place);
  if (!isUrl(place)) await load().catch((cause: unknown) => refuseFile(place, cause as Error));
  const keys = createKeySet({ load, outages });
  await keys.load();
  return createTokenAccess({ issuer, audience, type, longestLife, keys, rates, revocations });
}

function refuseFile(path: string, cause: Error): never {
  throw new ConfigError(`TOKEN_KEYS is "${path}": expected a file of the issuer’s keys. ${cause.message}`, {
    cause,
  });
}
