import { readChangesConfig } from '@hearth/kit/changes/open-broker.ts';
import { type Databases, openDatabases } from '@hearth/kit/database/databases.ts';
import { GATEWAY } from '@hearth/kit/settings.ts';
import type { Secrets } from '@hearth/kit/secrets.ts';
import type { RegisterLog } from '@hearth/kit/register-changes.ts';
import { type Ministry, type OpenMinistry, openMinistry } from '@hearth/kit/subgraph.ts';
import { ministries } from './ministries.ts';

/** All ministries, open in this process. */
export interface OpenMinistries {
  readonly all: readonly OpenMinistry[];
  readonly databases: Databases;
  /** Closes the ministries, then what was started of their databases. */
  stop(): Promise<void>;
}

interface OpenMinistriesOptions {
  readonly secrets: Secrets;
  /** Whether the gateway's database is wanted too. Default false. */
  readonly withGateway?: boolean;
  /** Whether a running hub's embedded server may be used, as commands do. */
  readonly attach?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with the text of every SQL statement of a ministry. */
  readonly onStatement?: ((ministry: string, text: string) => void) | undefined;
}

/** Opens every ministry on its database. What is already open is closed again when one of them fails. */
export async function openMinistries({
  secrets,
  withGateway = false,
  attach = false,
  env = process.env,
  onStatement,
}: OpenMinistriesOptions): Promise<OpenMinistries> {
  const names = ministries.map(({ name }) => name);
  const databases = await openDatabases({
    ministries: withGateway ? [...names, GATEWAY] : names,
    attach,
    env,
  });
  const changes = readChangesConfig(env);
  const open = (ministry: Ministry, register?: RegisterLog) =>
    openMinistry(ministry, {
      databaseUrl: databases.urlOf(ministry.name),
      secrets,
      register,
      changes,
      onStatement: onStatement && ((text) => onStatement(ministry.name, text)),
    });
  const [owner, ...followers] = ministries as [Ministry, ...Ministry[]];
  const owning = open(owner);
  const opening = [
    owning,
    ...followers.map((ministry) => owning.then(({ registerLog }) => open(ministry, registerLog))),
  ];
  const all = (await Promise.allSettled(opening)).flatMap((result) =>
    result.status === 'fulfilled' ? [result.value] : [],
  );
  const stop = async () => {
    const [first, ...others] = all;
    await Promise.all(others.map((ministry) => ministry.stop()));
    await first?.stop(); // the others have followed its register
    await changes.broker?.stop();
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
