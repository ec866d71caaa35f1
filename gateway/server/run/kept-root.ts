import type { Reading } from '../cache/reading.ts';
import { findSliceKind, type SliceKind } from '../cache/slice-kind.ts';
import { createFindSubject, type FindSubject } from '../cache/subject-of.ts';
import type { Supergraph } from '../plan/supergraph.ts';
import { writeInside, type Answer, type Call, type Run } from './call.ts';
import { isData, type Data } from './data.ts';
import type { SubgraphDocument } from './operation.ts';
import type { RootFetch } from './root-fetch.ts';

/** How the answers of a root fetch are kept: whole. */
export interface KeptRoot {
  readonly kind: SliceKind;
  readonly subgraph: string;
  readonly findSubject: FindSubject;
  /** The type of each root field, by its key in the data. */
  readonly types: ReadonlyMap<string, string>;
}

/** What was found, or will be brought, under a key. */
export interface FoundRoot {
  readonly reading: Reading;
  readonly key: string;
  readonly value: Data | undefined;
}

/** Compiles how a root fetch is kept; undefined when a part of what it selects may not be. */
export function compileKeptRoot(
  call: Call,
  document: SubgraphDocument,
  supergraph: Supergraph,
): KeptRoot | undefined {
  const type = supergraph.full.getQueryType()?.name;
  if (call.kind === 'mutation' || type === undefined) return undefined;
  const { selectionSet } = document.operation;
  const { subgraph } = call;
  const kind = findSliceKind({ subgraph, document, selectionSet, type }, supergraph);
  if (!kind) return undefined;
  const types = new Map<string, string>();
  for (const { key, name } of document.rootFields) {
    types.set(key, supergraph.fieldTypes.namedType(type, name) ?? '');
  }
  return { kind, subgraph, types, findSubject: createFindSubject(supergraph.declaredSubjects) };
}

/** Looks for an answer. Undefined when nothing of the subgraph may be kept now. */
export function findKeptRoot(run: Run, { kind, subgraph }: KeptRoot): FoundRoot | undefined {
  const reading = run.readKept?.(subgraph);
  if (!reading) return undefined;
  const key = reading.keysOf(kind, writeInside(kind.variables, run.variables));
  return { reading, key, value: reading.find(key, undefined) };
}

/** Keeps an answer in which nothing is missing, of which every object tells of a household. */
export function keepRoot({ reading, key }: FoundRoot, { kept }: RootFetch, answer: Answer): void {
  const { data, errors, failure } = answer;
  if (!kept || !data || failure || errors.length > 0) return;
  const subjects = [...kept.types].flatMap(([field, type]) => {
    const value = data[field];
    return (isData(value) && kept.findSubject(type, value)) || [];
  });
  if (subjects.length === kept.types.size) reading.keep(key, kept.kind, data, subjects);
}
