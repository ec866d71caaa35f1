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
import {
  collectFields,
  dependsOnType,
  findDenial,
  type CollectedFields,
  type Reading,
} from '../plan/collect-fields.ts';
import type { SubjectPaths } from '../plan/access/data-subjects.ts';
import { REGION } from '../plan/select-region-codes.ts';
import { AnswerSize, charactersOf, charactersOfKeys } from './answer-size.ts';
import { isData, type Data } from './data.ts';
import { type Hiding, type OutsideRegions } from './outside-regions.ts';
import { compileDenied, type ReportDenied } from './denied.ts';
import { compileLeaf } from './leaf.ts';
import type { FindOrigin } from './origin.ts';
import type { Problems } from './problems.ts';
import type { Subjects } from './subjects.ts';
import {
  noteOutside,
  reportMissing,
  reportNull,
  reportWrong,
  type Place,
  type ProjectionContext,
} from './report.ts';

/**
 * Writes the client's answer from the data: the selected fields in the order of the specification, nulls risen to the
 * next place that may be null. Null when they rose to the root. What is wrong is reported to `problems`.
 */
export type Projection = (data: Data, problems: Problems, notes?: ProjectionNotes) => Data | null;

/** What else is noted while an answer is written. */
interface ProjectionNotes {
  /** Gathers the people and households that the written objects are about. */
  readonly subjects?: Subjects | undefined;
  /** Gathers where there may be something outside the caller's regions. */
  readonly outside?: OutsideRegions | undefined;
}

/** Completes one value. Undefined is a null that may not stand here and rises. */
type Complete = (value: unknown, context: ProjectionContext) => unknown;

type WriteObject = (source: Data, context: ProjectionContext) => Data | undefined;

type FieldWriter = {
  readonly source: string;
  readonly key: string;
  readonly complete: Complete;
  /** Where a value that is missing must be told of; undefined where null is told of anyway. */
  readonly place: Place | undefined;
};

interface ProjectionOptions {
  readonly findOrigin: FindOrigin;
  readonly hiding: Hiding;
  /** What an answer may have; the projection throws a `Refusal` as soon as it has written more. */
  readonly answerCharacters: number;
}

/** Compiles the projection of an operation's root fields. */
export function compileProjection(
  reading: Reading,
  type: GraphQLObjectType,
  fields: CollectedFields,
  { findOrigin, hiding, answerCharacters }: ProjectionOptions,
): Projection {
  const write = new ProjectionCompiler(reading, hiding).object(type, fields, { depth: 0, isSeen: false });
  return (data, problems, { subjects, outside } = {}) => {
    const size = new AnswerSize(answerCharacters);
    return write(data, { path: [], problems, findOrigin, subjects, outside, size }) ?? null;
  };
}

/** Where an object stands: the path segments above its fields, and whether it belongs to somebody whom the caller sees. */
interface Standing {
  readonly depth: number;
  readonly isSeen: boolean;
}

class ProjectionCompiler {
  readonly #reading: Reading;
  readonly #hiding: Hiding;

  constructor(reading: Reading, hiding: Hiding) {
    this.#reading = reading;
    this.#hiding = hiding;
  }

  object(type: GraphQLCompositeType, fields: CollectedFields, standing: Standing): WriteObject {
    const write = this.#fields(type, fields, standing);
    return type.name === REGION.type ? withinRegion(write) : write;
  }

  #fields(type: GraphQLCompositeType, fields: CollectedFields, standing: Standing): WriteObject {
    const { depth } = standing;
    const writers: FieldWriter[] = [];
    for (const [key, nodes] of fields) writers.push(this.#field(type, key, nodes, standing));
    const isSafe = !fields.has('__proto__');
    const about = this.#subjectsOf(type, fields);
    const characters = charactersOfKeys(fields.keys());
    return (source, context) => {
      context.size.add(characters);
      const target: Data = isSafe ? {} : Object.create(null);
      for (const writer of writers) {
        context.path[depth] = writer.source;
        const given = source[writer.source];
        if (given === undefined && writer.place) reportMissing(context, writer.place);
        const value = writer.complete(given, context);
        if (value === undefined) return undefined;
        target[writer.key] = value;
      }
      if (about) context.subjects?.note(about, source);
      return target;
    };
  }

  /** The subjects of an object itself. A wrapper has none where what it wraps is written too: that notes them. */
  #subjectsOf(type: GraphQLCompositeType, fields: CollectedFields): SubjectPaths | undefined {
    const about = this.#reading.dataSubjects.get(type.name);
    const isWritten = (nodes: readonly FieldNode[]) =>
      nodes[0]?.name.value === about?.through && !findDenial(this.#reading, nodes);
    return about?.through && [...fields.values()].some(isWritten) ? undefined : about;
  }

  #field(
    parent: GraphQLCompositeType,
    key: string,
    nodes: readonly FieldNode[],
    { depth, isSeen }: Standing,
  ): FieldWriter {
    const name = nodes[0]?.name.value ?? '';
    if (name === '__typename') return typenameWriter(parent, key, depth + 1);
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!field) return { source: key, key, complete: asItIs, place: undefined };
    const source = this.#reading.dataKey(nodes[0] as FieldNode);
    const denial = findDenial(this.#reading, nodes);
    if (denial) {
      const complete = completeDenied(field.type, compileDenied(denial, depth + 1));
      return { source, key, complete, place: undefined };
    }
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const mayHide = !isSeen && this.#hiding.mayHide(parent.name, field.type);
    const place = { parent: parent.name, field: name, depth: depth + 1, isSeen, mayHide };
    return {
      source,
      key,
      complete: this.#value(field.type, sets, place),
      place: isNonNullType(field.type) ? undefined : place,
    };
  }

  #value(type: GraphQLOutputType, sets: readonly SelectionSetNode[], place: Place): Complete {
    const complete = this.#nullable(getNullableType(type), sets, place);
    if (!isNonNullType(type)) return complete;
    return (value, context) => {
      const completed = complete(value, context);
      if (completed !== null) return completed;
      if (value === null || value === undefined) reportNull(context, place, value === undefined);
      return undefined;
    };
  }

  #nullable(type: GraphQLOutputType, sets: readonly SelectionSetNode[], place: Place): Complete {
    if (isListType(type)) return this.#list(type.ofType, sets, place);
    if (isLeafType(type)) return completeLeaf(type, place);
    return this.#composite(type as GraphQLCompositeType, sets, place);
  }

  #list(type: GraphQLOutputType, sets: readonly SelectionSetNode[], place: Place): Complete {
    const { depth } = place;
    const complete = this.#value(type, sets, { ...place, depth: depth + 1 });
    return (value, context) => {
      if (value === null || value === undefined) return null;
      if (!Array.isArray(value)) return reportWrong(context, place, 'a list');
      const items: unknown[] = [];
      for (let index = 0; index < value.length; index += 1) {
        context.path[depth] = index;
        const item = complete(value[index], context);
        if (item === undefined) return null;
        items.push(item);
      }
      if (place.mayHide && items.length === 0) noteOutside(context, place);
      return items;
    };
  }

  #composite(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], place: Place): Complete {
    const writerOf = this.#writers(type, sets, place);
    const needsType = !isObjectType(type) && dependsOnType(this.#reading, type, sets);
    return (value, context) => {
      if (value === null || value === undefined) {
        if (place.mayHide) noteOutside(context, place);
        return null;
      }
      if (!isData(value)) return reportWrong(context, place, 'an object');
      const typename = value['__typename'];
      const write = writerOf(typename);
      const isUnknown = needsType && typename === type.name;
      if (!write || isUnknown) return reportWrong(context, place, `an object of type ${type.name}`);
      return write(value, context) ?? null;
    };
  }

  /** The writer for objects of a runtime type, compiled when the type is first met; undefined for a wrong type. */
  #writers(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    { depth, isSeen }: Place,
  ): (typename: unknown) => WriteObject | undefined {
    const compile = (runtime: GraphQLCompositeType) => {
      const isSeenHere = runtime.name !== REGION.type && (isSeen || this.#hiding.isOfPeople(runtime));
      return this.object(runtime, collectFields(this.#reading, runtime, sets), { depth, isSeen: isSeenHere });
    };
    const own = isObjectType(type) || isInterfaceType(type) ? compile(type) : undefined;
    const known = new Map<unknown, WriteObject | undefined>([
      [undefined, isObjectType(type) || !dependsOnType(this.#reading, type, sets) ? own : undefined],
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

/** Writes a region, and says meanwhile which one it is. */
const withinRegion =
  (write: WriteObject): WriteObject =>
  (source, context) => {
    const { outside } = context;
    if (!outside) return write(source, context);
    const { region: around } = outside;
    const code = source[REGION.code];
    outside.region = typeof code === 'string' ? code : undefined;
    const written = write(source, context);
    outside.region = around;
    return written;
  };

/** Null where the caller may see nothing; it rises where null may not stand. */
function completeDenied(type: GraphQLOutputType, report: ReportDenied): Complete {
  const answer = isNonNullType(type) ? undefined : null;
  return (_value, context) => {
    report(context);
    return answer;
  };
}

/** `__schema` and `__type` are complete already. */
const asItIs: Complete = (value) => value;

/** An interface's name is no answer to `__typename`: the object's own type is not known. */
function typenameWriter(parent: GraphQLCompositeType, key: string, depth: number): FieldWriter {
  const name = isObjectType(parent) ? parent.name : undefined;
  const place = { parent: parent.name, field: '__typename', depth, isSeen: false, mayHide: false };
  const complete: Complete = (_value, context) => {
    if (name === undefined && !isTypeExplained(context, depth)) reportNull(context, place, true);
    return name; // undefined rises: `__typename` is never null
  };
  return { source: key, key, complete, place: undefined };
}

/** Whether it is told already why the type was not found out: whatever the client's alias, it is one `__typename`. */
const isTypeExplained = ({ path, problems }: ProjectionContext, depth: number): boolean =>
  problems.explain([...path.slice(0, depth - 1), '__typename'], true);

function completeLeaf(type: GraphQLLeafType, place: Place): Complete {
  const complete = compileLeaf(type);
  return (value, context) => {
    if (value === null || value === undefined) return null;
    const completed = complete(value) ?? reportWrong(context, place, `a value of type ${type.name}`);
    context.size.add(charactersOf(completed));
    return completed;
  };
}
