import { type Databases, openDatabases } from '@hearth/kit/database/databases.ts';
import { type OpenMinistry, openMinistry } from '@hearth/kit/subgraph.ts';
import { ministries } from './ministries.ts';

/** All ministries, open in this process. */
export interface OpenMinistries {
  readonly all: readonly OpenMinistry[];
  readonly databases: Databases;
  /** Closes the ministries, then what was started of their databases. */
  stop(): Promise<void>;
}

/**
 * Opens every ministry on its database. What is already open is closed again when one of them fails.
 * `attach`: whether a running hub’s embedded server may be used, as commands do.
 */
export async function openMinistries({ attach = false, env = process.env } = {}): Promise<OpenMinistries> {
  const databases = await openDatabases({ ministries: ministries.map(({ name }) => name), attach, env });
  const opening = ministries.map((ministry) =>
    openMinistry(ministry, { databaseUrl: databases.urlOf(ministry.name) }),
  );
  const all = (await Promise.allSettled(opening)).flatMap((result) =>
    result.status === 'fulfilled' ? [result.value] : [],
  );
  const stop = async () => {
    await Promise.all(all.map((ministry) => ministry.stop()));
    await databases.stop();
  };
  try {
    await Promise.all(opening);
  } catch (error) {
    await stop();
    throw error;
  }
  return { all, databases, stop };
}
