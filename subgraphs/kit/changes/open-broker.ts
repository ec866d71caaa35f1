import { readConfig } from '../config.ts';
import { changeSettings } from '../settings.ts';
import { Broker } from './broker.ts';

/** How a ministry's changes are kept and carried. */
export interface ChangesConfig {
  /** How long they are kept, in milliseconds. */
  readonly retention: number;
  /** Where they are sent; undefined when whoever follows them reads from the ministry. */
  readonly broker: Broker | undefined;
}

const HOUR = 3_600_000; // milliseconds

/** Reads the settings. The broker is one for all ministries of a process; whoever read them stops it. @throws ConfigError */
export function readChangesConfig(env: NodeJS.ProcessEnv = process.env): ChangesConfig {
  const { NATS_URL: url, NATS_PREFIX: prefix, CHANGES_RETENTION: hours } = readConfig(changeSettings, env);
  return { retention: hours * HOUR, broker: url === undefined ? undefined : new Broker({ url, prefix }) };
}
