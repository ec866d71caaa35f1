import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { type KeyRing, readKeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import { readConfig } from './config.ts';
import { ensureDataDirectory } from './data-directory.ts';
import { ensurePrivateJson, hasTexts } from './private-file.ts';
import { gatewayKeySettings, ministryKeySettings } from './settings.ts';

/** The file's content: keys as the setting writes them. */
interface StoredKeys {
  readonly keys: string;
}

/**
 * The keys of the setting; without it those of `gateway-keys.json`, made at random on first use, which only this account
 * may read. A ministry that runs alone has a data directory of its own: so the file is where the gateway looks too.
 * @throws ConfigError when the setting holds no keys, or the directory cannot be written
 */
export async function openGatewayKeys(env: NodeJS.ProcessEnv = process.env): Promise<KeyRing> {
  const { GATEWAY_KEYS: keys } = readConfig(gatewayKeySettings, env);
  return keys ?? readKeyRing((await ensureStored(directoryOf(env), 'gateway-keys.json')).keys);
}

/** The keys by which ministries know one another, kept in the same way in `ministry-keys.json`. @throws ConfigError as the gateway's */
export async function openMinistryKeys(env: NodeJS.ProcessEnv = process.env): Promise<KeyRing> {
  const { MINISTRY_KEYS: keys } = readConfig(ministryKeySettings, env);
  return keys ?? readKeyRing((await ensureStored(directoryOf(env), 'ministry-keys.json')).keys);
}

const directoryOf = ({ DATA_DIR: dataDir }: NodeJS.ProcessEnv): string =>
  dataDir ? resolve(dataDir) : repositoryFile('.data');

function ensureStored(directory: string, name: string): Promise<StoredKeys> {
  const make = async (): Promise<StoredKeys> => {
    await ensureDataDirectory(directory);
    return { keys: `local:${randomBytes(32).toString('base64')}` };
  };
  return ensurePrivateJson(join(directory, name), make, {
    isWhole: hasTexts('keys'),
    remedy: 'put back a copy of it, or remove it and start gateway and ministries again: they make another.',
  });
}
