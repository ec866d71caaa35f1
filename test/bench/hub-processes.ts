import { type MinistryName, ministryNames } from '@hearth/schema/subgraphs.ts';
import { childrenOf, commandOf, cpuOf, cpuOfFamily } from './measured-processes.ts';

/** The processes of a hub that runs as several: their ids. */
export interface HubProcesses {
  readonly gateway: number;
  readonly ministries: Readonly<Record<MinistryName, number>>;
  /** PostgreSQL's first process; its children serve connections. */
  readonly postgres: number;
}

/** Finds the processes that `gateway/standalone/services.ts` started, by their command lines. */
export function processesOfHub(parent: number): HubProcesses {
  const children = childrenOf(parent).map((pid) => ({ pid, command: commandOf(pid) }));
  const find = (part: string): number => {
    const found = children.find(({ command }) => command.includes(part));
    if (!found) throw new Error(`The hub has no process with ${part} in its command line.`);
    return found.pid;
  };
  const ministries = ministryNames.map((name) => [name, find(`subgraphs/${name}/main.ts`)] as const);
  return {
    gateway: find('gateway/server/main.ts'),
    ministries: Object.fromEntries(ministries) as Record<MinistryName, number>,
    postgres: find('hearth.cluster='),
  };
}

/** CPU time of each process behind a gateway so far, milliseconds. */
export const cpuBehindGateway = ({ ministries, postgres }: HubProcesses): Record<string, number> => ({
  ...Object.fromEntries(ministryNames.map((name) => [name, cpuOf(ministries[name])])),
  PostgreSQL: cpuOfFamily(postgres),
});
