import { type Authority, hasScope, nobody } from '@hearth/schema/protocol/authority.ts';
import type { GraphQLSchema } from 'graphql';
import { type Access, createIdentify, recordAccess } from './audit/record-access.ts';
import { createRecordResolver } from './audit/resolve-record.ts';
import type { AccessRecord } from './audit/start-record.ts';
import { type Budget, type Spender, unlimited } from './caller/rate-limit.ts';
import type { EntityCache } from './cache/entity-cache.ts';
import { readConditions } from './document/conditions.ts';
import { readingPoints } from './document/cost/work.ts';
import { selectOperation } from './document/document.ts';
import { noDocument } from './document/no-document.ts';
import { createTellingDocuments } from './document/telling.ts';
import { defaultLimits, type DocumentLimits } from './document/limits.ts';
import { createDispatch } from './dispatch/dispatch.ts';
import { Lifetime } from './dispatch/outgoing.ts';
import { refusal, type OperationKind } from './errors.ts';
import { type AskHub, createNodes } from './node/nodes.ts';
import { createExecutables } from './run/executable.ts';
import { createRun, type Progress } from './run/run-executable.ts';
import type { HubReading, HubRequest, HubResult } from './hub-request.ts';
import { createGuard } from './plan/access/guard.ts';
import { noRequirements } from './plan/access/requirements.ts';
import { createInlinePlanner } from './plan/inline-planner.ts';
import { nothingBeside, selectHomes } from './plan/select-homes.ts';
import { selectRegionCodes } from './plan/select-region-codes.ts';
import type { Planner } from './plan/planner.ts';
import { readSupergraph, type Supergraph } from './plan/supergraph.ts';
import type { SubgraphFailure } from './run/call.ts';
import { planSubscription, type SubscriptionPlan } from './live/plan-subscription.ts';
import { noDataSubjects } from './plan/access/data-subjects.ts';
import { commandResult, oneAnswerOnly, refusedResult } from './run/refused.ts';
import { whileWanted } from './run/while-wanted.ts';
import { createTraceId } from './trace.ts';
import type { Subgraph, Transport } from './transport/transport.ts';

/** What a hub is made of. */
export interface HubOptions {
  /** A Federation 2 supergraph, as SDL or as it was read. */
  readonly supergraph: string | Supergraph;
  /** Opens the way to the subgraphs that the supergraph names; the hub stops it. */
  readonly transport: (subgraphs: readonly Subgraph[]) => Transport;
  /** Plans over this supergraph; the hub stops it. Default: one in this process, with `overrideLabels`. */
  readonly planner?: Planner;
  /** What larger documents are refused for; what is left out has the default of `document/limits.ts`. */
  readonly limits?: Partial<DocumentLimits>;
  /** Milliseconds that a request has; what is missing then is told of as an error. Default 5,000. */
  readonly deadline?: number;
  /** Documents kept, and plans kept; the least recently used is dropped first. Default 1,000. */
  readonly cacheSize?: number;
  /**
   * Whether `__schema` and `__type` may be asked, and errors say which names there are: by everybody, by who has that scope,
   * or (the default) by nobody.
   */
  readonly introspection?: boolean | 'schema:read';
  /** Whether fields are denied to who lacks what the supergraph demands for them. Default true. */
  readonly guarded?: boolean;
  /** Records who is given or denied data of people. Default: nobody does. */
  readonly accessRecord?: Pick<AccessRecord, 'isAvailable' | 'record' | 'readsOf' | 'cursors'> | undefined;
  /** Keeps what subgraphs answer of households and people. Whoever made it stops it. Default: nothing is kept. */
  readonly cache?: EntityCache | undefined;
  /** Counts what callers spend. Default: it is not counted. */
  readonly budget?: Budget;
  /** Labels of `@override(label:)` that are switched on, besides `percent(...)`. Default none. */
  readonly overrideLabels?: ReadonlySet<string>;
  /** Called with what clients must not see: internal messages of subgraphs and transport failures. Default: nothing. */
  readonly onSubgraphFailure?: (failure: SubgraphFailure) => void;
  /** Called with what should never happen: an operation that could not be planned or run. Default: nothing. */
  readonly onInternalError?: (error: unknown, traceId: string) => void;
}

/** One supergraph, ready to answer. */
export interface Hub {
  /** What clients see: the API schema, without anything inaccessible. */
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly Subgraph[];
  /** Never rejects: whatever goes wrong is in `errors`. */
  execute(request: HubRequest): Promise<HubResult>;
  /** The same for a query whose answer is for several callers of one class: nothing is recorded of it. */
  read(request: HubRequest): Promise<HubReading>;
  /** What an operation is. Throws a `Refusal` for one that `execute` would refuse for its document. */
  kindOf(request: HubRequest): OperationKind;
  /** Parses, checks and plans a subscription, as `execute` does a query. Throws a `Refusal`. */
  planSubscription(request: HubRequest): SubscriptionPlan & Pick<Access, 'operation'>;
  /**
   * Plans and compiles an operation, so that its first request finds it ready: for the request's authority, or for
   * who is denied nothing. Rejects with a `Refusal` when it would be
   * refused, and with whatever else keeps it from being planned.
   */
  prepare(request: HubRequest): Promise<void>;
  /** Resolves when transport and planner have stopped. */
  stop(): Promise<void>;
}

/** How one request is answered. */
interface Course {
  readonly traceId: string;
  /** Whether its cost is charged to its caller. */
  readonly isCharged: boolean;
  readonly progress: Progress;
}

/** Reads the supergraph and is ready to answer. Throws when the supergraph cannot be used. */
export function createHub({
  supergraph: given,
  transport: openTransport,
  limits: givenLimits = {},
  deadline = 5_000,
  cacheSize = 1_000,
  introspection = false,
  guarded = true,
  accessRecord,
  cache,
  budget = unlimited,
  overrideLabels = new Set(),
  planner: openedPlanner,
  onSubgraphFailure = () => {},
  onInternalError = () => {},
}: HubOptions): Hub {
  const supergraph = typeof given === 'string' ? readSupergraph(given) : given;
  const { api: schema, subgraphs, owners } = supergraph;
  const limits = { ...defaultLimits, ...givenLimits };
  const planner = openedPlanner ?? createInlinePlanner(supergraph.sdl, overrideLabels);
  const documents = createTellingDocuments({
    schema,
    limits,
    weights: supergraph.costs,
    cacheSize,
  });
  const requirements = guarded ? supergraph.requirements : noRequirements;
  const guard = createGuard({ schema, requirements, owners, cacheSize });
  const executables = createExecutables({
    supergraph,
    planner,
    guard,
    recorded: accessRecord !== undefined,
    selectBeside: selectRegionCodes(supergraph, cache ? selectHomes(supergraph) : nothingBeside),
    ownResolvers: { accessRecord: createRecordResolver({ record: accessRecord, guarded }) },
    budget,
    limits,
    cacheSize,
  });
  const nodes = supergraph.isOwn('Query', 'node') ? createNodes(schema, supergraph.costs) : undefined;
  const identify = createIdentify();
  const transport = openTransport(subgraphs);
  const dispatch = createDispatch({ transport, subgraphs, cache });

  const run = createRun({ dispatch, cache, accessRecord, budget, identify, onSubgraphFailure });

  /** `spender` owes what a document costs that is not known; undefined: the gateway itself asks. */
  const select = (request: HubRequest, authority: Authority | undefined, spender: Spender | undefined) => {
    const { query, operationName } = request;
    if (typeof query !== 'string') throw noDocument(request.extensions);
    const isTold =
      introspection === true ||
      (introspection !== false && authority !== undefined && hasScope(authority, introspection));
    const onNew = spender && ((characters: number) => budget.owe(spender, readingPoints(characters)));
    return { query, operation: selectOperation(documents(query, isTold, onNew), operationName), isTold };
  };
  const prepare = (
    { query, operation, isTold }: ReturnType<typeof select>,
    given: HubRequest['variables'],
    authority: Authority | undefined,
    spender: Spender | undefined,
  ) => {
    const variables = operation.coerce(given, isTold);
    const cost = operation.costOf(variables);
    if (spender) budget.owe(spender, cost);
    const conditions = readConditions(operation.conditions, variables);
    const unmet = authority ? guard.unmet(operation, authority) : [];
    return { query, operation, variables, conditions, unmet };
  };
  /** Finds the operation and its variables, and what the caller lacks for it. */
  const find = (request: HubRequest, authority: Authority | undefined, spender: Spender | undefined) => {
    const selected = select(request, authority, spender);
    if (selected.operation.kind === 'mutation' && request.mutationAllowed === false) {
      throw refusal('MUTATION_NOT_ALLOWED', 'A mutation must be sent with POST.');
    }
    return prepare(selected, request.variables, authority, spender);
  };

  /** Without an authority nothing is denied: so an operation is made ready for callers who may see all of it. */
  const compile = (asked: ReturnType<typeof find>, spender: Spender | undefined) => {
    if (asked.operation.kind === 'subscription') throw oneAnswerOnly();
    return executables(asked.operation, asked, spender);
  };

  const answer = async (
    request: HubRequest,
    { traceId, isCharged, progress }: Course,
  ): Promise<HubReading> => {
    const deadlineAt = performance.now() + deadline;
    const { lifetime = new Lifetime(), authority = nobody } = request;
    const spender = isCharged ? authority : undefined;
    const isAsked = request.cacheReport || request.extensions?.['cacheReport'] === true;
    const cacheReport = isAsked && hasScope(authority, 'cache:read') ? {} : undefined;
    const { query, operation, ...client } = find(request, authority, spender);
    const options = { lifetime, deadlineAt, authority, traceId, operation, query, cacheReport, progress };
    const runAsked = async (asked: ReturnType<typeof find>) => {
      const found = compile(asked, spender);
      const executable =
        found instanceof Promise ? await whileWanted(found, { lifetime, deadlineAt }) : found;
      return run(executable, asked.variables, options);
    };
    if (!nodes?.isAskedBy(operation)) return runAsked({ query, operation, ...client });
    const ask: AskHub = async (lookup, variables) =>
      (await runAsked(prepare({ ...lookup, isTold: false }, variables, authority, spender))).result;
    const rewritten = await nodes.resolve(
      operation,
      { given: request.variables, coerced: client.variables },
      ask,
    );
    return runAsked(find({ ...request, ...rewritten }, authority, spender));
  };

  /** Never rejects. `give` is called with an answer before anybody gets it. */
  const answerOrRefuse = async (
    request: HubRequest,
    isCharged: boolean,
    give: (reading: HubReading) => Promise<void> | undefined,
  ): Promise<HubReading> => {
    const { traceId = createTraceId() } = request;
    const progress: Progress = { mayHaveWritten: false };
    let reading: HubReading | undefined;
    try {
      reading = await answer(request, { traceId, isCharged, progress });
      const giving = give(reading);
      if (giving) await giving;
      return reading;
    } catch (error) {
      const onFault = (fault: unknown) => onInternalError(fault, traceId);
      const result = progress.mayHaveWritten
        ? commandResult(error, reading?.result, onFault)
        : refusedResult(error, onFault);
      return { result, access: undefined };
    }
  };
  const record = (authority: Authority, { access }: HubReading) =>
    accessRecord && access ? recordAccess(accessRecord, authority, access) : undefined;

  return {
    schema,
    subgraphs,
    execute: async (request) => {
      const give = (reading: HubReading) => record(request.authority ?? nobody, reading);
      return (await answerOrRefuse(request, true, give)).result;
    },
    read: (request) => answerOrRefuse(request, false, () => undefined),
    kindOf: (request) => select(request, request.authority, request.authority).operation.kind,
    planSubscription(request) {
      const { authority = nobody } = request;
      const { query, operation, variables, conditions, unmet } = find(request, authority, authority);
      if (operation.kind !== 'subscription')
        throw refusal('BAD_REQUEST', 'The operation is no subscription.');
      const denied = guard.deniedFields(operation, unmet);
      const { fragments } = operation;
      const { dataKey, isOwn } = supergraph;
      const beside = { dataSubjects: noDataSubjects, selectBeside: nothingBeside };
      const plan = planSubscription({
        operation,
        variables,
        reading: { schema, dataKey, fragments, conditions, denied, ...beside },
        isOwn,
      });
      return { ...plan, operation: identify(operation, query) };
    },
    prepare: async (request) =>
      void (await compile(find(request, request.authority, request.authority), request.authority)),
    async stop() {
      dispatch.stop();
      await Promise.all([planner.stop(), transport.stop()]);
    },
  };
}
