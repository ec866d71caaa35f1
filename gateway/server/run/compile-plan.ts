import type {
  BatchFetchNode,
  FetchNode,
  FlattenNodePathSegment,
  PlanNode,
} from '@graphql-hive/router-query-planner';
import type { Supergraph } from '../plan/supergraph.ts';
import type { Call, Run } from './call.ts';
import type { EntityFetch, EntitySlot } from './entity-batch.ts';
import { runEntityFetch } from './entity-fetch.ts';
import { compileKeptEntities } from './kept-entities.ts';
import { compileKeptRoot } from './kept-root.ts';
import { createMerge, type Merge } from './merge.ts';
import { readOperation } from './operation.ts';
import type { Origin } from './origin.ts';
import { compilePositions } from './positions.ts';
import { compileRepresentation } from './representation.ts';
import { compileOutputRewrites, readRewrites, renamedKeys } from './rewrites.ts';
import { runRootFetch, type RootFetch } from './root-fetch.ts';

/** A part of a plan, ready to run. Resolves when its answers are merged; never rejects. */
export type Step = (run: Run) => Promise<void>;

/** A plan, ready to run, and what its fetches bring. */
export interface CompiledPlan {
  readonly step: Step;
  readonly origins: readonly Origin[];
  /** Whether all that it brings may be kept. */
  readonly isKept: boolean;
}

/** Compiles a plan. Throws for a node that a prepared operation cannot lead to. */
export function compilePlan(node: PlanNode, supergraph: Supergraph): CompiledPlan {
  const repeated = findRepeated(node);
  const merge = createMerge(supergraph.types);
  const compiler = new PlanCompiler(supergraph, merge, repeated);
  const step = compiler.step(node, [], 0);
  return { step, origins: compiler.origins, isKept: compiler.isKept };
}

class PlanCompiler {
  readonly origins: Origin[] = [];
  isKept = true;
  readonly #supergraph: Supergraph;
  readonly #merge: Merge;
  readonly #repeated: ReadonlySet<string>;

  constructor(supergraph: Supergraph, merge: Merge, repeated: ReadonlySet<string>) {
    this.#supergraph = supergraph;
    this.#merge = merge;
    this.#repeated = repeated;
  }

  /** `after` is how many fetches one after another the plan may have behind this node. */
  step(node: PlanNode, path: readonly FlattenNodePathSegment[], after: number): Step {
    switch (node.kind) {
      case 'Sequence': {
        let behind = after + levelsOf(node);
        return inSequence(
          node.nodes.map((child) => {
            behind -= levelsOf(child);
            return this.step(child, path, behind);
          }),
        );
      }
      case 'Parallel':
        return inParallel(node.nodes.map((child) => this.step(child, path, after)));
      case 'Flatten':
        return this.step(node.node, [...path, ...node.path], after);
      case 'Fetch': {
        const entities = node.requires && this.#entityFetch(node, path, after);
        if (entities) return (run) => runEntityFetch(run, entities);
        const root = this.#rootFetch(node, after);
        return (run) => runRootFetch(run, root);
      }
      case 'BatchFetch': {
        const fetch = this.#batchFetch(node, after);
        return (run) => runEntityFetch(run, fetch);
      }
      default:
        throw new Error(`A plan has a node of kind ${node.kind}, which this executor does not run.`);
    }
  }

  #call(node: FetchNode | BatchFetchNode, ownVariables: readonly string[], after: number): Call {
    return {
      subgraph: node.serviceName,
      kind: node.operationKind === 'mutation' ? 'mutation' : 'query',
      query: node.operation,
      queryJson: JSON.stringify(node.operation),
      variableUsages: (node.variableUsages ?? []).filter((name) => !ownVariables.includes(name)),
      isRepeated: node.operationKind !== 'mutation' && this.#repeated.has(callKey(node)),
      levels: after + 1,
    };
  }

  #rootFetch(node: FetchNode, after: number): RootFetch {
    const rewrites = readRewrites(node.outputRewrites);
    const renamed = renamedKeys(rewrites);
    const document = readOperation(node.operation, this.#supergraph.types);
    this.origins.push({ subgraph: node.serviceName, document, renamed });
    const call = this.#call(node, [], after);
    const kept = compileKeptRoot(call, document, this.#supergraph);
    this.isKept &&= kept !== undefined;
    return {
      call,
      keys: document.rootKeys,
      rewrite: compileOutputRewrites(rewrites, this.#supergraph.types),
      renamed,
      merge: this.#merge,
      kept,
    };
  }

  #entityFetch(node: FetchNode, path: readonly FlattenNodePathSegment[], after: number): EntityFetch {
    const slot = {
      ...node,
      alias: '_entities',
      representationsVariableName: 'representations',
      paths: [path],
    };
    return {
      call: this.#call(node, ['representations'], after),
      slots: [this.#slot(node, slot)],
      merge: this.#merge,
    };
  }

  #batchFetch(node: BatchFetchNode, after: number): EntityFetch {
    const { aliases } = node.entityBatch;
    return {
      call: this.#call(
        node,
        aliases.map((slot) => slot.representationsVariableName),
        after,
      ),
      slots: aliases.map((slot) => this.#slot(node, slot)),
      merge: this.#merge,
    };
  }

  #slot(node: FetchNode | BatchFetchNode, slot: SlotNode): EntitySlot {
    const { types } = this.#supergraph;
    const { requires = [], inputRewrites } = slot;
    const rewrites = readRewrites(slot.outputRewrites);
    const renamed = renamedKeys(rewrites);
    const document = readOperation(node.operation, types);
    const positions = slot.paths.map((path) => compilePositions(path, types));
    const entities = { alias: slot.alias, positions };
    this.origins.push({ subgraph: node.serviceName, document, entities, renamed });
    const selection = document.entities(slot.alias);
    const { selectionSet } = selection;
    const kept = compileKeptEntities(
      { subgraph: node.serviceName, document, selectionSet },
      this.#supergraph,
    );
    this.isKept &&= kept !== undefined;
    return {
      alias: slot.alias,
      variable: slot.representationsVariableName,
      positions,
      represent: compileRepresentation(
        { subgraph: node.serviceName, requires, inputRewrites },
        this.#supergraph,
      ),
      selection,
      rewrite: compileOutputRewrites(rewrites, types),
      renamed,
      types,
      kept,
    };
  }
}

type SlotNode = Pick<FetchNode, 'requires' | 'inputRewrites' | 'outputRewrites'> & {
  readonly alias: string;
  readonly representationsVariableName: string;
  readonly paths: readonly (readonly FlattenNodePathSegment[])[];
};

/** Runs steps one after another, each on the data of those before. */
function inSequence(steps: readonly Step[]): Step {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function inParallel(steps: readonly Step[]): Step {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return async (run) => {
    await Promise.all(steps.map((step) => step(run)));
  };
}

/** How many fetches one after another a node of the plan may have. */
function levelsOf(node: PlanNode): number {
  if (node.kind === 'Flatten') return levelsOf(node.node);
  if (node.kind === 'Sequence') return node.nodes.reduce((sum, child) => sum + levelsOf(child), 0);
  if (node.kind === 'Parallel') return Math.max(0, ...node.nodes.map(levelsOf));
  return 1;
}

const callKey = (node: FetchNode | BatchFetchNode) => `${node.serviceName}\n${node.operation}`;

/** The operations that a plan has more than once. */
function findRepeated(root: PlanNode): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const search = (node: PlanNode): void => {
    if (node.kind === 'Fetch' || node.kind === 'BatchFetch') {
      const key = callKey(node);
      (seen.has(key) ? repeated : seen).add(key);
    } else if (node.kind === 'Flatten') search(node.node);
    else if (node.kind === 'Sequence' || node.kind === 'Parallel') node.nodes.forEach(search);
  };
  search(root);
  return repeated;
}
