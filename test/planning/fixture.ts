import { readdirSync, readFileSync } from 'node:fs';
import { createIsolatedPlanner, type IsolatedPlannerOptions } from '@hearth/gateway/plan/isolated-planner.ts';
import type { Planner } from '@hearth/gateway/plan/planner.ts';
import { compose, type TestSubgraph } from '../federation/fixture.ts';

/** Two ministries that compose, though version 0.0.38 of the planner ends its process on `risk`: it looks for the key `card`. */
export const ministries: Record<string, TestSubgraph> = {
  register: {
    schema: `type Query { household(id: ID!): Household } type Household @key(fields: "id") { id: ID! size: Int }`,
    resolvers: { Query: { household: (_: unknown, { id }: { id: string }) => ({ id, size: 4 }) } },
  },
  clinic: {
    schema: `type Household @key(fields: "id") @key(fields: "card") {
      id: ID! card: ID visits: Int size: Int @external risk: Int @requires(fields: "size")
    }`,
    resolvers: { Household: { visits: () => 3 } },
  },
};

export const supergraph = compose(ministries);

export const DEADLY = '{ household(id: "H1") { risk } }';
export const HARMLESS = '{ household(id: "H1") { size visits } }';

/** Planned in a minute or so, after everybody has lost patience. */
export const ENDLESS = `{ ${Array.from({ length: 12_000 }, (_, index) => `h${index}: household(id: "H1") { size visits }`).join(' ')} }`;

/** A planner in a process of its own, and what it said of processes that ended. */
export interface TestPlanner extends Planner {
  readonly failures: string[];
}

/** Opens it and waits until it is ready. */
export async function openPlanner(options: Partial<IsolatedPlannerOptions> = {}): Promise<TestPlanner> {
  const failures: string[] = [];
  const planner = createIsolatedPlanner({
    supergraph,
    overrideLabels: new Set(),
    onFailure: (reason) => failures.push(reason),
    ...options,
  });
  await planner.opened;
  return Object.assign(planner, { failures });
}

const PROGRAM = 'planner-program.ts';

/** The ids of the processes that plan for a process. Linux only. */
export function plannersOf(parent: number): number[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.filter((id) => isRunning(Number(id)) && parentOf(id) === parent).map(Number);
}

/** Whether a process plans still: one that was killed and not yet waited for has no command line. */
export const isRunning = (id: number): boolean => readProcess(id, 'cmdline').includes(PROGRAM);

const parentOf = (id: string) => Number(/^PPid:\s+(\d+)/m.exec(readProcess(Number(id), 'status'))?.[1]);

function readProcess(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
