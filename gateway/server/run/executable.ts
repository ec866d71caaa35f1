import type { GraphQLObjectType } from 'graphql';
import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import type { Budget, Spender } from '../caller/rate-limit.ts';
import type { Conditions } from '../document/conditions.ts';
import { compilingPoints, planningPoints } from '../document/cost/work.ts';
import type { DocumentLimits } from '../document/limits.ts';
import type { Operation } from '../document/document.ts';
import { createClientPath } from './client-path.ts';
import { compilePlan, type CompiledPlan, type Step } from './compile-plan.ts';
import type { Path } from './data.ts';
import { createMinistries, type Ministries } from './ministries.ts';
import { type Disclosure, findDisclosure } from './disclosure.ts';
import { createFindOrigin, type Origin } from './origin.ts';
import { noDataSubjects } from '../plan/access/data-subjects.ts';
import { createHiding } from './outside-regions.ts';
import { type AnswerOwn, type OwnResolvers, prepareOwnFields } from './own-fields.ts';
import { createIntrospection, type Introspection } from './prepared-introspection.ts';
import { compileProjection, type Projection } from './project.ts';
import type { Guard, Unmet } from '../plan/access/guard.ts';
import { repairPlan } from '../plan/repair.ts';
import type { SelectBeside } from '../plan/select-homes.ts';
import type { Planner } from '../plan/planner.ts';
import { prepareOperation, type PlannedOperation } from '../plan/prepare.ts';
import type { Supergraph } from '../plan/supergraph.ts';
import { createUnplannable } from '../plan/unplannable.ts';

/** An operation with its conditions decided, turned into what runs. Made once, run by many requests. */
export interface Executable {
  /** Undefined when nothing is fetched. */
  readonly step: Step | undefined;
  /** Undefined when nothing of the schema is asked. */
  readonly introspection: Introspection | undefined;
  /** Undefined when nothing is the gateway's own. */
  readonly answerOwn: AnswerOwn | undefined;
  readonly project: Projection;
  readonly ministries: Ministries;
  readonly toClientPath: (path: Path) => Path;
  /** What it asks of people; undefined when it asks nothing of them, or nobody records it. */
  readonly disclosure: Disclosure | undefined;
  /** Names it among all that this process makes, where nothing but what may be kept is fetched; else undefined. */
  readonly keptAs: string | undefined;
}

/** What an operation is compiled for. */
export interface Circumstances {
  readonly conditions: Conditions;
  /** What the caller does not meet of what the operation needs. */
  readonly unmet: Unmet;
}

/**
 * Finds or makes the executable of an operation for these circumstances: at once when it is known. Who asks for one that is
 * being made waits for the same. `spender` owes what it costs to make one that is not known; undefined: the gateway
 * itself asks.
 */
export type Executables = (
  operation: Operation,
  circumstances: Circumstances,
  spender: Spender | undefined,
) => Executable | Promise<Executable>;

export interface ExecutablesOptions {
  readonly supergraph: Supergraph;
  readonly planner: Planner;
  readonly guard: Guard;
  /** Whether it is to be known of whom answers tell. */
  readonly recorded: boolean;
  /** What is selected for the cache. */
  readonly selectBeside: SelectBeside;
  /** What answers the gateway's own fields. */
  readonly ownResolvers: OwnResolvers;
  readonly budget: Budget;
  readonly limits: Pick<DocumentLimits, 'cost' | 'answerCharacters'>;
  /** Executables kept over all operations. */
  readonly cacheSize: number;
}

/** Plans and compiles operations, keeping what was used recently. */
export function createExecutables(options: ExecutablesOptions): Executables {
  const { planner, budget, limits, cacheSize } = options;
  const known = new RecentlyUsed<string, Executable>(cacheSize);
  const compiling = { ...options, introspection: createIntrospection(limits) };
  const making = new Map<string, Promise<Executable>>();
  const unplannable = createUnplannable(cacheSize);
  const numbers = new WeakMap<Operation, number>();
  let lastNumber = 0;
  const make = async (key: string, plan: Plan, operation: Operation, circumstances: Circumstances) => {
    try {
      const executable = await compile(compiling, plan, operation, circumstances);
      known.set(key, executable);
      return executable;
    } catch (error) {
      unplannable.note(key, error);
      throw error;
    } finally {
      making.delete(key);
    }
  };
  const planFor = (rollout: number, spender: Spender | undefined): Plan => {
    const asker = spender && {
      subject: spender.subject,
      onPlanned: (milliseconds: number) => budget.owe(spender, planningPoints(milliseconds)),
    };
    return (query) => planner.plan(query, rollout, asker);
  };
  return (operation, circumstances, spender) => {
    let number = numbers.get(operation);
    if (number === undefined) numbers.set(operation, (number = lastNumber += 1));
    const rollout = planner.drawRollout();
    let key = `${number} ${rollout} `;
    for (const value of circumstances.conditions.values()) key += value ? '1' : '0';
    for (const number of circumstances.unmet) key += ` ${number}`;
    const found = known.get(key) ?? making.get(key);
    if (found) return found;
    unplannable.refuse(key);
    if (spender) budget.owe(spender, compilingPoints(charactersOf(operation)));
    const made = make(key, planFor(rollout, spender), operation, circumstances);
    making.set(key, made);
    return made;
  };
}

const charactersOf = ({ node }: Operation): number => node.loc?.source.body.length ?? 0;

let lastKept = 0;

type Plan = (query: string) => ReturnType<Planner['plan']>;

/** What all that is compiled shares. */
type CompileOptions = ExecutablesOptions & { readonly introspection: ReturnType<typeof createIntrospection> };

async function compile(
  { supergraph, guard, recorded, selectBeside, ownResolvers, introspection, limits }: CompileOptions,
  plan: Plan,
  operation: Operation,
  { conditions, unmet }: Circumstances,
): Promise<Executable> {
  const { api: schema, dataKey } = supergraph;
  const denied = guard.deniedFields(operation, unmet);
  const dataSubjects = recorded ? supergraph.dataSubjects : noDataSubjects;
  const { fragments } = operation;
  const reading = { schema, dataKey, fragments, conditions, denied, dataSubjects, selectBeside };
  const { fields, planned, introspected, own } = prepareOperation(operation, reading, supergraph.isOwn);
  const steps: VitalStep[] = [];
  for (const { query, vital } of planned) {
    const node = await plan(query);
    if (node) steps.push({ vital, ...compilePlan(repairPlan(node, supergraph), supergraph) });
  }
  const origins = steps.flatMap((step) => step.origins);
  const isKept = introspected.length === 0 && own === undefined && steps.every((step) => step.isKept);
  const type = schema.getRootType(operation.node.operation) as GraphQLObjectType;
  const isAlone = fields.size === 1 && introspected.length > 0;
  return {
    step: steps.length > 0 ? runAll(steps) : undefined,
    introspection:
      introspected.length > 0 ? introspection({ reading, fields: introspected, isAlone }) : undefined,
    answerOwn: own === undefined ? undefined : prepareOwnFields(schema, own, ownResolvers),
    ministries: createMinistries(origins),
    project: compileProjection(reading, type, fields, {
      findOrigin: createFindOrigin(origins),
      hiding: createHiding(schema, supergraph.declaredSubjects),
      answerCharacters: limits.answerCharacters,
    }),
    toClientPath: createClientPath(reading, type, fields),
    keptAs: isKept && operation.kind === 'query' ? `#${(lastKept += 1)}` : undefined,
    disclosure: recorded ? findDisclosure(supergraph, reading, operation, subgraphsOf(origins)) : undefined,
  };
}

const subgraphsOf = (origins: readonly Origin[]) => new Set(origins.map(({ subgraph }) => subgraph));

type VitalStep = CompiledPlan & Pick<PlannedOperation, 'vital'>;

/** Runs steps one after another, until one leaves null where that may not stand. */
function runAll(steps: readonly VitalStep[]): Step {
  const [first] = steps;
  if (first && steps.length === 1) return first.step;
  return async (run) => {
    for (const [index, { step, vital }] of steps.entries()) {
      run.calls = undefined; // a read after a mutation is another than the same before it
      await step(run);
      if (vital === undefined || (run.data[vital] ?? null) !== null) continue;
      for (const { origins } of steps.slice(index + 1)) {
        for (const { subgraph } of origins) run.problems.leaveUnasked(subgraph);
      }
      return;
    }
  };
}
