import { getMinistry, ministryCode } from '@hearth/schema/subgraphs.ts';
import { readConfig, text, wholeNumber } from './config.ts';
import { openDatabases } from './database/databases.ts';
import { log } from './log.ts';
import { openSecrets } from './secrets.ts';
import { logSettings } from './settings.ts';
import { untilTerminated } from './terminate.ts';
import { type Ministry, openMinistry } from './subgraph.ts';

/** What a ministry that runs alone reads, beside the settings of its database. */
export const ministrySettings = (port: number) => ({
  ...logSettings,
  HOST: text({
    meaning: 'The address that the ministry listens on.',
    expected: 'an address of this machine',
    fallback: '127.0.0.1',
  }),
  PORT: wholeNumber({
    meaning: 'The port that the ministry listens on; 0 takes a free one.',
    from: 0,
    to: 65_535,
    fallback: port,
  }),
  SOCKET: text({
    meaning: 'Path of a Unix domain socket that the ministry listens on, in place of HOST and PORT.',
    expected: 'the path of a socket',
  }),
});

/**
 * Runs one ministry in a process of its own until SIGINT or SIGTERM, then answers what was asked and ends with
 * code 0; with code 1 when it cannot start.
 */
export async function runMinistry(ministry: Ministry): Promise<void> {
  await untilTerminated(async () => {
    const { name } = ministry;
    const { HOST: host, PORT: port, SOCKET: path } = readConfig(ministrySettings(getMinistry(name).port));
    const databases = await openDatabases({ ministries: [name] });
    const open = await openMinistry(ministry, {
      databaseUrl: databases.urlOf(name),
      secrets: await openSecrets(),
    });
    const url = await open.listen(path === undefined ? { host, port } : { path });
    log.info({ ministry: ministryCode(name), url }, 'ready');
    return async () => {
      await open.stop();
      await databases.stop();
    };
  });
}
