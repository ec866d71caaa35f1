import { ConfigError, readConfig } from '@hearth/kit/config.ts';
import { findFreePort } from '@hearth/kit/database/port.ts';
import { ministries, type MinistryName } from '@hearth/schema/subgraphs.ts';
import { portSettingOf, portSettings } from './settings.ts';

/** A ministry's process and where it answers. */
export interface Place {
  readonly name: MinistryName;
  readonly port: number;
}

/** Where the six services listen. */
export interface Places {
  readonly ministries: readonly Place[];
  /** The gateway's port. */
  readonly port: number;
}

/**
 * The ports that are set, else those of the contract; free ones when the gateway takes a free one, so that several hubs can run.
 * @throws ConfigError when two services are set to the same port
 */
export async function choosePlaces(
  gatewayPort: number,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Places> {
  const set = readConfig(portSettings, env);
  const wanted = ministries.map(({ name, port }) => ({
    name,
    port: set[portSettingOf(name)] ?? (gatewayPort === 0 ? 0 : port),
  }));
  refuseSharedPorts([{ setting: 'PORT', port: gatewayPort }, ...wanted.map(withSetting)]);
  const taken = new Set([gatewayPort, ...wanted.map(({ port }) => port)]);
  const choose = async (port: number): Promise<number> => {
    if (port !== 0) return port;
    let free = await findFreePort();
    while (taken.has(free)) free = await findFreePort();
    taken.add(free);
    return free;
  };
  const places: Place[] = [];
  for (const { name, port } of wanted) places.push({ name, port: await choose(port) });
  return { ministries: places, port: await choose(gatewayPort) };
}

interface WantedPort {
  readonly setting: string;
  readonly port: number;
}

const withSetting = ({ name, port }: Place): WantedPort => ({ setting: portSettingOf(name), port });

function refuseSharedPorts(wanted: readonly WantedPort[]): void {
  for (const [index, { setting, port }] of wanted.entries()) {
    const other = wanted.slice(0, index).find((earlier) => earlier.port === port && port !== 0);
    if (!other) continue;
    throw new ConfigError(`${setting} is "${port}": expected another port than that of ${other.setting}`);
  }
}
