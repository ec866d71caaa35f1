import type { HubResult } from '@hearth/gateway/hub.ts';
import { compose, federate, type Federation, type TestSubgraph } from '../fixture.ts';
import { buildModel } from './build-model.ts';
import type { ModelDraw, QueryDraw, WorldDraw } from './draws.ts';
import type { LastingPlanner } from './lasting-planner.ts';
import { faultsOf } from './law.ts';
import { unlimited } from './limits.ts';
import { readLosses } from './losses.ts';
import { createMonolith, type Monolith } from './monolith.ts';
import { readQuery, type Query } from './queries.ts';
import { splitModel } from './split.ts';
import { worldSubgraphs } from './subgraphs.ts';
import { World, type Thing } from './world.ts';

/** A hub and one schema over the same world. */
export interface Graph {
  /** Asks both. Undefined when the law holds; else the whole case, to be read. Throws `NotPlanned`. */
  findFault(draw: QueryDraw): Promise<string | undefined>;
  stop(): Promise<void>;
}

/** What the planner does not plan: it refuses it, never ends, or ends the process. */
export class NotPlanned extends Error {}

/** Why a split cannot be tried: the composer does not take it. */
export class NotComposed extends Error {}

/** Starts the hub over subgraphs in this process. Throws `NotComposed`. */
export async function startGraph(
  modelDraw: ModelDraw,
  worldDraw: WorldDraw,
  planner: LastingPlanner,
): Promise<Graph> {
  const model = buildModel(modelDraw);
  const split = splitModel(model);
  const world = new World(model, split, worldDraw);
  const { subgraphs, lost } = worldSubgraphs(model, split, world);
  tryCompose(subgraphs);
  const federation = await federate(subgraphs, {
    limits: unlimited,
    openPlanner: (supergraph) => planner.use(supergraph),
  });
  const monolith = createMonolith(federation.hub.schema, model, world);
  const unknown = model.interfaceObject?.interface.members ?? [];
  const isOfUnknownType = ({ type }: Thing) => unknown.includes(type);
  return {
    async findFault(draw) {
      const query = readQuery(monolith.schema, draw);
      const faults = await compare(federation, monolith, query, lost, isOfUnknownType);
      return faults.length === 0 ? undefined : tell(subgraphs, federation, query, faults);
    },
    stop: () => federation.stop(),
  };
}

function tryCompose(subgraphs: Record<string, TestSubgraph>): void {
  try {
    compose(subgraphs);
  } catch (error) {
    const schemas = Object.entries(subgraphs).map(([name, { schema }]) => `# ${name}\n${schema}`);
    throw new NotComposed([String(error), ...schemas].join('\n'), { cause: error });
  }
}

async function compare(
  { ask }: Federation,
  monolith: Monolith,
  { text, document, variables }: Query,
  lost: Set<string>,
  isOfUnknownType: (thing: Thing) => boolean,
): Promise<string[]> {
  lost.clear();
  const actual = await ask(text, variables).catch((error: unknown) => {
    const isNotPlanned = error instanceof Error && error.message.startsWith('Failed to plan query');
    throw isNotPlanned ? new NotPlanned(error.message, { cause: error }) : error;
  });
  const truth = await monolith.run(document, variables);
  if (lost.size === 0) return withErrors(actual, faultsOf(actual, truth));
  const losses = readLosses(actual, lost, truth, isOfUnknownType);
  await monolith.run(document, variables, losses.survey);
  return withErrors(actual, faultsOf(actual, await monolith.run(document, variables, losses), losses));
}

const withErrors = ({ errors }: HubResult, faults: readonly string[]): string[] =>
  faults.length === 0 ? [] : [`Errors: ${JSON.stringify(errors)}`, ...faults];

function tell(
  subgraphs: Record<string, TestSubgraph>,
  { sent }: Federation,
  { text, variables }: Query,
  faults: readonly string[],
): string {
  const schemas = Object.entries(subgraphs).map(([name, { schema }]) => `# ${name}\n${schema}`);
  const operations = sent.map((each) => `${each.subgraph}: ${each.query} ${JSON.stringify(each.variables)}`);
  return [...schemas, text, JSON.stringify(variables), ...operations, ...faults].join('\n');
}
