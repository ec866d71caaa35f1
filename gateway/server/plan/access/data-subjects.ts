import { getNamedType, isObjectType, Kind, parse, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { argument, directiveNames, type Link, text } from '../links.ts';
import type { FindOwners } from '../owners.ts';

/** The fields that lead from an object to a number, one within the other: `['household', 'id']`. */
export type SubjectPath = readonly string[];

/** Of whom the objects of a type tell. */
export type SubjectPaths = {
  /** Null when nothing leads to a household without asking somebody else. */
  readonly household: SubjectPath | null;
  readonly person: SubjectPath | null;
};

/** By the names of object types; those that tell of nobody are not there. */
export type DataSubjects = ReadonlyMap<string, SubjectPaths>;

/** A field on the way to a number, and the type that has it. */
export interface SubjectStep {
  readonly type: string;
  readonly field: string;
}

/** The ways that `@dataSubject` of a type declares, whoever resolves them. */
export type DeclaredSubjects = ReadonlyMap<string, Readonly<Record<keyof SubjectPaths, DeclaredPath>>>;

/** Null where none is declared. */
export type DeclaredPath = readonly SubjectStep[] | null;

/** Nothing tells of anybody. */
export const noDataSubjects: DataSubjects = new Map();

const FEATURE = 'access'; // the specification that has @dataSubject

/** Reads `@dataSubject` of a supergraph. Throws for what is no path of fields. */
export function readDeclaredSubjects(schema: GraphQLSchema, links: readonly Link[]): DeclaredSubjects {
  const link = links.find(({ feature, imports }) => feature === FEATURE && imports.has('@dataSubject'));
  const names = link ? directiveNames(link, 'dataSubject') : [];
  const subjects = new Map<string, Readonly<Record<keyof SubjectPaths, DeclaredPath>>>();
  for (const type of Object.values(schema.getTypeMap())) {
    const directive = type.astNode?.directives?.find(({ name }) => names.includes(name.value));
    if (!isObjectType(type) || !directive) continue;
    const path = (kind: string) => {
      const fields = text(argument(directive, kind));
      return fields === undefined ? null : readPath(schema, type, fields);
    };
    subjects.set(type.name, { household: path('household'), person: path('person') });
  }
  return subjects;
}

/**
 * The declared ways that count wherever an object stands: every subgraph that has the type resolves all of it, so that
 * following it never asks a subgraph more: a person who is reached without their household is known as a person alone.
 */
export function resolvedSubjects(
  declared: DeclaredSubjects,
  schema: GraphQLSchema,
  owners: FindOwners,
): DataSubjects {
  const subjects = new Map<string, SubjectPaths>();
  for (const [type, { household, person }] of declared) {
    const homes = homesOf(schema.getType(type) as GraphQLObjectType, owners);
    const counting = (path: DeclaredPath) =>
      path && isResolvedBy(homes, path, owners) ? fieldsOf(path) : null;
    subjects.set(type, { household: counting(household), person: counting(person) });
  }
  return subjects;
}

/** Whether each of these subgraphs resolves all of a path. */
export const isResolvedBy = (
  subgraphs: readonly string[],
  path: readonly SubjectStep[],
  owners: FindOwners,
): boolean =>
  path.every(({ type, field }) => {
    const resolving = owners(type, field);
    return subgraphs.every((subgraph) => resolving.includes(subgraph));
  });

export const fieldsOf = (path: readonly SubjectStep[]): SubjectPath => path.map(({ field }) => field);

function readPath(schema: GraphQLSchema, type: GraphQLObjectType, fields: string): SubjectStep[] {
  const path: SubjectStep[] = [];
  let [parent, set] = [type, rootOf(fields)];
  for (;;) {
    const [field] = set?.selections ?? [];
    if (field?.kind !== Kind.FIELD)
      throw new Error(`@dataSubject of ${type.name} is "${fields}": expected one path of fields.`);
    const name = field.name.value;
    path.push({ type: parent.name, field: name });
    if (!field.selectionSet) return path;
    const next = getNamedType(parent.getFields()[name]?.type);
    if (!isObjectType(next))
      throw new Error(`@dataSubject of ${type.name} is "${fields}": ${name} is no object.`);
    [parent, set] = [next, field.selectionSet];
  }
}

function rootOf(fields: string) {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined;
}

/** The subgraphs that resolve anything of a type. */
const homesOf = (type: GraphQLObjectType, owners: FindOwners): string[] => [
  ...new Set(Object.keys(type.getFields()).flatMap((field) => owners(type.name, field))),
];
