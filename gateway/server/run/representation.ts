import type { InputRewrite, RequiresSelection } from '@graphql-hive/router-query-planner';
import type { Supergraph, TypeRelations } from '../plan/supergraph.ts';
import { isData, type Data } from './data.ts';
import { readRewrites, rewritesOf, type Rewrite } from './rewrites.ts';

/**
 * Writes the representation of an entity as JSON text.
 * Null: there is no such entity, because its keys are null or the fetch is not for its type.
 * Undefined: something that the subgraph requires is missing from the data.
 */
export type Represent = (entity: Data) => string | null | undefined;

/** What a representation takes from an entity, and for whom it is written. */
export interface RepresentationPlan {
  readonly subgraph: string;
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites: readonly InputRewrite[] | undefined;
}

/** One field of a representation. */
type Part = {
  readonly source: string;
  /** `"name":` */
  readonly label: string;
  readonly write: (value: unknown) => string | undefined;
  readonly isKey: boolean;
};

type Writer = { readonly opening: string; readonly parts: readonly Part[]; readonly hasKey: boolean };

/** Compiles the representation of entities; the writing of each type is compiled when it is first met. */
export function compileRepresentation(plan: RepresentationPlan, supergraph: Supergraph): Represent {
  const rewrites = readRewrites(plan.inputRewrites);
  const writers = new Map<string, Writer | null>();
  return (entity) => {
    const type = entity['__typename'];
    if (typeof type !== 'string') return undefined;
    let writer = writers.get(type);
    if (writer === undefined) {
      writer = compileEntity(plan, rewrites, type, supergraph);
      writers.set(type, writer);
    }
    return writer && writeEntity(writer, entity);
  };
}

function writeEntity(writer: Writer, entity: Data): string | null | undefined {
  let text = writer.opening;
  let isKnown = !writer.hasKey;
  for (const part of writer.parts) {
    const value = entity[part.source];
    const written = part.write(value);
    if (written === undefined) return hasNullKeys(writer, entity) ? null : undefined;
    if (part.isKey && value !== null) isKnown = true;
    text += part.label + written;
  }
  return isKnown ? `${text}}` : null;
}

/** Nothing that is required could be asked for without a key, so that it is missing by right too. */
const hasNullKeys = ({ parts, hasKey }: Writer, entity: Data): boolean =>
  hasKey && parts.every(({ isKey, source }) => !isKey || entity[source] === null);

function compileEntity(
  plan: RepresentationPlan,
  rewrites: readonly Rewrite[],
  type: string,
  supergraph: Supergraph,
): Writer | null {
  const fields = fieldsFor(plan.requires, type, supergraph.types);
  const active = rewritesOf(rewrites, type, supergraph.types);
  const name = active.get('__typename')?.find(({ path }) => path.length === 0)?.setValueTo ?? type;
  const keys = supergraph.keyFields(plan.subgraph, name) ?? new Set();
  const parts = compileParts(fields, active, supergraph.types, keys).filter(
    ({ source }) => source !== '__typename',
  );
  if (parts.length === 0 && fields.length === 0) return null;
  return {
    opening: `{"__typename":${JSON.stringify(name)}`,
    parts,
    hasKey: parts.some(({ isKey }) => isKey),
  };
}

/** A field of a `requires`, its selections gathered from all fragments that hold for a type. */
type RequiredField = { source: string; name: string; selections: RequiresSelection[] };

function fieldsFor(
  selections: readonly RequiresSelection[],
  type: string | undefined,
  types: TypeRelations,
): RequiredField[] {
  const fields = new Map<string, RequiredField>();
  const gather = (set: readonly RequiresSelection[]): void => {
    for (const selection of set) {
      if (selection.kind === 'FragmentSpread') throw new Error('A plan requires a named fragment.');
      if (selection.kind === 'InlineFragment') {
        if (type === undefined || types.matches(type, selection.typeCondition)) gather(selection.selections);
        continue;
      }
      const name = selection.alias ?? selection.name;
      const field = fields.get(name) ?? { source: selection.name, name, selections: [] };
      field.selections.push(...(selection.selections ?? []));
      fields.set(name, field);
    }
  };
  gather(selections);
  return [...fields.values()];
}

function compileParts(
  fields: readonly RequiredField[],
  rewrites: ReadonlyMap<string, readonly Rewrite[]>,
  types: TypeRelations,
  keys: ReadonlySet<string>,
): Part[] {
  return fields.map(({ source, name, selections }) => {
    const own = rewrites.get(name) ?? [];
    const ending = own.find(({ path }) => path.length === 0);
    const inner = own.filter(({ path }) => path.length > 0);
    const constant = ending?.setValueTo;
    return {
      source,
      label: `,${JSON.stringify(ending?.renameKeyTo ?? name)}:`,
      write: constant === undefined ? compileValue(selections, inner, types) : () => JSON.stringify(constant),
      isKey: keys.has(name),
    };
  });
}

function compileValue(
  selections: readonly RequiresSelection[],
  rewrites: readonly Rewrite[],
  types: TypeRelations,
): (value: unknown) => string | undefined {
  if (selections.length === 0) return writeJson;
  const byType = new Map<string | undefined, readonly Part[]>();
  const partsOf = (type: string | undefined) => {
    const parts =
      byType.get(type) ??
      compileParts(fieldsFor(selections, type, types), rewritesOf(rewrites, type, types), types, new Set());
    byType.set(type, parts);
    return parts;
  };
  const write = (value: unknown): string | undefined => {
    if (value === null) return 'null';
    if (Array.isArray(value)) return writeList(value, write);
    if (!isData(value)) return undefined;
    const written: string[] = [];
    for (const part of partsOf(value['__typename'] as string | undefined)) {
      const text = part.write(value[part.source]);
      if (text === undefined) return undefined;
      written.push(part.label.slice(1) + text);
    }
    return `{${written.join(',')}}`;
  };
  return write;
}

function writeList(
  list: readonly unknown[],
  write: (item: unknown) => string | undefined,
): string | undefined {
  const items: string[] = [];
  for (const item of list) {
    const text = write(item);
    if (text === undefined) return undefined;
    items.push(text);
  }
  return `[${items.join(',')}]`;
}

/** JSON text; undefined for undefined. */
const writeJson = (value: unknown): string | undefined => JSON.stringify(value);
