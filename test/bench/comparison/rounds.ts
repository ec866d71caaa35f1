import type { Candidate, Running } from './candidate.ts';
import type { HubUnderTest } from './hub-under-test.ts';
import type { Loader } from './loader.ts';
import { measure, type Measurement, type Scenario } from './measure.ts';
import type { Options } from './options.ts';
import { documents, type WorkloadName } from './workloads.ts';

/** One candidate under one scenario, and what each round measured of it. */
export interface Cell {
  readonly candidate: Candidate;
  readonly scenario: Scenario;
  readonly measurements: Measurement[];
  /** Why it was measured no further; null when it was. */
  failure: string | null;
}

interface Contest {
  readonly hub: HubUnderTest;
  readonly loader: Loader;
  readonly running: ReadonlyMap<Candidate, Running>;
  readonly options: Options;
  /** Whether a candidate may be measured with a workload. */
  readonly isAdmitted: (candidate: Candidate, workload: WorkloadName) => boolean;
}

/** What a candidate does when it is its turn; times in seconds. */
interface Turn {
  readonly cell: Cell;
  /** Default: the cell's. */
  readonly scenario?: Scenario;
  readonly seconds: number;
  readonly ramp: number;
  readonly round: number;
}

const WARM_UP_CONNECTIONS = 16;
const STRIDE = 397; // requests that each round begins further on, so that rounds see other households

/** Warms every candidate up with each document, then measures all of them in turn, round after round, each round in another order. */
export async function runRounds({ hub, loader, running, options, isAdmitted }: Contest): Promise<Cell[]> {
  const cells = cellsOf([...running.keys()], options).filter(({ candidate, scenario }) =>
    isAdmitted(candidate, scenario.workload),
  );
  const run = async ({ cell, scenario = cell.scenario, seconds, ramp, round }: Turn) => {
    try {
      const place = running.get(cell.candidate)!;
      const [duration, first] = [seconds * 1000, round * STRIDE];
      return await measure({ hub, loader, running: place, scenario, ramp: ramp * 1000, duration, first });
    } catch (error) {
      cell.failure = (error as Error).message;
      return null;
    }
  };
  console.log(`Warming up; ${cells.length} cells and ${options.rounds} rounds follow ...`);
  for (const cell of firstOfEachDocument(cells)) {
    const scenario = { ...cell.scenario, connections: WARM_UP_CONNECTIONS };
    await run({ cell, scenario, seconds: options.warmUp, ramp: 0, round: 0 });
  }
  for (let round = 0; round < options.rounds; round += 1) {
    console.log(`Round ${round + 1} of ${options.rounds} ...`);
    for (const cell of rotated(cells, round)) {
      const measurement = cell.failure === null ? await run({ cell, ...options, round }) : null;
      if (measurement) cell.measurements.push(measurement);
    }
  }
  return cells;
}

function cellsOf(candidates: readonly Candidate[], { workloads, connections }: Options): Cell[] {
  const scenarios = workloads.flatMap((workload) =>
    connections.map((count) => ({ workload, connections: count })),
  );
  return scenarios.flatMap((scenario) =>
    candidates.map((candidate) => ({ candidate, scenario, measurements: [], failure: null })),
  );
}

/** One cell of each candidate for each document: two workloads that differ in their variables warm the same code. */
function firstOfEachDocument(cells: readonly Cell[]): Cell[] {
  const first = new Map<string, Cell>();
  for (const cell of cells) {
    const key = `${cell.candidate.name} ${documents[cell.scenario.workload]}`;
    if (!first.has(key)) first.set(key, cell);
  }
  return [...first.values()];
}

/** Scenario by scenario, the candidates of each in an order that begins with another in each round. */
function rotated(cells: readonly Cell[], round: number): Cell[] {
  const scenarios = [...new Set(cells.map(({ scenario }) => scenario))];
  return scenarios.flatMap((scenario) => {
    const group = cells.filter((cell) => cell.scenario === scenario);
    const start = round % group.length;
    return [...group.slice(start), ...group.slice(0, start)];
  });
}
