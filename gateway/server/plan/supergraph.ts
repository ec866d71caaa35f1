import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  buildASTSchema,
  isAbstractType,
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import { gatewaySubgraph } from '@hearth/schema/subgraphs.ts';
import type { Subgraph } from '../transport/transport.ts';
import type { CostWeights } from '../document/cost/weights.ts';
import { readRequirements, type Requirements } from './access/requirements.ts';
import { buildApiSchema } from './api-schema.ts';
import { readCostWeights } from './cost-weights.ts';
import {
  type DataSubjects,
  type DeclaredSubjects,
  fieldsToSubjects,
  readDeclaredSubjects,
  resolvedSubjects,
} from './access/data-subjects.ts';
import { type CacheAges, readCacheAges } from './cache-ages.ts';
import { createDataKeys } from './data-key.ts';
import { readFieldSets } from './field-sets.ts';
import { argument, readLinks, text } from './links.ts';
import { createFindOwners, type FindOwners } from './owners.ts';
import { readSubgraphTypes, type SubgraphTypes } from './subgraph-types.ts';

/** A supergraph, read once. */
export interface Supergraph {
  readonly sdl: string;
  /** What clients see. */
  readonly api: GraphQLSchema;
  /** Everything there is, inaccessible elements too. */
  readonly full: GraphQLSchema;
  /** Those that are asked: the gateway's own is none of them, and owns nothing. */
  readonly subgraphs: readonly Subgraph[];
  readonly types: TypeRelations;
  /** The top-level fields of all keys of a type in a subgraph; undefined for a type without a key there. */
  keyFields(subgraph: string, type: string): ReadonlySet<string> | undefined;
  /** The name of a subgraph in the enum `join__Graph`. */
  graphOf(subgraph: string): string | undefined;
  readonly fieldTypes: SubgraphTypes;
  /** What operations cost. */
  readonly costs: CostWeights;
  /** Who may see what. */
  readonly requirements: Requirements;
  /** Of whom objects tell. */
  readonly dataSubjects: DataSubjects;
  /** The same, also where a subgraph that has the type does not lead there. */
  readonly declaredSubjects: DeclaredSubjects;
  /** How long what may be kept. */
  readonly cacheAges: CacheAges;
  /** Which subgraphs resolve a field. */
  readonly owners: FindOwners;
  /** Whether a field is one that the gateway answers itself. */
  readonly isOwn: (type: string, field: string) => boolean;
  /** The name under which a client's field stands in the data. */
  readonly dataKey: (field: FieldNode) => string;
}

/** Which object types stand behind a type name. */
export interface TypeRelations {
  /** Interfaces and unions. */
  isAbstract(type: string): boolean;
  /** Whether `type` is `condition`, or one of the types that `condition` stands for. */
  matches(type: string, condition: string): boolean;
}

/** Reads a Federation 2 supergraph. Throws when it is not GraphQL, not a supergraph, or protects something in a way not known here. */
export function readSupergraph(sdl: string): Supergraph {
  const reading = readInSteps(sdl);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

/** The same, with turns of the event loop for others in between. */
export async function readSupergraphInTurns(sdl: string): Promise<Supergraph> {
  const reading = readInSteps(sdl);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
    await nextTurn();
  }
}

/** Stops after each step that takes its time. */
function* readInSteps(sdl: string): Generator<undefined, Supergraph> {
  const document = parse(sdl, { noLocation: true });
  const links = readLinks(document);
  const graphs = readGraphs(document);
  const graphNames = new Map([...graphs].map(([graph, { name }]) => [name, graph]));
  yield;
  const full = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  const types = relateTypes(full);
  yield;
  const api = buildApiSchema(document, links);
  yield;
  const fieldSets = readFieldSets(document);
  const isAsked = ({ url }: Subgraph) => url !== gatewaySubgraph.url;
  const owners = createFindOwners(full, choose(graphs, isAsked));
  const ownOwners = createFindOwners(
    full,
    choose(graphs, (graph) => !isAsked(graph)),
  );
  const declaredSubjects = readDeclaredSubjects(full, links);
  const dataSubjects = resolvedSubjects(declaredSubjects, full, owners);
  return {
    sdl,
    api,
    full,
    subgraphs: [...graphs.values()].filter(isAsked),
    types,
    keyFields: (subgraph, type) => fieldSets.keys.get(`${graphNames.get(subgraph)} ${type}`),
    graphOf: (subgraph) => graphNames.get(subgraph),
    fieldTypes: readSubgraphTypes(full),
    costs: readCostWeights(full, links),
    requirements: readRequirements(document, full, links),
    dataSubjects,
    declaredSubjects,
    cacheAges: readCacheAges(full, links),
    owners,
    isOwn: (type, field) => ownOwners(type, field).length > 0,
    dataKey: createDataKeys(fieldSets, fieldsToSubjects(declaredSubjects, dataSubjects)),
  };
}

/** The subgraphs that a supergraph names, as SDL, without reading more of it. Throws when it names none. */
export const readSubgraphs = (sdl: string): Subgraph[] => [
  ...readGraphs(parse(sdl, { noLocation: true })).values(),
];

/** The subgraphs by the names that `join__Graph` gives them. */
function readGraphs(document: DocumentNode): Map<string, Subgraph> {
  const graphs = new Map<string, Subgraph>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find((directive) => directive.name.value === 'join__graph');
      const name = (graph && text(argument(graph, 'name'))) ?? value.name.value;
      graphs.set(value.name.value, { name, url: (graph && text(argument(graph, 'url'))) ?? '' });
    }
  }
  if (graphs.size === 0) throw new Error('The supergraph names no subgraph: it has no enum join__Graph.');
  return graphs;
}

const choose = (graphs: ReadonlyMap<string, Subgraph>, isChosen: (graph: Subgraph) => boolean) =>
  new Map([...graphs].filter(([, graph]) => isChosen(graph)));

function relateTypes(schema: GraphQLSchema): TypeRelations {
  const members = new Map<string, ReadonlySet<string>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isAbstractType(type)) continue;
    members.set(type.name, new Set(schema.getPossibleTypes(type).map((possible) => possible.name)));
  }
  return {
    isAbstract: (type) => members.has(type),
    matches: (type, condition) => type === condition || members.get(condition)?.has(type) === true,
  };
}
