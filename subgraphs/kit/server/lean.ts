import { type Authority, isInForce } from '@hearth/schema/protocol/authority.ts';
import type { CommittedChange } from '@hearth/schema/protocol/change.ts';
import { type ErrorCode, isOutage } from '@hearth/schema/protocol/errors.ts';
import { PING } from '@hearth/schema/protocol/ping.ts';
import {
  execute,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  parse,
  validate,
} from 'graphql';
import type { DatabaseHealth, DatabaseState } from '../database/health.ts';
import { oncePerText } from '../once-per-text.ts';
import { RecentlyUsed } from '../recently-used.ts';
import { createReadGuard, type RefuseRead } from './reads.ts';
import { codeOfInvalid, databaseOutage, unauthorized, withCode, withoutInternals } from './refused.ts';
import { textsCheck } from './unstorable.ts';

/** One operation as the gateway sends it. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown> | undefined;
}

/** An operation's answer, ready for JSON. */
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[];
  /** Of a mutation: what it committed, or nothing; left out when that is not known. */
  readonly extensions?: { readonly changes: readonly CommittedChange[] };
}

/** What resolvers are given, as far as the server knows it. */
export interface RequestContext {
  /** What was committed so far; it grows. */
  readonly changes?: readonly CommittedChange[];
}

/** Makes what resolvers are given, anew for each operation or for reads that come together. */
export type CreateContext = (request: { readonly authority: Authority }) => RequestContext;

/**
 * The part of a mutation's answer that says what was committed, whatever else failed. After a fault of the ministry's own, such as
 * a connection that was lost during the commit, nobody knows that nothing was.
 */
export function committedIn(
  { changes = [] }: RequestContext,
  errors: readonly GraphQLFormattedError[] = [],
): Pick<SubgraphAnswer, 'extensions'> {
  const isCertain = errors.every(({ extensions }) => !mayHaveCommitted(extensions?.['code']));
  return isCertain || changes.length > 0 ? { extensions: { changes } } : {};
}

const mayHaveCommitted = (code: unknown): boolean => code === 'INTERNAL_SERVER_ERROR' || isOutage(code);

interface LeanOptions {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly createContext: CreateContext;
  /** Whether the database answers, by which a ping is answered. Default: it does. */
  readonly databaseState?: DatabaseHealth['state'];
}

/**
 * Answers operations that come together on behalf of one authority, each by itself; none rejects. The reads share one
 * context, so that their loads are batched over all of them; a mutation has its own.
 */
export type ExecuteAll = (
  requests: readonly SubgraphRequest[],
  authority: Authority,
) => Promise<SubgraphAnswer>[];

type Run = (contextValue: RequestContext, variableValues: Record<string, unknown>) => Promise<SubgraphAnswer>;

/** A document that was parsed and validated; or why it cannot be run. */
type Prepared =
  | { readonly isMutation: boolean; readonly refuseRead: RefuseRead; readonly run: Run }
  | { readonly refused: SubgraphAnswer };

const DOCUMENTS = 1_000; // kept: the gateway sends a few texts again and again

/** The path of the gateway's calls: the same schema, context and errors as the public one without its pipeline. */
export function createLeanExecutor({ name, schema, createContext, databaseState }: LeanOptions): ExecuteAll {
  const documents = new RecentlyUsed<string, Prepared>(DOCUMENTS);
  const guard = createReadGuard(schema);
  const find = oncePerText(documents, (query) => prepare({ name, schema, guard }, query));
  return (requests, authority) => {
    if (!isInForce(authority)) return requests.map(async () => unauthorized);
    const create = () => createContext({ authority });
    let shared: RequestContext | undefined;
    return requests.map(async ({ query, variables = {} }) => {
      if (query === PING && databaseState) {
        const refused = outageAnswer(await databaseState());
        if (refused) return refused;
      }
      const document = find(query);
      if ('refused' in document) return document.refused;
      const denial = document.refuseRead(authority);
      if (denial) return { ...refuse('DENIED', [denial]), ...(document.isMutation && committedIn({})) };
      return document.run(document.isMutation ? create() : (shared ??= create()), variables);
    });
  };
}

interface PrepareOptions {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly guard: ReturnType<typeof createReadGuard>;
}

function prepare({ name, schema, guard }: PrepareOptions, query: string): Prepared {
  try {
    const document = parse(query, { noLocation: true });
    const errors = validate(schema, document);
    if (errors.length > 0) return { refused: refuse(codeOfInvalid(errors), errors) };
    const checkTexts = textsCheck(document);
    const isMutation = document.definitions.some(
      (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.operation === 'mutation',
    );
    const run: Run = async (contextValue, variableValues) => {
      const unstorable = checkTexts(variableValues);
      if (unstorable)
        return { ...refuse('BAD_USER_INPUT', [unstorable]), ...(isMutation && committedIn({})) };
      const answer = format(name, await execute({ schema, document, contextValue, variableValues }));
      return isMutation ? { ...answer, ...committedIn(contextValue, answer.errors) } : answer;
    };
    return { isMutation, refuseRead: guard(document), run };
  } catch (error) {
    if (error instanceof GraphQLError) return { refused: refuse('GRAPHQL_PARSE_FAILED', [error]) };
    throw error;
  }
}

/** The answer to a ping while the database cannot be used; undefined when it can. */
export const outageAnswer = (
  state: DatabaseState,
): { readonly errors: readonly GraphQLFormattedError[] } | undefined =>
  state === 'UP' ? undefined : { errors: [databaseOutage(state)] };

const refuse = (code: ErrorCode, errors: readonly GraphQLError[]): SubgraphAnswer => ({
  errors: errors.map((error) => withCode(error.toJSON(), code)),
});

/** Errors without data are of the variables: nothing was run. */
function format(name: string, { data, errors }: ExecutionResult): SubgraphAnswer {
  if (!errors) return { data };
  if (data === undefined) return refuse('BAD_USER_INPUT', errors);
  const told = errors.map((error) => withoutInternals(name, error.toJSON(), error));
  return { data, errors: told };
}
