import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { coversRegion } from '@hearth/schema/protocol/authority.ts';
import { gatewaySubgraph } from '@hearth/schema/subgraphs.ts';
import { openAccess } from '@hearth/gateway/caller/open-access.ts';
import { type GatewayOptions, startGateway } from '@hearth/gateway/gateway.ts';
import { createInlinePlanner } from '@hearth/gateway/plan/inline-planner.ts';
import { createInProcessTransport, type SubgraphHandler } from '@hearth/gateway/transport/in-process.ts';
import { execute, parse } from 'graphql';
import { compose } from '../federation/fixture.ts';
import { MemoryLog } from '@hearth/gateway/changes/testing/memory-log.ts';

const change = `
  enum Ministry { POVERTY_RELIEF HEALTH EDUCATION AGRICULTURE FINANCE }
  enum ChangeKind { RECORDS_IMPORTED HOUSEHOLD_MOVED }
  scalar RegionCode
  type Household @key(fields: "id", resolvable: false) { id: ID! }
  type HouseholdChange { cursor: String! ministry: Ministry! kind: ChangeKind at: String! household: Household! }
  type Query { about: String }
  type Subscription {
    householdChanged(id: ID!, after: String): HouseholdChange
    regionChanged(code: RegionCode!, ministries: [Ministry!], after: String): HouseholdChange
  }
`;
const schemas = {
  'poverty-relief': `
    type Query { household(id: ID!): Household }
    type Mutation { rename(id: ID!, name: String!): Household }
    type Household @key(fields: "id") { id: ID! name: String region: String! }
  `,
  health: `type Household @key(fields: "id") { id: ID! visits(of: String = "doctor"): Int }`,
};
type Name = keyof typeof schemas;

/** What the two ministries of the tests know of a household. */
export interface Home {
  name: string;
  region: string;
  visits: number;
}

/** Two ministries in memory, whose households and logs a test changes as it likes. */
export class Country {
  readonly homes = new Map<string, Home>();
  readonly logs: Readonly<Record<Name, MemoryLog>> = {
    'poverty-relief': new MemoryLog(),
    health: new MemoryLog(),
  };
  /** Every operation that the ministries were sent. */
  readonly asked: { readonly ministry: string; readonly query: string }[] = [];
  /** Ministries that answer nothing. */
  readonly broken = new Set<Name>();
  readonly supergraph: string;

  constructor() {
    const subgraphs = { ...schemas, gateway: change };
    const entries = Object.entries(subgraphs).map(([name, schema]) => [name, { schema }] as const);
    this.supergraph = compose(Object.fromEntries(entries), { gateway: gatewaySubgraph.url });
  }

  /** Changes a household, and commits that in a ministry's log. */
  change(ministry: Name, household: string, values: Partial<Home> = {}, kind = 'RECORDS_IMPORTED') {
    const before = this.homes.get(household) ?? { name: household, region: '530625100200', visits: 0 };
    const home = { ...before, visits: before.visits + 1, ...values };
    this.homes.set(household, home);
    return this.logs[ministry].commit({ ministry, household, kind, region: home.region });
  }

  /** The ministries' handlers, which show only the households of the caller's regions. */
  handlers(): Record<string, SubgraphHandler> {
    return Object.fromEntries((Object.keys(schemas) as Name[]).map((name) => [name, this.#handler(name)]));
  }

  #handler(name: Name): SubgraphHandler {
    const find = ({ id }: { id: string }, authority: Authority) => {
      const home = this.homes.get(id);
      return home && coversRegion(authority, home.region) ? { id, ...home } : null;
    };
    const rename = ({ id, name: text }: { id: string; name: string }, authority: Authority) => {
      this.change('poverty-relief', id, { name: text });
      return find({ id }, authority);
    };
    const resolvers = {
      ...(name === 'poverty-relief' && {
        Query: {
          household: (_: unknown, args: { id: string }, authority: Authority) => find(args, authority),
        },
        Mutation: {
          rename: (_: unknown, args: { id: string; name: string }, authority: Authority) =>
            rename(args, authority),
        },
      }),
      Household: {
        __resolveReference: find,
        visits: ({ visits }: Home) => visits,
      },
    };
    const schema = buildSubgraphSchema([
      {
        typeDefs: parse(
          `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n${schemas[name]}`,
        ),
        resolvers: resolvers as never,
      },
    ]);
    return (operations, contextValue) =>
      operations.map(async ({ query, variables }) => {
        this.asked.push({ ministry: name, query });
        if (this.broken.has(name)) throw new Error(`The test broke ${name}.`);
        const variableValues = JSON.parse(variables ?? '{}');
        return execute({ schema, document: parse(query), variableValues, contextValue });
      }) as never;
  }
}

/** A gateway over a country in memory, that serves its subscriptions. */
export async function startLiveGateway(country: Country, options: Partial<GatewayOptions> = {}) {
  const gateway = await startGateway({
    access: openAccess,
    supergraph: country.supergraph,
    transport: () => createInProcessTransport(country.handlers()),
    openPlanner: createInlinePlanner,
    changeLogs: country.logs,
    deadline: 2_000,
    host: '127.0.0.1',
    port: 0,
    ...options,
  });
  const graphql = `${gateway.url}/graphql`;
  return { ...gateway, graphql, socket: graphql.replace('http:', 'ws:') };
}

export type LiveGateway = Awaited<ReturnType<typeof startLiveGateway>>;
