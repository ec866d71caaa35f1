import { openAccess } from '@hearth/gateway/caller/open-access.ts';
import { type Gateway, type GatewayOptions, startGateway } from '@hearth/gateway/gateway.ts';
import { createHttpTransport } from '@hearth/gateway/transport/http/http.ts';
import { federate, type Federation, type TestSubgraph } from '../federation/fixture.ts';

/** Two subgraphs that know the same households, the second of them one thing more. */
export const households: Record<string, TestSubgraph> = {
  register: {
    schema: `
      type Query { household(id: ID!): Household }
      type Mutation { rename(id: ID!, name: String!): Household }
      type Household @key(fields: "id") { id: ID! name: String }
    `,
    resolvers: {
      Query: { household: (_: unknown, { id }: { id: string }) => ({ id, name: `Household ${id}` }) },
      Mutation: { rename: (_: unknown, household: { id: string; name: string }) => household },
    },
  },
  clinic: {
    schema: `type Household @key(fields: "id") { id: ID! visits: Int letter(length: Int!): String }`,
    resolvers: {
      Household: {
        visits: () => 3,
        letter: (_: unknown, { length }: { length: number }) => '信'.repeat(length),
      },
    },
  },
};

/** A gateway over real subgraphs, all over HTTP. */
export interface TestGateway extends Gateway {
  /** Where GraphQL is. */
  readonly graphql: string;
  /** The subgraphs behind it. */
  readonly federation: Federation;
}

/** Starts subgraphs and a gateway on a free port. */
export async function startTestGateway(
  subgraphs: Record<string, TestSubgraph> = households,
  options: Partial<GatewayOptions> = {},
): Promise<TestGateway> {
  const federation = await federate(subgraphs, { overHttp: true });
  const gateway = await startGateway({
    access: openAccess,
    supergraph: federation.supergraph,
    transport: (list) => createHttpTransport(list),
    deadline: 3_000,
    host: '127.0.0.1',
    port: 0,
    ...options,
  }).catch(async (error: unknown) => {
    await federation.stop();
    throw error;
  });
  return {
    ...gateway,
    graphql: `${gateway.url}/graphql`,
    federation,
    async stop() {
      await gateway.stop();
      await federation.stop();
    },
  };
}

/** Posts a body as JSON. */
export const post = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });

/** The code of the first error of an answer. */
export async function codeOf(response: Response): Promise<unknown> {
  const { errors } = (await response.json()) as { errors?: { extensions?: { code?: unknown } }[] };
  return errors?.[0]?.extensions?.code;
}
