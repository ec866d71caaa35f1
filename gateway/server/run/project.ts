import {
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import { collectFields, type CollectedFields, type Reading } from '../plan/collect-fields.ts';
import { isData, type Data } from './data.ts';
import { compileLeaf } from './leaf.ts';
import type { Problems } from './problems.ts';

/**
 * Writes the client's answer from the data: the selected fields in the order of the specification, nulls risen to the
 * next place that may be null. Null when they rose to the root. What is wrong is reported to `problems`.
 */
export type Projection = (data: Data, problems: Problems) => Data | null;

/** Where the projection stands; `path` is valid up to the depth of whoever reads it. */
type Context = { readonly path: (string | number)[]; readonly problems: Problems };

/** Completes one value. Undefined is a null that may not stand here and rises. */
type Complete = (value: unknown, context: Context) => unknown;

type WriteObject = (source: Data, context: Context) => Data | undefined;

type FieldWriter = { readonly source: string; readonly key: string; readonly complete: Complete };

/** Compiles the projection of an operation's root fields. */
export function compileProjection(
  reading: Reading,
  type: GraphQLObjectType,
  fields: CollectedFields,
): Projection {
  const write = new ProjectionCompiler(reading).object(type, fields, 0);
  return (data, problems) => write(data, { path: [], problems }) ?? null;
}

class ProjectionCompiler {
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** `depth` is the number of path segments above the object's fields. */
  object(type: GraphQLCompositeType, fields: CollectedFields, depth: number): WriteObject {
    const writers: FieldWriter[] = [];
    for (const [key, nodes] of fields) writers.push(this.#field(type, key, nodes, depth));
    const isSafe = !fields.has('__proto__');
    return (source, context) => {
      const target: Data = isSafe ? {} : Object.create(null);
      for (const writer of writers) {
        context.path[depth] = writer.source;
        const value = writer.complete(source[writer.source], context);
        if (value === undefined) return undefined;
        target[writer.key] = value;
      }
      return target;
    };
  }

  #field(parent: GraphQLCompositeType, key: string, nodes: readonly FieldNode[], depth: number): FieldWriter {
    const name = nodes[0]?.name.value ?? '';
    if (name === '__typename') return typenameWriter(parent, key, depth + 1);
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!field) return { source: key, key, complete: (value) => value }; // __schema and __type: complete already
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const complete = this.#value(field.type, sets, `${parent.name}.${name}`, depth + 1);
    return { source: this.#reading.dataKey(nodes[0] as FieldNode), key, complete };
  }

  #value(type: GraphQLOutputType, sets: readonly SelectionSetNode[], name: string, depth: number): Complete {
    const complete = this.#nullable(getNullableType(type), sets, name, depth);
    if (!isNonNullType(type)) return complete;
    return (value, context) => {
      const completed = complete(value, context);
      if (completed !== null) return completed;
      if (value === null || value === undefined) reportNull(context, name, depth, value === undefined);
      return undefined;
    };
  }

  #nullable(
    type: GraphQLOutputType,
    sets: readonly SelectionSetNode[],
    name: string,
    depth: number,
  ): Complete {
    if (isListType(type)) return this.#list(type.ofType, sets, name, depth);
    if (isLeafType(type)) return completeLeaf(type, name, depth);
    return this.#composite(type as GraphQLCompositeType, sets, name, depth);
  }

  #list(type: GraphQLOutputType, sets: readonly SelectionSetNode[], name: string, depth: number): Complete {
    const complete = this.#value(type, sets, name, depth + 1);
    return (value, context) => {
      if (value === null || value === undefined) return null;
      if (!Array.isArray(value)) return reportWrong(context, name, depth, 'a list');
      const items: unknown[] = [];
      for (let index = 0; index < value.length; index += 1) {
        context.path[depth] = index;
        const item = complete(value[index], context);
        if (item === undefined) return null;
        items.push(item);
      }
      return items;
    };
  }

  #composite(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    name: string,
    depth: number,
  ): Complete {
    const writerOf = this.#writers(type, sets, depth);
    return (value, context) => {
      if (value === null || value === undefined) return null;
      if (!isData(value)) return reportWrong(context, name, depth, 'an object');
      const write = writerOf(value['__typename']);
      if (!write) return reportWrong(context, name, depth, `an object of type ${type.name}`);
      return write(value, context) ?? null;
    };
  }

  /** The writer for objects of a runtime type, compiled when the type is first met; undefined for a wrong type. */
  #writers(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    depth: number,
  ): (typename: unknown) => WriteObject | undefined {
    const compile = (runtime: GraphQLCompositeType) =>
      this.object(runtime, collectFields(this.#reading, runtime, sets), depth);
    const own = isObjectType(type) || isInterfaceType(type) ? compile(type) : undefined;
    const known = new Map<unknown, WriteObject | undefined>([
      [undefined, own],
      [type.name, own],
    ]);
    if (isObjectType(type)) return (typename) => known.get(typename);
    return (typename) => {
      if (known.has(typename)) return known.get(typename);
      const runtime = this.#reading.schema.getType(String(typename));
      const isMember = isObjectType(runtime) && this.#reading.schema.isSubType(type, runtime);
      const write = isMember ? compile(runtime) : undefined;
      if (isMember) known.set(typename, write);
      return write;
    };
  }
}

/** An interface's name is no answer to `__typename`: the object's own type is not known. */
function typenameWriter(parent: GraphQLCompositeType, key: string, depth: number): FieldWriter {
  const name = isObjectType(parent) ? parent.name : undefined;
  const complete: Complete = (_value, context) => {
    if (name === undefined) reportNull(context, `${parent.name}.__typename`, depth, true);
    return name; // undefined rises: `__typename` is never null
  };
  return { source: key, key, complete };
}

function completeLeaf(type: GraphQLLeafType, name: string, depth: number): Complete {
  const isLeaf = compileLeaf(type);
  return (value, context) => {
    if (value === null || value === undefined) return null;
    return isLeaf(value) ? value : reportWrong(context, name, depth, `a value of type ${type.name}`);
  };
}

function reportNull(context: Context, name: string, depth: number, isMissing: boolean): void {
  const path = context.path.slice(0, depth);
  if (context.problems.explain(path, isMissing)) return;
  const message = `Cannot return null for non-nullable field ${name}.`;
  context.problems.report({ code: 'SUBGRAPH_ERROR', message, path });
}

function reportWrong(context: Context, name: string, depth: number, expected: string): null {
  const path = context.path.slice(0, depth);
  context.problems.report({
    code: 'SUBGRAPH_ERROR',
    message: `The answer for ${name} is not ${expected}.`,
    path,
  });
  return null;
}
