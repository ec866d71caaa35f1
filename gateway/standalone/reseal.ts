import { ConfigError } from '@hearth/kit/config.ts';
import { openImportDatabases } from '@hearth/kit/imports/import-databases.ts';
import { resealAll } from '@hearth/kit/reseal.ts';
import { SealError } from '@hearth/kit/sealing.ts';
import { openSecrets } from '@hearth/kit/secrets.ts';
import { ministries } from './ministries.ts';

/** Seals again with the first key of CITIZEN_ID_KEY, in all ministries, what another of them has sealed. */
async function reseal(): Promise<void> {
  const secrets = await openSecrets();
  const databases = await openImportDatabases(ministries, process.env);
  try {
    for (const ministry of ministries) {
      const { database } = await databases.of(ministry);
      console.log(`${ministry.name}: ${await resealAll(database, secrets)} sealed again`);
    }
    console.log(`Everything is sealed with key ${secrets.citizenIdKey.id}; the others can go.`);
  } finally {
    await databases.stop();
  }
}

try {
  await reseal();
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof SealError)) throw error;
  console.error(`${error.message}.`);
  process.exitCode = 2;
}
