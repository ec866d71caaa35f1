import { ConfigError } from '@hearth/kit/config.ts';
import { DatabaseUnavailableError } from '@hearth/kit/database/server-check.ts';
import { openImportDatabases } from '@hearth/kit/imports/import-databases.ts';
import { registerFeed } from '@hearth/kit/register-changes.ts';
import { rebuildRegister } from '@hearth/kit/register-follow.ts';
import { ministries } from './ministries.ts';

/** Makes every ministry's projection of the register anew from its owner's log, also beside a running hub. */
async function rebuild(): Promise<void> {
  const databases = await openImportDatabases(ministries, process.env);
  try {
    const { database: owner } = await databases.of(ministries[0]!);
    for (const ministry of ministries) {
      const { database } = await databases.of(ministry);
      console.log(`${ministry.name}: ${await rebuildRegister(registerFeed(owner), database)} entries read`);
    }
  } finally {
    await databases.stop();
  }
}

try {
  await rebuild();
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof DatabaseUnavailableError)) throw error;
  console.error(`${error.message}.`);
  process.exitCode = 2;
}
