import { parseArgs } from 'node:util';
import { isWorkloadName, type WorkloadName, workloadNames } from './workloads.ts';

/** What a run measures. */
export interface Options {
  /** How often each cell is measured. */
  readonly rounds: number;
  /** How long each cell lasts in each round, seconds. */
  readonly seconds: number;
  /** How long each cell has its load before it is measured, seconds. */
  readonly ramp: number;
  /** How long each candidate answers each document before anything is measured, seconds. */
  readonly warmUp: number;
  readonly connections: readonly number[];
  readonly workloads: readonly WorkloadName[];
  /** Names of candidates; null means all. */
  readonly candidates: readonly string[] | null;
}

const FULL = { rounds: 3, seconds: 1.2, ramp: 0.5, 'warm-up': 20, connections: [1, 16, 64] };
const QUICK = { rounds: 3, seconds: 0.6, ramp: 0.25, 'warm-up': 6, connections: [16] };

export const USAGE = `Usage: npm run bench:peers -- [--quick] [--rounds N] [--seconds S] [--ramp S] [--warm-up S]
  [--connections 1,16,64] [--workloads ${workloadNames.join(',')}] [--candidates hearth,aggregator,...]`;

const list = (text: string): string[] => text.split(',').map((part) => part.trim());

/** Reads the command's arguments. @throws when one of them cannot be used */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      ramp: { type: 'string' },
      'warm-up': { type: 'string' },
      connections: { type: 'string' },
      workloads: { type: 'string' },
      candidates: { type: 'string' },
    },
  });
  const defaults = values.quick ? QUICK : FULL;
  const number = (name: 'rounds' | 'seconds' | 'ramp' | 'warm-up') =>
    positive(name, values[name] ?? defaults[name]);
  return {
    rounds: Math.ceil(number('rounds')),
    seconds: number('seconds'),
    ramp: number('ramp'),
    warmUp: number('warm-up'),
    connections: values.connections
      ? list(values.connections).map((text) => positive('connections', text))
      : defaults.connections,
    workloads: values.workloads ? list(values.workloads).map(workloadOf) : workloadNames,
    candidates: values.candidates ? list(values.candidates) : null,
  };
}

function positive(name: string, value: string | number): number {
  const number = Number(value);
  if (number > 0) return number;
  throw new RangeError(`--${name} must be a number above 0, not ${value}.`);
}

function workloadOf(name: string): WorkloadName {
  if (isWorkloadName(name)) return name;
  throw new RangeError(`There is no workload ${name}; there are ${workloadNames.join(', ')}.`);
}
