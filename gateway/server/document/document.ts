import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { RecentlyUsed } from '../cache.ts';
import { Refusal, refusal, refusalOf } from '../errors.ts';
import { conditionVariables } from './conditions.ts';
import { checkLimits, type DocumentLimits } from './limits.ts';
import { createCoercion, type Coercion } from './variables.ts';

/** One operation of a valid document. */
export interface Operation {
  readonly kind: 'query' | 'mutation';
  readonly node: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The variables that `@skip` and `@include` depend on. */
  readonly conditions: readonly string[];
  /** Checks a client's variables. Throws a `Refusal` that names the value at fault. */
  readonly coerce: Coercion;
}

/** The operations of a valid document, by name; an operation without a name has the name ''. */
export type PreparedDocument = ReadonlyMap<string, Operation>;

export interface DocumentOptions {
  readonly schema: GraphQLSchema;
  readonly limits: DocumentLimits;
  /** Whether `__schema` and `__type` may be asked. */
  readonly introspection: boolean;
  /** Documents kept. */
  readonly cacheSize: number;
}

/** Returns a document's operations, parsed and checked once per text. Throws a `Refusal`. */
export function createDocuments(options: DocumentOptions): (query: string) => PreparedDocument {
  const known = new RecentlyUsed<string, PreparedDocument | Refusal>(options.cacheSize);
  return (query) => {
    let document = known.get(query);
    if (!document) {
      document = prepareOrRefuse(query, options);
      known.set(query, document);
    }
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
  throw refusal('OPERATION_RESOLUTION_FAILURE', `The document holds no operation named "${name}".`);
}

function prepareOrRefuse(query: string, options: DocumentOptions): PreparedDocument | Refusal {
  try {
    return prepare(query, options);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function prepare(query: string, { schema, limits, introspection }: DocumentOptions): PreparedDocument {
  const document = parseDocument(query, limits.tokens);
  checkLimits(document, limits);
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const errors = validate(schema, document, rules, { maxErrors: 20 });
  if (errors.length > 0) throw refusalOf('GRAPHQL_VALIDATION_FAILED', errors);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const operations = new Map<string, Operation>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    operations.set(node.name?.value ?? '', prepareOperation(node, fragments, schema));
  }
  return operations;
}

function prepareOperation(
  node: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  schema: GraphQLSchema,
): Operation {
  if (node.operation === 'subscription') {
    throw refusal('SUBSCRIPTION_NOT_SUPPORTED', 'Subscriptions are not served here.');
  }
  return {
    kind: node.operation,
    node,
    fragments,
    conditions: conditionVariables(node, fragments),
    coerce: createCoercion(schema, node.variableDefinitions ?? []),
  };
}

function parseDocument(query: string, maxTokens: number): DocumentNode {
  try {
    return parse(query, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const isTooLong = error.message.includes('tokens. Parsing aborted');
    throw isTooLong
      ? refusal('LIMIT_EXCEEDED', `The document has more tokens than the limit of ${maxTokens}.`)
      : refusalOf('GRAPHQL_PARSE_FAILED', [error]);
  }
}
