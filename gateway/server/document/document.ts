import {
  GraphQLError,
  Kind,
  parse,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { oncePerText } from '@hearth/kit/once-per-text.ts';
import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import { type OperationKind, Refusal, refusal, refusalOf } from '../errors.ts';
import { conditionVariables } from './conditions.ts';
import { compileCost } from './cost/cost.ts';
import type { CostWeights } from './cost/weights.ts';
import { exceeded, type DocumentLimits } from './limits.ts';
import { scan } from './scan.ts';
import { checkDefinitions, checkNames, checkSize, type Fragments, LONGEST_NAME } from './size.ts';
import { checkFragments, checkIntrospection, checkRules, checkTexts } from './validate.ts';
import { checkVariables, createCoercion, type Coercion, type Variables } from './variables.ts';

/** One operation of a valid document. */
export interface Operation {
  readonly kind: OperationKind;
  readonly node: OperationDefinitionNode;
  readonly fragments: Fragments;
  /** The variables that `@skip` and `@include` depend on. */
  readonly conditions: readonly string[];
  /** Checks a client's variables. Throws a `Refusal` that names the value at fault. */
  readonly coerce: Coercion;
  /** What it costs with these variables, in points. Throws a `Refusal` when that is more than it may. */
  readonly costOf: (variables: Variables) => number;
}

/** The operations of a valid document, by name; an operation without a name has the name ''. */
export type PreparedDocument = ReadonlyMap<string, Operation>;

export interface DocumentOptions {
  readonly schema: GraphQLSchema;
  readonly limits: DocumentLimits;
  /** What the supergraph says about costs. */
  readonly weights: CostWeights;
  /** Whether `__schema` and `__type` may be asked, and errors say which names there are ("Did you mean"). */
  readonly introspection: boolean;
  /** Documents kept. */
  readonly cacheSize: number;
}

/** The text of all documents that are kept, in characters: what they are parsed to takes about a hundred times as much. */
const KEPT_CHARACTERS = 1_000_000;

/** The operations of a document, parsed and checked once per text. Throws a `Refusal`. */
export type Documents = (query: string, onNew?: OnNew) => PreparedDocument;

/** Called with the number of characters before a text is read that is not known. */
export type OnNew = (characters: number) => void;

export function createDocuments(options: DocumentOptions): Documents {
  const known = new RecentlyUsed<string, PreparedDocument | Refusal>(options.cacheSize, {
    limit: KEPT_CHARACTERS,
    of: (query) => query.length,
  });
  const find = oncePerText(known, (query, onNew: OnNew | undefined) => {
    onNew?.(query.length);
    return prepareOrRefuse(query, options);
  });
  return (query, onNew) => {
    const document = find(query, onNew);
    if (document instanceof Refusal) throw document;
    return document;
  };
}

/** The operation to run. Throws a `Refusal` when there is none of that name, or several and no name. */
export function selectOperation(document: PreparedDocument, name: string | null | undefined): Operation {
  if (name === null || name === undefined || name === '') {
    const [operation, another] = document.values();
    if (!operation) throw refusal('OPERATION_RESOLUTION_FAILURE', 'The document holds no operation.');
    if (!another) return operation;
    throw refusal(
      'OPERATION_RESOLUTION_FAILURE',
      'The document holds several operations: operationName must name one.',
    );
  }
  const operation = document.get(name);
  if (operation) return operation;
  const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)} …` : name;
  throw refusal('OPERATION_RESOLUTION_FAILURE', `The document holds no operation named "${shown}".`);
}

function prepareOrRefuse(query: string, options: DocumentOptions): PreparedDocument | Refusal {
  try {
    return prepare(query, options);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The limits come first: validation is quadratic, and more, in what they bound. */
function prepare(query: string, options: DocumentOptions): PreparedDocument {
  const { schema, limits, introspection } = options;
  scan(query, limits);
  const document = parseDocument(query);
  checkDefinitions(document, limits);
  checkNames(document);
  checkFragments(schema, document, introspection);
  const { operations, fragments } = definitionsOf(document);
  checkSize(operations, fragments, limits);
  if (!introspection) checkIntrospection(schema, document);
  checkRules(schema, document, introspection);
  checkTexts(document);
  const prepared = operations.map((node) => prepareOperation(node, fragments, options));
  return new Map(prepared.map((operation) => [operation.node.name?.value ?? '', operation]));
}

function prepareOperation(
  node: OperationDefinitionNode,
  fragments: Fragments,
  { schema, limits, weights }: DocumentOptions,
): Operation {
  const coerce = createCoercion(schema, node.variableDefinitions ?? []);
  const costOf = compileCost(node, fragments, { schema, weights, listSize: limits.listSize });
  return {
    kind: node.operation,
    node,
    fragments,
    conditions: conditionVariables(node, fragments),
    coerce(input, isTold) {
      checkVariables(input, limits);
      return coerce(input, isTold);
    },
    costOf(variables) {
      const cost = costOf(variables);
      refuseCost(cost, limits.cost);
      return cost;
    },
  };
}

function refuseCost(cost: number, limit: number): void {
  if (cost <= limit) return;
  const message = `The operation may cost ${cost}; the limit is ${limit}. Ask for shorter lists, or fewer of them.`;
  throw exceeded('cost', message);
}

function definitionsOf({ definitions }: DocumentNode): {
  operations: OperationDefinitionNode[];
  fragments: Fragments;
} {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  return { operations, fragments };
}

function parseDocument(query: string): DocumentNode {
  try {
    return parse(query);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw refusalOf('GRAPHQL_PARSE_FAILED', [error]);
  }
}
