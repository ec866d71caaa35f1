import { fileURLToPath } from 'node:url';
import { isRecorded } from '@hearth/gateway/audit/start-record.ts';
import { readAccessConfig } from '@hearth/gateway/caller/config.ts';
import { leavePersonas } from '@hearth/gateway/caller/demo/personas.ts';
import { addressSettings, subgraphUrlSettingOf } from '@hearth/gateway/settings.ts';
import { readConfig } from '@hearth/kit/config.ts';
import type { Databases } from '@hearth/kit/database/databases.ts';
import { databaseSettingOf, directorySettings, GATEWAY } from '@hearth/kit/settings.ts';
import { openSecrets } from '@hearth/kit/secrets.ts';
import { untilTerminated } from '@hearth/kit/terminate.ts';
import { registerOwner } from '@hearth/schema/subgraphs.ts';
import { openMinistries } from './open-ministries.ts';
import { personas } from './personas.ts';
import { choosePlaces, type Place } from './places.ts';
import { importSampleOnce } from './sample-import.ts';
import { type Service, startAll, startService } from './service.ts';
import { serviceSettings, standaloneSettings } from './settings.ts';

const scriptOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Brings every database up to date, imports the sample into empty ones and leaves the databases open. */
async function prepareDatabases(): Promise<Databases> {
  const { DATA_DIR: dataDir, SAMPLE_HOUSEHOLDS: households } = readConfig(standaloneSettings);
  const secrets = await openSecrets();
  console.log('Opening the databases …');
  const ministries = await openMinistries({ secrets, withGateway: isRecorded(accessConfig()) });
  try {
    await importSampleOnce({ open: ministries.all, dataDir, households, secrets, onProgress: console.log });
    await Promise.all(ministries.all.map((ministry) => ministry.stop()));
    return ministries.databases;
  } catch (error) {
    await ministries.stop();
    throw error;
  }
}

const urlOf = ({ port }: Pick<Place, 'port'>, host = '127.0.0.1') =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

const startMinistry = (
  { name, port }: Place,
  { databases, registerUrl, restarts }: { databases: Databases; registerUrl: string; restarts: number },
): Promise<Service> =>
  startService({
    name,
    restarts,
    script: scriptOf(`subgraphs/${name}/main.ts`),
    url: urlOf({ port }),
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      [databaseSettingOf(name)]: databases.urlOf(name),
      ...(name !== registerOwner && { REGISTER_URL: registerUrl }),
    },
  });

function startGateway(
  places: readonly Place[],
  { host, port, databases, restarts }: { host: string; port: number; databases: Databases; restarts: number },
): Promise<Service> {
  const access = accessConfig();
  const database = isRecorded(access) ? { [databaseSettingOf(GATEWAY)]: databases.urlOf(GATEWAY) } : {};
  const urls = places.map((place) => [subgraphUrlSettingOf(place.name), `${urlOf(place)}/graphql`]);
  return startService({
    name: 'gateway',
    restarts,
    script: scriptOf('gateway/server/main.ts'),
    url: urlOf({ port }, host),
    env: {
      PORT: String(port),
      HOST: host,
      ...(access.mode === 'demo' && { ACCESS: 'demo' }),
      ...database,
      ...Object.fromEntries(urls),
    },
  });
}

/** The explorer of a gateway alone knows nobody as whom the hub could be tried. */
async function introducePersonas(): Promise<void> {
  if (accessConfig().mode === 'demo') await leavePersonas(readConfig(directorySettings).DATA_DIR, personas);
}

/** The gateway alone takes no access for granted; here the demo issuer stands in for one. */
const accessConfig = () => readAccessConfig({ env: process.env, fallback: 'demo' });

/** The same hub as six processes that speak HTTP: each ministry one, and the gateway. */
await untilTerminated(async () => {
  const {
    PORT,
    HOST: host,
    SERVICE_RESTARTS: restarts,
  } = readConfig({ ...addressSettings, ...serviceSettings });
  const { ministries: places, port } = await choosePlaces(PORT);
  const databases = await prepareDatabases();
  const registerUrl = urlOf(places.find(({ name }) => name === registerOwner)!);
  const services: Service[] = [];
  const stop = async () => {
    for (const service of services.toReversed()) await service.stop();
    await databases.stop();
  };
  try {
    services.push(
      ...(await startAll(places.map((place) => startMinistry(place, { databases, registerUrl, restarts })))),
    );
    await introducePersonas();
    services.push(await startGateway(places, { host, port, databases, restarts }));
  } catch (error) {
    await stop();
    throw error;
  }
  console.log(`Hearth answers at ${urlOf({ port }, host)}/graphql, in ${services.length} processes.`);
  return { stop, lost: Promise.race(services.map(({ lost }) => lost)) };
});
