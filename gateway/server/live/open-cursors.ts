import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readConfig } from '@hearth/kit/config.ts';
import { ensureDataDirectory } from '@hearth/kit/data-directory.ts';
import { ensurePrivateJson, hasTexts } from '@hearth/kit/private-file.ts';
import { directorySettings } from '@hearth/kit/settings.ts';
import { createCursors, type Cursors } from './cursors.ts';
import { liveSettings } from './settings.ts';

/**
 * Cursors with the keys of the setting; without it with one that is made at random on first use and kept in `DATA_DIR/cursor-key.json`.
 * @throws ConfigError when the setting holds no keys, or the directory cannot be written
 */
export async function openCursors(env: NodeJS.ProcessEnv = process.env): Promise<Cursors> {
  const { CURSOR_KEY: given, DATA_DIR: dataDir } = readConfig({ ...liveSettings, ...directorySettings }, env);
  return createCursors(given ?? [await ensureKey(await ensureDataDirectory(dataDir))]);
}

async function ensureKey(folder: string): Promise<Buffer> {
  const make = () => ({ key: randomBytes(32).toString('base64') });
  const { key } = await ensurePrivateJson(join(folder, 'cursor-key.json'), make, {
    isWhole: hasTexts('key'),
    remedy: 'put back a copy of it, or remove it: cursors that clients have are then refused.',
  });
  return Buffer.from(key, 'base64');
}
