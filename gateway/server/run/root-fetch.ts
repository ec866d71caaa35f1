import { send, type Answer, type Call, type Run } from './call.ts';
import { pathToNull, type Path } from './data.ts';
import { findKeptRoot, type FoundRoot, keepRoot, type KeptRoot } from './kept-root.ts';
import type { Merge } from './merge.ts';
import { readErrors } from './subgraph-errors.ts';

/** A fetch whose answer is merged at the root of the data. */
export interface RootFetch {
  readonly call: Call;
  /** The keys that the answer must have. */
  readonly keys: ReadonlySet<string>;
  readonly rewrite: ((data: unknown) => void) | undefined;
  readonly renamed: ReadonlyMap<string, string>;
  readonly merge: Merge;
  /** How its answers are kept; undefined when they are not. */
  readonly kept: KeptRoot | undefined;
}

/** Sends a root fetch and merges its answer. Resolves when that is done; never rejects. */
export async function runRootFetch(run: Run, fetch: RootFetch): Promise<void> {
  const found = fetch.kept && findKeptRoot(run, fetch.kept);
  if (found?.value) return fetch.merge(run.data, found.value);
  try {
    await fetchRoot(run, fetch, found);
  } finally {
    found?.reading.end();
  }
}

async function fetchRoot(run: Run, fetch: RootFetch, found: FoundRoot | undefined): Promise<void> {
  const answer = await send(run, fetch.call, []);
  if (answer.data) {
    fetch.rewrite?.(answer.data);
    if (found) keepRoot(found, fetch, answer);
    fetch.merge(run.data, answer.data);
  }
  if (answer.failure || answer.errors.length > 0) reportErrors(run, fetch, answer);
  reportMissing(run, fetch, answer);
}

function reportErrors(run: Run, fetch: RootFetch, answer: Answer): void {
  const ministry = fetch.call.subgraph;
  for (const { code, message, path, details } of readErrors(run, fetch.call, answer.errors)) {
    if (path && fetch.keys.has(path[0] as string)) {
      run.problems.report({ code, message, ministry, path: rename(fetch, path), details });
      if (!answer.data) run.problems.excuse({ path: [], keys: fetch.keys });
      const nulled = pathToNull(answer.data, path);
      if (nulled) run.problems.leaveNull(ministry, rename(fetch, nulled));
    } else if (answer.data) run.problems.report({ code, message, ministry, path: [] });
    else reportEverywhere(run, fetch, { code, message });
  }
  if (answer.failure) reportEverywhere(run, fetch, answer.failure);
}

/** A fetch that failed as a whole is an error at each of its root fields. */
function reportEverywhere(run: Run, fetch: RootFetch, failure: { code: string; message: string }): void {
  for (const key of fetch.keys) {
    const path = rename(fetch, [key]);
    if (run.problems.explain(path, true)) continue;
    run.problems.report({ ...failure, ministry: fetch.call.subgraph, path });
  }
}

function reportMissing(run: Run, fetch: RootFetch, answer: Answer): void {
  for (const key of fetch.keys) {
    if (answer.data?.[key] !== undefined) continue;
    const path = rename(fetch, [key]);
    if (run.problems.explain(path, true)) continue;
    const ministry = fetch.call.subgraph;
    const message = `${ministry} left this field out of its answer.`;
    run.problems.report({ code: 'SUBGRAPH_ERROR', message, ministry, path, isFinding: true });
  }
}

const rename = (fetch: RootFetch, path: Path): Path =>
  path.map((segment) => fetch.renamed.get(segment as string) ?? segment);
