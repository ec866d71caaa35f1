import { type FieldNode, GraphQLID, type GraphQLSchema, valueFromAST } from 'graphql';
import type { CostWeights } from '../document/cost/weights.ts';
import { createDocuments, type Operation, selectOperation } from '../document/document.ts';
import { defaultLimits } from '../document/limits.ts';
import type { Variables } from '../document/variables.ts';
import type { HubResult } from '../hub-request.ts';
import { limitRefusal, Refusal } from '../errors.ts';
import { findLookups, groupByScalar, type Lookup, queryOf } from './lookups.ts';
import { type FoundNode, nodeFields, rewriteNodes } from './rewrite.ts';

/** A query of the gateway's own. */
interface OwnQuery {
  readonly query: string;
  readonly operation: Operation;
}

/** Answers a query of the gateway's own for the caller. */
export type AskHub = (lookup: OwnQuery, variables: Record<string, unknown>) => Promise<HubResult>;

/** The variables of a request: as the client sent them, and checked. */
interface RequestVariables {
  readonly given: Variables | null | undefined;
  readonly coerced: Variables;
}

/** `Query.node`: finds which type an identifier is of, and has the field of that type answer instead. */
export interface Nodes {
  /** Whether an operation asks for `node`. */
  isAskedBy(operation: Operation): boolean;
  /** The operation without `node`, and its variables. Each identifier is looked for with the rights of the caller. */
  resolve(
    operation: Operation,
    variables: RequestVariables,
    ask: AskHub,
  ): Promise<{ query: string; variables: Record<string, unknown> }>;
}

const MOST = 10; // objects of one operation: all ministries look for each of them

/** Own queries have one root field for each lookup; limits are for what clients send. */
const limits = { ...defaultLimits, rootFields: Infinity, fields: Infinity, cost: Infinity, tokens: Infinity };

export function createNodes(schema: GraphQLSchema, weights: CostWeights): Nodes {
  const documents = createDocuments({ schema, limits, weights, introspection: false, cacheSize: 10 });
  const groups = groupByScalar(findLookups(schema));
  const queries = groups.map(queryOf).map((query) => ({
    query,
    operation: selectOperation(documents(query), undefined),
  }));
  const known = new WeakMap<Operation, readonly FieldNode[]>();
  const fieldsOf = (operation: Operation) => {
    let fields = known.get(operation);
    if (!fields) known.set(operation, (fields = nodeFields(operation)));
    return fields;
  };
  return {
    isAskedBy: (operation) => groups.length > 0 && fieldsOf(operation).length > 0,
    async resolve(operation, { given, coerced }, ask) {
      const fields = fieldsOf(operation);
      const ids = new Map(fields.map((field) => [field, idOf(field, coerced)]));
      const distinct = [...new Set(ids.values())];
      if (distinct.length > MOST)
        throw limitRefusal(
          'nodes',
          `The operation asks for ${distinct.length} nodes; ask for ${MOST} at a time.`,
        );
      const find = async (id: string): Promise<FoundNode> => {
        const answers = await Promise.all(queries.map((own) => ask(own, { id }).catch(noSuchValue)));
        return { id, lookup: choose(groups, answers) };
      };
      const pairs = distinct.map(async (id) => [id, await find(id)] as const);
      const byId = new Map(await Promise.all(pairs));
      const found = new Map(
        fields.map((field): [FieldNode, FoundNode] => [field, byId.get(ids.get(field)!)!]),
      );
      return rewriteNodes(schema, operation, given ?? {}, found);
    },
  };
}

/** An id that is no value of a scalar is of none of the types behind it: nothing was found. */
function noSuchValue(error: unknown): HubResult {
  if (
    error instanceof Refusal &&
    error.errors.every(({ extensions }) => extensions.code === 'BAD_USER_INPUT')
  )
    return { errors: error.errors };
  throw error;
}

function idOf(field: FieldNode, variables: Variables): string {
  const id = field.arguments?.find(({ name }) => name.value === 'id')?.value;
  return String(valueFromAST(id, GraphQLID, variables));
}

/**
 * Returns the lookup that finds the object. Where none does, returns one that could not tell, so that the client is
 * told of what was down or denied; else any, which answers null.
 */
function choose(groups: readonly (readonly Lookup[])[], answers: readonly HubResult[]): Lookup {
  const lookups = groups.flat();
  const data = Object.assign({}, ...answers.map((answer) => answer.data)) as Record<string, unknown>;
  const found = lookups.find(({ field }) => data[field]);
  if (found) return found;
  const errors = answers.flatMap((answer) => answer.errors ?? []);
  const unknown = errors.filter(({ extensions }) => extensions.code !== 'BAD_USER_INPUT');
  const failed = unknown.find(({ extensions }) => extensions.code !== 'DENIED') ?? unknown[0];
  return lookups.find(({ field }) => field === failed?.path?.[0]) ?? lookups[0]!;
}
