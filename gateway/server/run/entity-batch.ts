import type { TypeRelations } from '../plan/supergraph.ts';
import type { Answer, Call, Run } from './call.ts';
import { isData, type Data, type Path } from './data.ts';
import type { Merge } from './merge.ts';
import type { EntitySelection } from './operation.ts';
import type { KeptEntities } from './kept-entities.ts';
import type { Positions } from './positions.ts';
import type { Represent } from './representation.ts';

/** One `_entities` field of a fetch: which entities it is for and what it brings. */
export interface EntitySlot {
  readonly alias: string;
  /** The variable that takes the representations. */
  readonly variable: string;
  readonly positions: readonly Positions[];
  readonly represent: Represent;
  readonly selection: EntitySelection;
  readonly rewrite: ((entity: unknown) => void) | undefined;
  readonly renamed: ReadonlyMap<string, string>;
  readonly types: TypeRelations;
  /** How its entities are kept; undefined when they are not. */
  readonly kept: KeptEntities | undefined;
}

/** A fetch whose answer is merged into entities of the data; all its slots travel as one operation. */
export interface EntityFetch {
  readonly call: Call;
  readonly slots: readonly EntitySlot[];
  readonly merge: Merge;
}

/** The entities of a slot in one request: equal representations are sent once. */
export interface EntityBatch {
  readonly slot: EntitySlot;
  readonly representations: string[];
  /** For each representation the entities that it stands for. */
  readonly targets: Data[][];
  /** Entities for which something required is missing: they are not asked for. */
  readonly unasked: Data[];
  /** Entities whose keys are null: there is nothing to ask for. */
  readonly keyless: Data[];
}

/** Finds the entities of a slot in the data. */
export function gatherEntities(run: Run, slot: EntitySlot): EntityBatch {
  const found: Data[] = [];
  for (const positions of slot.positions) positions.collect(run.data, found);
  const batch: EntityBatch = { slot, representations: [], targets: [], unasked: [], keyless: [] };
  const indices = found.length > 1 ? new Map<string, number>() : undefined;
  for (const entity of found) {
    const representation = slot.represent(entity);
    if (representation === undefined) batch.unasked.push(entity);
    else if (representation === null) batch.keyless.push(entity);
    if (typeof representation !== 'string') continue;
    const index = indices?.get(representation);
    if (index !== undefined) {
      batch.targets[index]?.push(entity);
      continue;
    }
    indices?.set(representation, batch.representations.length);
    batch.representations.push(representation);
    batch.targets.push([entity]);
  }
  return batch;
}

/**
 * The entities that came for a batch; undefined when they are not as many as were asked for. Then none can be used:
 * nothing tells which of them is for whom, and one household must never be shown what is another's.
 */
export function entitiesOf({ slot, targets }: EntityBatch, answer: Answer): readonly unknown[] | undefined {
  const entities = answer.data?.[slot.alias];
  return Array.isArray(entities) && entities.length === targets.length ? entities : undefined;
}

/** Whether an entity came, is of the type that it was asked for as, and has what was asked for. */
export function isWholeEntity(slot: EntitySlot, target: Data, entity: unknown): entity is Data {
  if (!isData(entity)) return false;
  const type = target['__typename'] as string;
  if (!isTypeFor(slot, type, entity['__typename'])) return false;
  for (const key of slot.selection.keysOf(type)) {
    if (entity[key] === undefined) return false;
  }
  return true;
}

/** Either name may be an interface's: an interface object bears it instead of the type of its own. */
const isTypeFor = ({ types }: EntitySlot, asked: string, given: unknown): boolean =>
  given === asked ||
  given === undefined ||
  (typeof given === 'string' && (types.matches(given, asked) || types.matches(asked, given)));

/** The paths of the entities of a slot; one entity may stand in several places. */
export function locateEntities(run: Run, slot: EntitySlot): Map<Data, Path[]> {
  const paths = new Map<Data, Path[]>();
  const seen = new Set<string>();
  for (const positions of slot.positions) {
    positions.locate(run.data, (entity, path) => {
      const key = path.join('/');
      if (seen.has(key)) return;
      seen.add(key);
      const known = paths.get(entity);
      if (known) known.push(path);
      else paths.set(entity, [path]);
    });
  }
  return paths;
}
