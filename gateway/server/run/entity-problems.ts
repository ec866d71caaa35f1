import type { Answer, Failure, Run } from './call.ts';
import { pathToNull, type Data, type Path } from './data.ts';
import {
  entitiesOf,
  isWholeEntity,
  locateEntities,
  type EntityBatch,
  type EntityFetch,
} from './entity-batch.ts';
import { readErrors } from './subgraph-errors.ts';

/** An entity of a batch as an error names it: which batch, which representation. */
type Place = { readonly batch: EntityBatch; readonly index: number };

/**
 * Reports what an entity fetch did not bring, at every place of the data that asked for it: the subgraph's own errors,
 * and one error for each entity that is missing, null or of another type without the subgraph saying why.
 */
export function reportEntityProblems(
  run: Run,
  fetch: EntityFetch,
  batches: readonly EntityBatch[],
  answer: Answer,
): void {
  const paths = new Map(batches.map((batch) => [batch, locateEntities(run, batch.slot)]));
  const explained = new Set<string>();
  const placeKey = ({ batch, index }: Place) => `${batch.slot.alias} ${index}`;

  const ministry = fetch.call.subgraph;
  const report = (place: Place, failure: Failure, rest: Path, isFinding = false, nulled?: Path) => {
    explained.add(placeKey(place));
    for (const target of place.batch.targets[place.index] ?? []) {
      for (const path of paths.get(place.batch)?.get(target) ?? []) {
        const { code, message } = failure;
        run.problems.report({ code, message, ministry, path: [...path, ...rest], isFinding });
        if (nulled) run.problems.leaveNull(ministry, [...path, ...nulled]);
      }
    }
  };

  let general: Failure | undefined = answer.failure;
  for (const error of readErrors(run, fetch.call, answer.errors)) {
    const place = error.path && findPlace(batches, error.path);
    if (place) {
      const { rest, nulled } = placesInEntity(place, answer, error.path ?? []);
      report(place, error, rest, false, nulled);
    } else general ??= error;
  }
  let isGeneralTold = false;
  for (const batch of batches) {
    const entities = entitiesOf(batch, answer);
    for (let index = 0; index < batch.targets.length; index += 1) {
      const target = batch.targets[index]?.[0];
      const entity = entities?.[index];
      if (!target || isWholeEntity(batch.slot, target, entity)) continue;
      excuse(run, batch, index, paths.get(batch));
      if (explained.has(placeKey({ batch, index }))) continue;
      isGeneralTold ||= general !== undefined;
      if (general) report({ batch, index }, general, []);
      else report({ batch, index }, mismatch(fetch.call.subgraph, target), [], true);
    }
  }
  if (general && !isGeneralTold) reportOnce(run, fetch, general);
}

/** An error that concerns no entity in particular stands once, at what all of them have in common. */
function reportOnce(run: Run, fetch: EntityFetch, { code, message }: Failure): void {
  const path = fetch.slots[0]?.positions[0]?.prefix ?? [];
  run.problems.report({ code, message, ministry: fetch.call.subgraph, path });
}

function mismatch(subgraph: string, target: Data): Failure {
  const message = `${subgraph} did not answer for this ${String(target['__typename'])}.`;
  return { code: 'ENTITY_MISMATCH', message };
}

function excuse(run: Run, batch: EntityBatch, index: number, paths: Map<Data, Path[]> | undefined): void {
  for (const target of batch.targets[index] ?? []) {
    const keys = batch.slot.selection.keysOf(target['__typename'] as string);
    for (const path of paths?.get(target) ?? []) run.problems.excuse({ path, keys });
  }
}

/** `["_entities", 3, ...]` is the fourth representation of the batch with that alias. */
function findPlace(batches: readonly EntityBatch[], [alias, index]: Path): Place | undefined {
  const batch = batches.find(({ slot }) => slot.alias === alias);
  if (!batch || typeof index !== 'number' || !batch.targets[index]) return undefined;
  return { batch, index };
}

/** Where an error is within its entity, and where null stands because of it. */
function placesInEntity({ batch, index }: Place, answer: Answer, path: Path) {
  const rename = (inner: Path): Path =>
    inner.map((segment) => batch.slot.renamed.get(segment as string) ?? segment);
  const nulled = pathToNull(entitiesOf(batch, answer)?.[index], path.slice(2));
  return { rest: rename(path.slice(2)), nulled: nulled && rename(nulled) };
}
