import type { KeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import {
  defaultUrl,
  getMinistry,
  ministryCode,
  type MinistryName,
  registerOwner,
} from '@hearth/schema/subgraphs.ts';
import { registerEndpoint } from './changes/endpoint.ts';
import { readChangesConfig } from './changes/open-broker.ts';
import { RemoteLog } from './changes/remote-log.ts';
import { choice, ConfigError, readConfig, serviceUrl, text, wholeNumber } from './config.ts';
import { openDatabases } from './database/databases.ts';
import { openGatewayKeys, openMinistryKeys } from './gateway-keys.ts';
import { log } from './log.ts';
import { isLoopback } from './loopback.ts';
import type { LoggedEntry } from './register-changes.ts';
import { openSecrets } from './secrets.ts';
import type { Address } from './server/http.ts';
import { logSettings, patienceSettings, readPatience } from './settings.ts';
import { untilTerminated } from './terminate.ts';
import { type Ministry, openMinistry } from './subgraph.ts';

/** What a ministry that runs alone reads, beside the settings of its database. */
export const ministrySettings = (port: number) => ({
  ...logSettings,
  ...patienceSettings,
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
  CALLERS: choice({
    meaning:
      'Who is answered. `signed`: gateways that sign their calls with one of GATEWAY_KEYS. `open`: everybody else on this ' +
      'machine too, with all scopes but `identity:read` in the whole country; for development.',
    among: ['signed', 'open'],
    fallback: 'signed',
  }),
});

/** What every ministry but the register's owner reads. */
export const followSettings = {
  REGISTER_URL: serviceUrl({
    meaning:
      'Where the ministry that keeps the register answers; its log is followed there. Not set: where the contract says.',
  }),
};

/**
 * Runs one ministry in a process of its own until SIGINT or SIGTERM, then answers what was asked and ends with
 * code 0; with code 1 when it cannot start.
 */
export async function runMinistry(ministry: Ministry): Promise<void> {
  await untilTerminated(async () => {
    const { name } = ministry;
    const { address, isOpen } = readAddress(name);
    const patience = readPatience();
    const keys = await openGatewayKeys();
    const ministryKeys = await openMinistryKeys();
    const register = name === registerOwner ? undefined : remoteRegister(ministryKeys);
    const changes = readChangesConfig();
    const databases = await openDatabases({ ministries: [name] });
    const open = await openMinistry(ministry, {
      databaseUrl: databases.urlOf(name),
      secrets: await openSecrets(),
      register,
      changes,
    });
    const url = await open.listen(address, { keys, ministryKeys, isOpen }, patience);
    log.info({ ministry: ministryCode(name), url }, 'ready');
    if (isOpen) log.warn({ ministry: ministryCode(name) }, 'CALLERS=open: unsigned calls are answered');
    return async () => {
      await open.stop();
      await register?.stop();
      await changes.broker?.stop();
      await databases.stop();
    };
  });
}

/** The register's log where REGISTER_URL says. */
function remoteRegister(keys: KeyRing): RemoteLog<LoggedEntry> {
  const { REGISTER_URL: url = defaultUrl(registerOwner) } = readConfig(followSettings);
  return new RemoteLog({ ministry: registerOwner, url, keys, endpoint: registerEndpoint });
}

/** Where a ministry listens, and whether for everybody on this machine. */
function readAddress(name: MinistryName): { readonly address: Address; readonly isOpen: boolean } {
  const settings = readConfig(ministrySettings(getMinistry(name).port));
  const { HOST: host, PORT: port, SOCKET: path } = settings;
  const isOpen = settings.CALLERS === 'open';
  if (isOpen && path === undefined && !isLoopback(host)) {
    throw new ConfigError(
      `HOST is "${host}": with CALLERS=open expected a loopback address, such as 127.0.0.1 or ::1`,
    );
  }
  return { address: path === undefined ? { host, port } : { path }, isOpen };
}
