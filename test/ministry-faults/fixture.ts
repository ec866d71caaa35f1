import { openAccess } from '@hearth/gateway/caller/open-access.ts';
import { startGateway } from '@hearth/gateway/gateway.ts';
import { createHttpTransport, type HttpTransportOptions } from '@hearth/gateway/transport/http/http.ts';
import { type ScalarRule, scalarRules } from '@hearth/schema/protocol/scalar-rules.ts';
import { federate, type Given, type TestSubgraph } from '../federation/fixture.ts';
import { type Fault, type FaultyMinistry, startFaultyMinistry } from './faulty-ministry.ts';

/** What a ministry may say and no client may see. */
export const SECRET = 'SECRET select * from patients at http://10.0.0.7:5432/';

const HOUSEHOLDS = ['1', '2'];

/** The scalars as the contract specifies them. */
const contractScalars = Object.entries<ScalarRule>(scalarRules)
  .map(
    ([name, { specifiedBy }]) => `scalar ${name}${specifiedBy ? ` @specifiedBy(url: "${specifiedBy}")` : ''}`,
  )
  .join('\n');

/** One of the clinic's, as it is when nothing is wrong. */
export const bill = {
  total: '1234.50',
  paid: '-0.05',
  on: '2024-02-29',
  at: '2024-02-29T16:00:00.000Z',
  region: '530000000000',
  patient: '110105********002X',
  page: 'eyJpZCI6MX0',
  printed: 1_709_222_400,
};

/** Three ministries that know the same two households. The clinic is the one that fails. */
const ministries: Record<string, TestSubgraph> = {
  register: {
    schema: `
      type Query { households: [Household!]! }
      type Household @key(fields: "id") { id: ID! name: String }
    `,
    resolvers: { Query: { households: () => HOUSEHOLDS.map((id) => ({ id, name: `Household ${id}` })) } },
  },
  clinic: {
    schema: `
      type Query { beds: Int doctors: [Doctor!] }
      type Mutation { admit(id: ID!): Int }
      type Household @key(fields: "id") {
        id: ID! visits: Int doctor: Doctor healthy: Boolean notes: [String] last: Visit record: Json
        bill: Bill bills: [Bill!] spent: [Yuan!]
      }
      type Bill {
        total: Yuan! paid: Yuan on: Date at: DateTime region: RegionCode patient: CitizenId page: Cursor printed: Stamp
      }
      type Doctor { name: String! }
      union Visit = Stay | Consultation
      type Stay { days: Int }
      type Consultation { by: String }
      scalar Json
      scalar Stamp
      ${contractScalars}
    `,
    resolvers: {
      Query: { beds: () => 12, doctors: () => [{ name: 'Hua' }] },
      Mutation: { admit: () => 1 },
      Household: {
        visits: () => 3,
        doctor: () => ({ name: 'Hua' }),
        healthy: () => false,
        notes: () => ['one', 'two'],
        last: () => ({ __typename: 'Stay', days: 2 }),
        record: () => ({}),
        bill: () => bill,
        bills: () => [bill, bill],
        spent: () => ['12.00', '0.50'],
      },
    },
  },
  school: {
    schema: `type Household @key(fields: "id") { id: ID! grade: Int }`,
    resolvers: { Household: { grade: ({ id }: Given) => Number(id) } },
  },
};

/** An answer as it came. */
export interface FaultyAnswer {
  readonly status: number;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of any operation
  readonly data: any;
  readonly errors: readonly Given[];
  readonly extensions: Given;
  /** The trace that the gateway says the answer belongs to. */
  readonly trace: string | null;
}

/** A gateway over the three ministries. */
export interface FaultyHub {
  readonly clinic: FaultyMinistry;
  /** What the gateway logged. */
  readonly logged: Given[];
  ask(query: string, headers?: Record<string, string>): Promise<FaultyAnswer>;
  stop(): Promise<void>;
}

/** Starts it, the clinic with a fault; `url` puts the clinic elsewhere. */
export async function startFaultyHub(
  fault: Fault,
  {
    url,
    deadline = 1_000,
    ...options
  }: HttpTransportOptions & { readonly url?: string; readonly deadline?: number } = {},
): Promise<FaultyHub> {
  const logged: Given[] = [];
  const federation = await federate(ministries, { overHttp: true });
  const truth = federation.hub.subgraphs.find(({ name }) => name === 'clinic')!;
  const clinic = await startFaultyMinistry(truth.url);
  clinic.fault = fault;
  const log = (fields: object, message: string) => logged.push({ ...fields, message });
  const gateway = await startGateway({
    access: openAccess,
    supergraph: federation.supergraph,
    transport: (list) =>
      createHttpTransport(
        list.map((one) => (one.name === 'clinic' ? { ...one, url: url ?? clinic.url } : one)),
        options,
      ),
    deadline,
    host: '127.0.0.1',
    port: 0,
    log: { warn: log, error: log },
  });
  return {
    clinic,
    logged,
    async ask(query, headers = {}) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      });
      const body = await response.text();
      const { data, errors = [], extensions } = JSON.parse(body);
      const trace = response.headers.get('x-trace-id');
      return { status: response.status, text: body, data, errors, extensions, trace };
    },
    async stop() {
      await gateway.stop();
      await clinic.stop();
      await federation.stop();
    },
  };
}
