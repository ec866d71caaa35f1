import { send, type Answer, type Run } from './call.ts';
import { copyData, type Data } from './data.ts';
import {
  entitiesOf,
  gatherEntities,
  isWholeEntity,
  locateEntities,
  type EntityBatch,
  type EntityFetch,
} from './entity-batch.ts';
import { reportEntityProblems } from './entity-problems.ts';
import { EntityReading } from './kept-entities.ts';
import type { Merge } from './merge.ts';
import type { Gap } from './problems.ts';

/** Sends an entity fetch, if there is any entity for it, and merges the answer. Never rejects. */
export async function runEntityFetch(run: Run, fetch: EntityFetch): Promise<void> {
  const gathered = fetch.slots.map((slot) => gatherEntities(run, slot));
  for (const batch of gathered) {
    if (batch.unasked.length > 0 || batch.keyless.length > 0) excuseUnasked(run, fetch, batch);
  }
  const reading = EntityReading.begin(run, fetch);
  const batches = reading ? gathered.map((batch) => reading.mergeKept(batch, fetch.merge)) : gathered;
  if (batches.every((batch) => batch.representations.length === 0)) return;
  try {
    await fetchEntities(run, fetch, batches, reading);
  } finally {
    reading?.end();
  }
}

async function fetchEntities(
  run: Run,
  fetch: EntityFetch,
  batches: readonly EntityBatch[],
  reading: EntityReading | undefined,
): Promise<void> {
  const lists = batches.map(({ slot: { alias, variable }, representations }) => ({
    alias,
    variable,
    representations,
  }));
  const answer = await send(run, fetch.call, lists);
  reading?.answered(answer, batches);
  const isWhole = batches.map((batch) => mergeBatch(fetch.merge, batch, answer, reading)).every(Boolean);
  if (!isWhole || answer.errors.length > 0) reportEntityProblems(run, fetch, batches, answer);
}

/** Merges what is as it should be; false when anything is not. */
function mergeBatch(
  merge: Merge,
  batch: EntityBatch,
  answer: Answer,
  reading: EntityReading | undefined,
): boolean {
  const entities = entitiesOf(batch, answer);
  if (!entities) return batch.targets.length === 0;
  let isWhole = true;
  batch.targets.forEach((targets, index) => {
    const entity: unknown = entities[index];
    const [first] = targets;
    if (!first || !isWholeEntity(batch.slot, first, entity)) {
      isWhole = false;
      return;
    }
    batch.slot.rewrite?.(entity);
    reading?.keep(batch, index, targets, entity);
    const isShareable = batch.slot.selection.isFlat || Object.isFrozen(entity);
    for (const target of targets) merge(target, target === first || isShareable ? entity : copyData(entity));
  });
  return isWhole;
}

/**
 * What a fetch requires can only be missing because an earlier one failed: then its fields are missing for the same
 * reason. Without an earlier failure nothing is excused, and the answer tells of every field that lacks.
 */
function excuseUnasked(run: Run, { call }: EntityFetch, { slot, unasked, keyless }: EntityBatch): void {
  const paths = locateEntities(run, slot);
  const gapsOf = (entity: Data): Gap[] => {
    const keys = slot.selection.keysOf(entity['__typename'] as string);
    return (paths.get(entity) ?? []).map((path) => ({ path, keys }));
  };
  for (const gap of keyless.flatMap(gapsOf)) run.problems.leaveBlank(gap);
  for (const gap of unasked.flatMap(gapsOf)) run.problems.leaveUnasked(call.subgraph, gap);
  if (run.problems.isEmpty) return;
  for (const gap of unasked.flatMap(gapsOf)) run.problems.excuse(gap);
}
