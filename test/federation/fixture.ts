import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { createHub, type Hub, type HubOptions } from '@hearth/gateway/hub.ts';
import type { HubResult } from '@hearth/gateway/hub-request.ts';
import type { SubgraphFailure } from '@hearth/gateway/run/call.ts';
import type { Supergraph } from '@hearth/gateway/plan/supergraph.ts';
import type { OpenPlanner } from '@hearth/gateway/plan/planner.ts';
import { createHttpTransport } from '@hearth/gateway/transport/http/http.ts';
import { createInProcessTransport, type SubgraphHandler } from '@hearth/gateway/transport/in-process.ts';
import type { SubgraphAnswer, SubgraphOperation } from '@hearth/gateway/transport/transport.ts';
import { composeServices } from '@theguild/federation-composition';
import { execute, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { checkReport } from './report.ts';

/** What a resolver is given: an object with whatever the test's schema says. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Given = Record<string, any>;

/** The resolvers of a subgraph: type -> field -> resolver. */
export type Resolvers = Record<string, Record<string, unknown>>;

/** A subgraph as a test writes it. The federation `@link` is added to the schema. */
export interface TestSubgraph {
  readonly schema: string;
  readonly resolvers?: Resolvers;
  /** Stands between the hub and the subgraph, to make it answer wrongly. */
  readonly tamper?: (operation: SubgraphOperation, answer: () => Promise<SubgraphAnswer>) => Promise<unknown>;
}

/** One operation that a subgraph was sent. */
export interface SentOperation {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Given;
}

/** A hub over real subgraphs in this process. */
export interface Federation {
  readonly hub: Hub;
  readonly supergraph: string;
  /** What the subgraphs were sent since the last `ask`, in order. */
  readonly sent: SentOperation[];
  /** What went to the log. */
  readonly failures: SubgraphFailure[];
  /** Forgets what was sent, asks, and returns the answer as JSON; its report on ministries is checked and left out. */
  ask(query: string, variables?: Record<string, unknown>, more?: object): Promise<HubResult>;
  /** The same with the report. */
  askWhole(query: string, variables?: Record<string, unknown>, more?: object): Promise<HubResult>;
  stop(): Promise<void>;
}

type FederationOptions = Partial<
  Pick<
    HubOptions,
    'overrideLabels' | 'limits' | 'introspection' | 'deadline' | 'guarded' | 'cache' | 'budget'
  >
> & {
  /** Subgraphs answer over HTTP instead of in process. */
  readonly overHttp?: boolean;
  /** Default: the hub plans in this process. */
  readonly openPlanner?: OpenPlanner;
  /** Reads the supergraph. Default: the hub does. */
  readonly supergraphOf?: (sdl: string) => Supergraph;
};

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag", "@interfaceObject",
  "@composeDirective", "@authenticated", "@requiresScopes", "@policy"
])\n`;

/** Composes the subgraphs, as clients of the hub see them with `urls`. Throws what the composer finds wrong. */
export function compose(subgraphs: Record<string, TestSubgraph>, urls: Record<string, string> = {}): string {
  const services = Object.entries(subgraphs).map(([name, { schema }]) => ({
    name,
    url: urls[name] ?? `http://${name}.test/`,
    typeDefs: parse(link + schema),
  }));
  const result = composeServices(services);
  if (result.supergraphSdl === undefined) throw new Error(JSON.stringify(result.errors, null, 2));
  return result.supergraphSdl;
}

/** Starts a hub over subgraphs, in process unless `overHttp`. */
export async function federate(
  subgraphs: Record<string, TestSubgraph>,
  { overHttp = false, openPlanner, supergraphOf, ...options }: FederationOptions = {},
): Promise<Federation> {
  const sent: SentOperation[] = [];
  const refused: unknown[] = [];
  const failures: SubgraphFailure[] = [];
  const handlers: Record<string, (operation: SubgraphOperation) => Promise<SubgraphAnswer>> = {};
  for (const [name, subgraph] of Object.entries(subgraphs)) {
    const schema = buildSubgraphSchema([
      { typeDefs: parse(link + subgraph.schema), resolvers: (subgraph.resolvers ?? {}) as never },
    ]);
    const run = createRun(schema);
    handlers[name] = async (operation) => {
      const variables = JSON.parse(operation.variables ?? '{}');
      sent.push({ subgraph: name, query: operation.query, variables });
      const answer = () =>
        run(operation.query, variables).catch((error: unknown) => {
          refused.push(error);
          throw error;
        });
      return (await (subgraph.tamper?.(operation, answer) ?? answer())) as SubgraphAnswer;
    };
  }
  const servers = overHttp ? await serve(handlers) : undefined;
  const supergraph = compose(subgraphs, servers?.urls);
  const planner = openPlanner?.(supergraph, options.overrideLabels ?? new Set());
  await planner?.opened;
  const hub = createHub({
    supergraph: supergraphOf?.(supergraph) ?? supergraph,
    ...(planner && { planner }),
    transport: (list) =>
      overHttp ? createHttpTransport(list) : createInProcessTransport(eachAlone(handlers)),
    onSubgraphFailure: (failure) => failures.push(failure),
    onInternalError: (error) => refused.push(error),
    ...options,
  });
  const askWhole: Federation['askWhole'] = async (query, variables = {}, more = {}) => {
    sent.length = 0;
    const answer = await hub.execute({ query, variables, ...more });
    if (refused.length > 0) throw refused.shift();
    return JSON.parse(JSON.stringify(answer));
  };
  return {
    hub,
    supergraph,
    sent,
    failures,
    ask: async (...request) => checkReport(await askWhole(...request)),
    askWhole,
    async stop() {
      await hub.stop();
      await servers?.stop();
    },
  };
}

/** Runs operations as a subgraph does: it refuses one that is not valid there, and keeps what it has validated. */
function createRun(schema: GraphQLSchema) {
  const documents = new Map<string, DocumentNode>();
  return async (query: string, variableValues: Record<string, unknown>): Promise<SubgraphAnswer> => {
    const document = documents.get(query) ?? readDocument(schema, query);
    documents.set(query, document);
    const answer = await execute({ schema, document, variableValues, contextValue: {} });
    return JSON.parse(JSON.stringify(answer));
  };
}

function readDocument(schema: GraphQLSchema, query: string): DocumentNode {
  const document = parse(query);
  const errors = validate(schema, document);
  if (errors.length > 0) throw new Error(`The hub sent an invalid operation: ${errors.join('\n')}\n${query}`);
  return document;
}

/** Handlers that answer each operation by itself. */
const eachAlone = (handlers: Handlers): Record<string, SubgraphHandler> =>
  Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [name, (operations) => operations.map(handle)]),
  );

type Handlers = Record<string, (operation: SubgraphOperation) => Promise<SubgraphAnswer>>;

async function serve(handlers: Handlers) {
  const urls: Record<string, string> = {};
  const servers = await Promise.all(
    Object.entries(handlers).map(async ([name, handle]) => {
      const server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
        const queryJson = JSON.stringify(query);
        const answer = await handle({
          kind: 'query',
          query,
          queryJson,
          variables: JSON.stringify(variables),
        });
        response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
      return server;
    }),
  );
  const stop = () =>
    Promise.all(
      servers.map((server) => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      }),
    );
  return { urls, stop };
}
