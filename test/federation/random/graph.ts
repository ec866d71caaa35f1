import type { HubResult } from '@hearth/gateway/hub-request.ts';
import type { EntityCache } from '@hearth/gateway/cache/entity-cache.ts';
import { compose, federate, type Federation, type TestSubgraph } from '../fixture.ts';
import { buildModel } from './build-model.ts';
import { Crowd, type CrowdCounts } from './crowd.ts';
import type { ModelDraw, QueryDraw, WorldDraw } from './draws.ts';
import type { LastingPlanner } from './lasting-planner.ts';
import { faultsOf, withinTruth, writeFaults } from './law.ts';
import { unlimited } from './limits.ts';
import { keepingEverything } from './keeping-everything.ts';
import { readLosses, type Losses } from './losses.ts';
import { createMonolith, type Monolith, type Truth } from './monolith.ts';
import { readQueries, type Query } from './queries.ts';
import { splitModel } from './split.ts';
import { worldSubgraphs } from './subgraphs.ts';
import { World, type Thing } from './world.ts';

/** A hub and one schema over the same world. */
export interface Graph {
  /** Reads a draw: queries with one text and different variables. */
  read(draw: QueryDraw): readonly Query[];
  /** Asks both. Undefined when the law holds; else the whole case, to be read. Throws `NotPlanned`. */
  findFault(query: Query): Promise<string | undefined>;
  /** Asks the hub all that it was asked before at the same time. Undefined when each answer is what it was. */
  findFaultTogether(): Promise<string | undefined>;
  readonly crowdCounts: Readonly<CrowdCounts>;
  stop(): Promise<void>;
}

/** What the planner does not plan: it refuses it, never ends, or ends the process. */
export class NotPlanned extends Error {}

/** Why a split cannot be tried: the composer does not take it. */
export class NotComposed extends Error {}

/** Starts the hub over subgraphs in this process; with a cache it keeps whatever can be kept. Throws `NotComposed`. */
export async function startGraph(
  modelDraw: ModelDraw,
  worldDraw: WorldDraw,
  planner: LastingPlanner,
  cache?: EntityCache,
): Promise<Graph> {
  const model = buildModel(modelDraw);
  const split = splitModel(model);
  const world = new World(model, split, worldDraw);
  const { subgraphs, lost } = worldSubgraphs(model, split, world);
  tryCompose(subgraphs);
  const crowd = new Crowd({ isBroken: cache === undefined });
  const tampered = Object.entries(subgraphs).map(([name, subgraph]) => [
    name,
    { ...subgraph, tamper: crowd.tamperFor(name) },
  ]);
  const federation = await federate(Object.fromEntries(tampered), {
    limits: unlimited,
    ...(cache && { cache, supergraphOf: keepingEverything }),
    openPlanner: (supergraph) => planner.use(supergraph),
  });
  const monolith = createMonolith(federation.hub.schema, model, world);
  const unknown = model.interfaceObject?.interface.members ?? [];
  const isOfUnknownType = ({ type }: Thing) => unknown.includes(type);
  return {
    read: (draw) => readQueries(monolith.schema, draw),
    async findFault(query) {
      lost.clear();
      world.begin();
      const actual = await askAlone(federation, query);
      const { writes } = world;
      if (query.kind === 'query') crowd.add(query, actual, federation.sent);
      const faults = await compare({ actual, writes }, monolith, query, { lost, isOfUnknownType });
      return faults.length === 0 ? undefined : tell(subgraphs, federation, [textOf(query), ...faults]);
    },
    async findFaultTogether() {
      world.begin();
      const faults = await crowd.findFaults(federation);
      return faults.length === 0 ? undefined : tell(subgraphs, federation, faults);
    },
    crowdCounts: crowd.counts,
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

async function askAlone({ ask }: Federation, { text, variables }: Query): Promise<HubResult> {
  return ask(text, variables).catch((error: unknown) => {
    const isNotPlanned = error instanceof Error && error.message.startsWith('Failed to plan query');
    throw isNotPlanned ? new NotPlanned(error.message, { cause: error }) : error;
  });
}

/** What subgraphs lost while they answered, and which things they may have known as an interface object alone. */
interface Lost {
  readonly lost: ReadonlySet<string>;
  readonly isOfUnknownType: (thing: Thing) => boolean;
}

/** What a hub answered, and the mutations that ran. */
interface Observed {
  readonly actual: HubResult;
  readonly writes: readonly string[];
}

async function compare(
  { actual, writes }: Observed,
  monolith: Monolith,
  { document, variables }: Query,
  { lost, isOfUnknownType }: Lost,
): Promise<string[]> {
  const truth = await monolith.run(document, variables);
  const faultsBeside = (beside: Truth, losses?: Losses) =>
    withErrors(actual, [
      ...faultsOf(withinTruth(actual, beside), beside, losses),
      ...writeFaults(actual, writes, beside),
    ]);
  if (lost.size === 0) return faultsBeside(truth);
  const losses = readLosses(actual, lost, truth, isOfUnknownType);
  await monolith.run(document, variables, losses.survey);
  return faultsBeside(await monolith.run(document, variables, losses), losses);
}

const textOf = ({ text, variables }: Query): string => `${text}\n${JSON.stringify(variables)}`;

const withErrors = ({ errors }: HubResult, faults: readonly string[]): string[] =>
  faults.length === 0 ? [] : [`Errors: ${JSON.stringify(errors)}`, ...faults];

function tell(
  subgraphs: Record<string, TestSubgraph>,
  { sent }: Federation,
  faults: readonly string[],
): string {
  const schemas = Object.entries(subgraphs).map(([name, { schema }]) => `# ${name}\n${schema}`);
  const operations = sent.map((each) => `${each.subgraph}: ${each.query} ${JSON.stringify(each.variables)}`);
  return [...schemas, ...operations, ...faults].join('\n');
}
