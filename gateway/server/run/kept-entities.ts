import type { Reading } from '../cache/reading.ts';
import { findSliceKind, type Selected, type SliceKind } from '../cache/slice-kind.ts';
import { createFindSubject, type FindSubject } from '../cache/subject-of.ts';
import type { Supergraph } from '../plan/supergraph.ts';
import { writeInside, type Answer, type Run } from './call.ts';
import type { Data } from './data.ts';
import type { EntityBatch, EntityFetch, EntitySlot } from './entity-batch.ts';
import type { Merge } from './merge.ts';
import { isData } from './data.ts';

/** How the entities of a slot are kept: each by itself. */
export interface KeptEntities {
  readonly kind: SliceKind;
  readonly findSubject: FindSubject;
}

/** Compiles how entities are kept; undefined when a part of what is selected on them may not be. */
export function compileKeptEntities(
  selected: Omit<Selected, 'type'>,
  supergraph: Supergraph,
): KeptEntities | undefined {
  const kind = findSliceKind({ ...selected, type: undefined }, supergraph);
  return kind && { kind, findSubject: createFindSubject(supergraph.declaredSubjects) };
}

/** What is kept of the entities of a fetch, and what will be. */
export class EntityReading {
  readonly #reading: Reading;
  /** What the keys of a slot's slices end with. */
  readonly #endings = new Map<EntitySlot, string>();
  #faulty: ReadonlySet<string> | undefined;

  private constructor(run: Run, reading: Reading, slots: readonly EntitySlot[]) {
    this.#reading = reading;
    for (const slot of slots) {
      if (!slot.kept) continue;
      const { kind } = slot.kept;
      this.#endings.set(slot, reading.keysOf(kind, writeInside(kind.variables, run.variables)));
    }
  }

  /** Undefined when nothing that a fetch brings may be kept now. */
  static begin(run: Run, { call, slots }: EntityFetch): EntityReading | undefined {
    const reading = slots.some(({ kept }) => kept) ? run.readKept?.(call.subgraph) : undefined;
    return reading && new EntityReading(run, reading, slots);
  }

  /** Merges the entities of a batch that are kept; the batch of those that are not. */
  mergeKept(batch: EntityBatch, merge: Merge): EntityBatch {
    const { slot } = batch;
    const ending = this.#endings.get(slot);
    if (ending === undefined) return batch;
    const missing: EntityBatch = { ...batch, representations: [], targets: [] };
    batch.representations.forEach((representation, index) => {
      const targets = batch.targets[index] as Data[];
      const subject = subjectOf(slot, targets);
      const found = subject && this.#reading.find(representation + ending, subject.household);
      if (found) for (const target of targets) merge(target, found);
      else {
        missing.representations.push(representation);
        missing.targets.push(targets);
      }
    });
    return missing;
  }

  /** To be told the answer before any of it is kept. */
  answered({ errors }: Answer, batches: readonly EntityBatch[]): void {
    this.#faulty = errors.length === 0 ? noFaults : findFaulty(errors, batches);
  }

  /** Keeps an entity that came as it should, unless there was an error with it. It is frozen then. */
  keep({ slot, representations }: EntityBatch, index: number, targets: readonly Data[], entity: Data): void {
    const ending = this.#endings.get(slot);
    const subject = subjectOf(slot, targets);
    if (ending === undefined || !slot.kept || !subject) return;
    if (!this.#faulty || this.#faulty.has(placeOf(slot.alias, index))) return;
    this.#reading.keep(representations[index] + ending, slot.kept.kind, entity, [subject]);
  }

  end(): void {
    this.#reading.end();
  }
}

const subjectOf = ({ kept }: EntitySlot, [target]: readonly Data[]) =>
  target && kept?.findSubject(target['__typename'], target);

const noFaults: ReadonlySet<string> = new Set();

const placeOf = (alias: unknown, index: unknown): string => `${String(alias)} ${String(index)}`;

/** The places of entities with errors; undefined when an error may concern any of them. */
function findFaulty(errors: readonly unknown[], batches: readonly EntityBatch[]): Set<string> | undefined {
  const places = new Set<string>();
  for (const error of errors) {
    const path: unknown = isData(error) ? error['path'] : undefined;
    const [alias, index] = Array.isArray(path) ? (path as unknown[]) : [];
    if (typeof index !== 'number' || !batches.some(({ slot }) => slot.alias === alias)) return undefined;
    places.add(placeOf(alias, index));
  }
  return places;
}
