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

/** Nothing tells of anybody. */
export const noDataSubjects: DataSubjects = new Map();

const FEATURE = 'access'; // the specification that has @dataSubject

/**
 * Reads `@dataSubject` of a supergraph. A path counts only when every subgraph that has the type resolves all of it, so that
 * following it never asks a subgraph more: a person who is reached without their household is known as a person alone.
 */
export function readDataSubjects(
  schema: GraphQLSchema,
  links: readonly Link[],
  owners: FindOwners,
): DataSubjects {
  const link = links.find(({ feature, imports }) => feature === FEATURE && imports.has('@dataSubject'));
  if (!link) return noDataSubjects;
  const names = directiveNames(link, 'dataSubject');
  const subjects = new Map<string, SubjectPaths>();
  for (const type of Object.values(schema.getTypeMap())) {
    const directive = type.astNode?.directives?.find(({ name }) => names.includes(name.value));
    if (!isObjectType(type) || !directive) continue;
    const path = (kind: string) => {
      const fields = text(argument(directive, kind));
      return fields === undefined ? null : readPath(schema, type, fields, owners);
    };
    subjects.set(type.name, { household: path('household'), person: path('person') });
  }
  return subjects;
}

/** Null for a path that leads to another subgraph. Throws for one that is no path of fields. */
function readPath(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  fields: string,
  owners: FindOwners,
): SubjectPath | null {
  const path: string[] = [];
  let homes: readonly string[] | undefined;
  let [parent, set] = [type, rootOf(fields)];
  for (;;) {
    const [field] = set?.selections ?? [];
    if (field?.kind !== Kind.FIELD)
      throw new Error(`@dataSubject of ${type.name} is "${fields}": expected one path of fields.`);
    const name = field.name.value;
    const resolving = owners(parent.name, name);
    homes ??= homesOf(parent, owners);
    if (!homes.every((home) => resolving.includes(home))) return null;
    path.push(name);
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
