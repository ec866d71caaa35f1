import { ministries } from '@hearth/schema/subgraphs.ts';
import {
  brokerUrl,
  choice,
  databaseUrl,
  keyRing,
  readConfig,
  secretKey,
  secretKeys,
  text,
  wholeNumber,
  word,
} from './config.ts';
import type { Setting } from './config.ts';
import { defaultPatience, type Patience } from './server/patience.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

/** What goes into the log. */
export const logSettings = {
  LOG_LEVEL: choice({
    meaning: 'The least important messages that are logged.',
    among: LOG_LEVELS,
    fallback: 'info',
  }),
};

/** How long the other side of a connection is waited for. */
export const patienceSettings = {
  RECEIVE_TIMEOUT: wholeNumber({
    meaning:
      'Milliseconds for a request to come whole, header and body; then it is answered with 408 and the connection ends.',
    from: 1,
    to: 600_000,
    fallback: defaultPatience.receiveTimeout,
  }),
  SEND_TIMEOUT: wholeNumber({
    meaning:
      'Milliseconds for which a client may read nothing of an answer; then the connection ends, and what was kept for it is let go.',
    from: 1,
    to: 600_000,
    fallback: defaultPatience.sendTimeout,
  }),
};

/** Reads them. Throws `ConfigError` naming every variable at fault. */
export function readPatience(env?: NodeJS.ProcessEnv): Patience {
  const { RECEIVE_TIMEOUT: receiveTimeout, SEND_TIMEOUT: sendTimeout } = readConfig(patienceSettings, env);
  return { receiveTimeout, sendTimeout };
}

/** Where what belongs to this installation is kept. */
export const directorySettings = {
  DATA_DIR: text({
    meaning: 'Directory of everything this installation keeps: the embedded PostgreSQL and its secret keys.',
    expected: 'the path of a directory',
    fallback: '.data',
  }),
};

/** How the embedded PostgreSQL is found. */
export const embeddedSettings = {
  ...directorySettings,
  POSTGRES_BIN: text({
    meaning:
      'Directory of the programs `postgres` and `initdb` for the embedded PostgreSQL. ' +
      'Not set: those from npm, else those installed on the system.',
    expected: 'the path of a directory',
  }),
};

/** Keys that protect citizen IDs. */
export const secretSettings = {
  ...directorySettings,
  CITIZEN_ID_KEY: secretKeys({
    meaning:
      'Key that citizen IDs are encrypted with (AES-256-GCM). To replace it, put the new one first and keep the old after ' +
      'a comma until `npm run reseal` has run. Not set: made once and kept in DATA_DIR.',
    bytes: 32,
  }),
  CITIZEN_ID_HASH_KEY: secretKey({
    meaning:
      'Key of the hash that citizen IDs are found by (HMAC-SHA-256). Not set: made once and kept in DATA_DIR.',
    bytes: 32,
  }),
};

/** Keys that the gateway signs its calls to ministries with, and ministries verify them by. */
export const gatewayKeySettings = {
  GATEWAY_KEYS: keyRing({
    meaning:
      'Keys of the gateway’s calls to ministries: the gateway signs with the first, a ministry accepts any. ' +
      'Not set: one is made once and kept in DATA_DIR, or in `.data` of this repository when that is not set either.',
  }),
};

/** Keys that ministries sign with when they read the register of one of them. */
export const ministryKeySettings = {
  MINISTRY_KEYS: keyRing({
    meaning:
      'Keys of calls from ministry to ministry, which no gateway has: they open the register’s log. A ministry signs with the first, ' +
      'the register’s owner accepts any. Not set: one is made once and kept beside the gateway’s.',
  }),
};

/** How changes travel, and how long they are kept. */
export const changeSettings = {
  NATS_URL: brokerUrl({
    meaning:
      'NATS server with JetStream, 2.9 or later, to which ministries send what they announce, and from which gateways read it. ' +
      'Not set: gateways read it from the ministries.',
  }),
  NATS_PREFIX: word({
    meaning:
      'What the names of streams and subjects begin with; another one for each hub on the same server.',
    fallback: 'hearth',
  }),
  CHANGES_RETENTION: wholeNumber({
    meaning:
      'Hours for which a ministry keeps what it has announced. Whoever was away for longer is told of the gap and reads anew.',
    from: 1,
    to: 87_600,
    fallback: 720,
  }),
};

/** The setting that names a ministry's database: `DATABASE_URL_POVERTY_RELIEF` for `poverty-relief`. */
export const databaseSettingOf = (ministry: string) =>
  `DATABASE_URL_${ministry.replaceAll('-', '_').toUpperCase()}`;

/** Who has the gateway's own database, as ministries have theirs by their names. */
export const GATEWAY = 'gateway';

/** The databases of all ministries and of the gateway, by the name of their setting. */
export const databaseSettings: Readonly<Record<string, Setting<string | undefined>>> = Object.fromEntries(
  [...ministries, { name: GATEWAY, title: 'the gateway, for its access record' }].map(({ name, title }) => [
    databaseSettingOf(name),
    databaseUrl({ meaning: `PostgreSQL database of ${title}. Not set: one in the embedded PostgreSQL.` }),
  ]),
);
