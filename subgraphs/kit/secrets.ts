import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { readConfig } from './config.ts';
import { ensureDataDirectory } from './data-directory.ts';
import { ensurePrivateJson, hasTexts } from './private-file.ts';
import { sealingKey } from './sealing.ts';
import type { SealingKey } from './sealing.ts';
import { secretSettings } from './settings.ts';

/** The keys that protect citizen IDs in tables. */
export interface Secrets {
  /** For `seal` and `open`. */
  readonly citizenIdKey: SealingKey;
  /** For `open`: of what was sealed before the key was replaced. None unless told. */
  readonly formerCitizenIdKeys?: readonly SealingKey[];
  /** For `keyedHash`; it must never change, or nobody is found any more. */
  readonly citizenIdHashKey: SealingKey;
}

/** Keys in base64, as the file holds them. */
interface StoredSecrets {
  readonly citizenIdKey: string;
  readonly citizenIdHashKey: string;
}

/**
 * The keys that settings give; the others are made at random on first use and kept in `DATA_DIR/secrets.json`,
 * which only this account may read. Who loses that file loses the citizen IDs: back it up apart from the data.
 * @throws ConfigError when a setting is not a key, or `DATA_DIR` cannot be written
 */
export async function openSecrets(env: NodeJS.ProcessEnv = process.env): Promise<Secrets> {
  const config = readConfig(secretSettings, env);
  const { CITIZEN_ID_KEY: citizenIdKeys, CITIZEN_ID_HASH_KEY: citizenIdHashKey } = config;
  if (citizenIdKeys && citizenIdHashKey) return secretsOf(citizenIdKeys, citizenIdHashKey);
  const stored = await ensureStored(resolve(config.DATA_DIR));
  const fromFile = (name: keyof StoredSecrets) => Buffer.from(stored[name], 'base64');
  return secretsOf(
    citizenIdKeys ?? [fromFile('citizenIdKey')],
    citizenIdHashKey ?? fromFile('citizenIdHashKey'),
  );
}

function secretsOf(citizenIdKeys: readonly Buffer[], citizenIdHashKey: Buffer): Secrets {
  const [citizenIdKey, ...formerCitizenIdKeys] = citizenIdKeys.map(sealingKey) as [
    SealingKey,
    ...SealingKey[],
  ];
  return { citizenIdKey, formerCitizenIdKeys, citizenIdHashKey: sealingKey(citizenIdHashKey) };
}

/** All keys that may have sealed a citizen ID, the present one first. */
export const citizenIdKeysOf = ({
  citizenIdKey,
  formerCitizenIdKeys = [],
}: Pick<Secrets, 'citizenIdKey' | 'formerCitizenIdKeys'>): readonly SealingKey[] => [
  citizenIdKey,
  ...formerCitizenIdKeys,
];

function ensureStored(dataDir: string): Promise<StoredSecrets> {
  const make = async (): Promise<StoredSecrets> => {
    await ensureDataDirectory(dataDir);
    return { citizenIdKey: newKey(), citizenIdHashKey: newKey() };
  };
  return ensurePrivateJson(join(dataDir, 'secrets.json'), make, {
    isWhole: hasTexts('citizenIdKey', 'citizenIdHashKey'),
    remedy: 'put back a copy of it; without its keys no citizen ID in the tables can be read or found.',
  });
}

const newKey = () => randomBytes(32).toString('base64');
