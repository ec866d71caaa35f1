import { fileURLToPath } from 'node:url';
import { addressSettings } from '@hearth/gateway/settings.ts';
import { readConfig } from '@hearth/kit/config.ts';
import { databaseSettingOf } from '@hearth/kit/settings.ts';
import { openSecrets } from '@hearth/kit/secrets.ts';
import { untilTerminated } from '@hearth/kit/terminate.ts';
import { ministries as contract } from '@hearth/schema/subgraphs.ts';
import { openMinistries } from './open-ministries.ts';
import { importSampleOnce } from './sample-import.ts';
import { type Service, startService } from './service.ts';
import { standaloneSettings } from './settings.ts';

const scriptOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Brings every database up to date, imports the sample into empty ones and leaves the databases open. */
async function prepareDatabases() {
  const { DATA_DIR: dataDir, SAMPLE_HOUSEHOLDS: households } = readConfig(standaloneSettings);
  const ministries = await openMinistries();
  try {
    await importSampleOnce({ open: ministries.all, dataDir, households, secrets: await openSecrets() });
    await Promise.all(ministries.all.map((ministry) => ministry.stop()));
    return ministries.databases;
  } catch (error) {
    await ministries.stop();
    throw error;
  }
}

/** The same hub as six processes that speak HTTP: each ministry one, and the gateway. */
await untilTerminated(async () => {
  const { PORT: port, HOST: host } = readConfig(addressSettings);
  const databases = await prepareDatabases();
  const services: Service[] = [];
  const stop = async () => {
    for (const service of services.toReversed()) await service.stop();
    await databases.stop();
  };
  try {
    const starting = contract.map(({ name, port: ownPort }) =>
      startService({
        name,
        script: scriptOf(`subgraphs/${name}/main.ts`),
        url: `http://127.0.0.1:${ownPort}`,
        env: { PORT: String(ownPort), HOST: '127.0.0.1', [databaseSettingOf(name)]: databases.urlOf(name) },
      }),
    );
    services.push(...(await Promise.all(starting)));
    const gateway = await startService({
      name: 'gateway',
      script: scriptOf('gateway/server/main.ts'),
      url: `http://${host}:${port}`,
      env: { PORT: String(port), HOST: host, ACCESS: 'open' },
    });
    services.push(gateway);
  } catch (error) {
    await stop();
    throw error;
  }
  console.log(`Hearth answers at http://${host}:${port}/graphql, in ${services.length} processes.`);
  return stop;
});
