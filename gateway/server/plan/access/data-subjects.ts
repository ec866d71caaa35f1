import { getNamedType, isObjectType, Kind, parse, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { argument, directiveNames, type Link, text } from '../links.ts';
import type { FindOwners } from '../owners.ts';

/**
 * The fields that lead from an object to a number, one within the other: `['household', 'id']`. A list on the way is
 * followed item by item: `['edges', 'node', 'id']`.
 */
export type SubjectPath = readonly string[];

/** Of whom the objects of a type tell. */
export type SubjectPaths = {
  /** Null when nothing leads to a household without asking somebody else. */
  readonly household: SubjectPath | null;
  readonly person: SubjectPath | null;
  /** For a type that only wraps such objects, as a page wraps its rows: the field that leads to them. */
  readonly through?: string;
};

/** By the names of object types; those that tell of nobody are not there. */
export type DataSubjects = ReadonlyMap<string, SubjectPaths>;

/** A field on the way to a number, and the type that has it. */
export interface SubjectStep {
  readonly type: string;
  readonly field: string;
}

/** The ways that `@dataSubject` of a type declares, whoever resolves them. */
export type DeclaredSubjects = ReadonlyMap<string, Declared>;

/** Null where none is declared. */
export type DeclaredPath = readonly SubjectStep[] | null;

/** Nothing tells of anybody. */
export const noDataSubjects: DataSubjects = new Map();

const FEATURE = 'access'; // the specification that has @dataSubject

/** Reads `@dataSubject` of a supergraph. Throws for what is no path of fields. */
export function readDeclaredSubjects(schema: GraphQLSchema, links: readonly Link[]): DeclaredSubjects {
  const link = links.find(({ feature, imports }) => feature === FEATURE && imports.has('@dataSubject'));
  const names = link ? directiveNames(link, 'dataSubject') : [];
  const subjects = new Map<string, Declared>();
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
 * The types whose shape alone discloses such objects have ways too.
 */
export function resolvedSubjects(
  declared: DeclaredSubjects,
  schema: GraphQLSchema,
  owners: FindOwners,
): DataSubjects {
  const subjects = new Map<string, SubjectPaths>();
  const add = (type: string, { household, person }: Declared, through?: SubjectStep) => {
    const homes = homesOf(schema.getType(type) as GraphQLObjectType, owners);
    const counting = (path: DeclaredPath) =>
      path && isResolvedBy(homes, path, owners) ? fieldsOf(path) : null;
    const paths = { household: counting(household), person: counting(person) };
    subjects.set(type, through ? { ...paths, through: through.field } : paths);
  };
  for (const [type, paths] of declared) add(type, paths);
  for (const [type, { through, ...paths }] of shapesAround(declared, schema)) add(type, paths, through);
  return subjects;
}

type Declared = Readonly<Record<'household' | 'person', DeclaredPath>>;

/** Ways that begin with the field `through`. */
type Shape = Declared & { readonly through: SubjectStep };

/**
 * The types whose shape alone discloses people: how many edges a page has, whether another page follows, that a command
 * was carried out. They are edges, connections and the payloads of mutations.
 */
function shapesAround(declared: DeclaredSubjects, schema: GraphQLSchema): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  const objects = Object.values(schema.getTypeMap()).filter(isObjectType);
  const lead = (from: GraphQLObjectType, field: string, to: Declared | undefined) => {
    if (!to || declared.has(from.name) || shapes.has(from.name)) return;
    const through = { type: from.name, field };
    const onwards = (path: DeclaredPath) => path && [through, ...path];
    shapes.set(from.name, { household: onwards(to.household), person: onwards(to.person), through });
  };
  for (const type of objects) lead(type, 'node', declared.get(answerOf(type, 'node')));
  for (const type of objects) lead(type, 'edges', shapes.get(answerOf(type, 'edges')));
  for (const command of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const payload = getNamedType(command.type);
    if (!isObjectType(payload)) continue;
    for (const field of Object.keys(payload.getFields()))
      lead(payload, field, declared.get(answerOf(payload, field)));
  }
  return shapes;
}

/** The name of what a field answers with; '' for one that is not there, or takes arguments. */
function answerOf(type: GraphQLObjectType, name: string): string {
  const field = type.getFields()[name];
  return field?.args.length === 0 ? getNamedType(field.type).name : '';
}

/** The names of all fields that lead to whom data is about. */
export function fieldsToSubjects(declared: DeclaredSubjects, resolved: DataSubjects): ReadonlySet<string> {
  const steps = [...declared.values()].flatMap(({ household, person }) => [household ?? [], person ?? []]);
  const paths = [...resolved.values()].flatMap(({ household, person }) => [household ?? [], person ?? []]);
  return new Set([...steps.map(fieldsOf), ...paths].flat());
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
