import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { CommittedChange } from '@hearth/schema/protocol/change.ts';
import type { SubgraphHandler } from '@hearth/gateway/transport/in-process.ts';
import {
  type SubgraphAnswer,
  type SubgraphOperation,
  TransportError,
} from '@hearth/gateway/transport/transport.ts';
import { execute, parse, type GraphQLSchema } from 'graphql';
import { compose } from '../federation/fixture.ts';

/** The subgraphs: who lives where, and what another ministry holds of them. */
export const subgraphNames = ['register', 'health'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** Two people in each household. */
export const households = ['H0', 'H1', 'H2'] as const;
export const personsOf = (household: string): string[] => [`${household}-a`, `${household}-b`];
const homeOf = (person: string): string => person.slice(0, 2);

const directives = `
extend schema
  @link(url: "https://hearth.example/cache/v0.1", import: ["@cached"])
  @link(url: "https://hearth.example/access/v0.1", import: ["@dataSubject"])
  @composeDirective(name: "@cached") @composeDirective(name: "@dataSubject")
directive @cached(maxAge: Int!, sameDay: Boolean! = false) on FIELD_DEFINITION | OBJECT
directive @dataSubject(household: String, person: String) on OBJECT
`;

/** Every value tells its version, and for whom it was answered. */
export const schemas: Record<SubgraphName, string> = {
  register: `${directives}
    type Query { household(id: ID!): Household @cached(maxAge: 600) households: [Household!]! }
    type Mutation { changeRegister(household: ID!, person: ID, tag: ID): Household }
    type Household @key(fields: "id") @dataSubject(household: "id") {
      id: ID! @cached(maxAge: 600)
      place: String @cached(maxAge: 600)
      members: [Person!]! @cached(maxAge: 600)
      uncached: String
    }
    type Person @key(fields: "id") @dataSubject(household: "household { id }", person: "id") {
      id: ID! @cached(maxAge: 600)
      name: String @cached(maxAge: 600)
      household: Household! @cached(maxAge: 600)
    }`,
  health: `${directives}
    type Query { patients: [Person!]! }
    type Mutation { changeHealth(household: ID!, person: ID, tag: ID): Household }
    type Household @key(fields: "id") {
      id: ID!
      burden(year: Int = 2024): String @cached(maxAge: 600)
      age: String @cached(maxAge: 600, sameDay: true)
    }
    type Person @key(fields: "id") {
      id: ID!
      insured: String @cached(maxAge: 600)
      records: [Record!] @cached(maxAge: 600)
    }
    type Record { note: String @cached(maxAge: 600) }`,
};

export const supergraph = (): string =>
  compose({ register: { schema: schemas.register }, health: { schema: schemas.health } });

/** How long a subgraph takes, in turns of the event loop: before it reads or writes, and until its answer arrives. */
export interface Delays {
  readonly before: number;
  readonly after: number;
}

export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** What was committed, and by which write. */
export interface Commit {
  readonly subgraph: SubgraphName;
  readonly change: CommittedChange;
  /** By `<subgraph> <id>`. */
  readonly versions: ReadonlyMap<string, number>;
  readonly tag: string | undefined;
}

/** What all subgraphs hold: the version of each household and of each person, which every write makes one more. */
export class World {
  readonly sent: SubgraphOperation[] = [];
  /** Called in the moment of a commit, with what the versions are then. */
  onCommit: (commit: Commit) => void = () => {};
  /** Drawn for each call. */
  delays: () => Delays = () => ({ before: 0, after: 0 });
  /** Whether the next write's answer is lost after its commit, or tells nothing of what it changed. */
  nextWrite: 'told' | 'lost' | 'untold' = 'told';
  /** Entities that cannot be answered. */
  readonly faulty = new Set<string>();
  readonly #versions = new Map<string, number>();
  #positions = 0;

  version(subgraph: SubgraphName, id: string): number {
    return this.#versions.get(`${subgraph} ${id}`) ?? 0;
  }

  /** By `<subgraph> <id>`. */
  versionsOf(subgraph: SubgraphName): ReadonlyMap<string, number> {
    return new Map([...this.#versions].filter(([key]) => key.startsWith(`${subgraph} `)));
  }

  /** Changes a household as a whole, or one member. */
  commit(subgraph: SubgraphName, household: string, person: string | null, tag?: string): CommittedChange {
    const versions = new Map<string, number>();
    for (const id of person === null ? [household, ...personsOf(household)] : [household, person]) {
      versions.set(`${subgraph} ${id}`, this.version(subgraph, id) + 1);
    }
    for (const [key, version] of versions) this.#versions.set(key, version);
    this.#positions += 1;
    const persons = person === null ? [] : [person];
    const change = { household, persons, position: String(this.#positions).padStart(9, '0') };
    this.onCommit({ subgraph, change, versions, tag });
    return change;
  }

  handlers(): Record<string, SubgraphHandler> {
    const entries = subgraphNames.map((name): [string, SubgraphHandler] => {
      const schema = buildSubgraphSchema([
        { typeDefs: parse(link + schemas[name]), resolvers: this.#resolvers(name) as never },
      ]);
      return [
        name,
        (operations, authority) => operations.map((each) => this.#answer(schema, each, authority)),
      ];
    });
    return Object.fromEntries(entries);
  }

  async #answer(
    schema: GraphQLSchema,
    operation: SubgraphOperation,
    authority: Authority,
  ): Promise<SubgraphAnswer> {
    this.sent.push(operation);
    const { before, after } = this.delays();
    await turns(before);
    const how = operation.kind === 'mutation' ? this.nextWrite : 'told';
    const changes: CommittedChange[] = [];
    const variableValues = JSON.parse(operation.variables ?? '{}');
    const contextValue = { asked: authority.class, changes };
    const answer = await execute({ schema, document: parse(operation.query), variableValues, contextValue });
    await turns(after);
    if (how === 'lost') throw new TransportError('TIMEOUT', 'any', 'The answer was lost.');
    const told = operation.kind === 'mutation' && how === 'told' ? { extensions: { changes } } : {};
    return JSON.parse(JSON.stringify({ ...answer, ...told }));
  }

  #resolvers(name: SubgraphName) {
    const value = (id: string, { asked }: Context) => {
      if (this.faulty.has(id)) throw new Error('faulty');
      return JSON.stringify({ subgraph: name, id, version: this.version(name, id), asked });
    };
    const field = ({ id }: Reference, _: unknown, context: Context) => value(id, context);
    const reference = { __resolveReference: (given: Reference) => given };
    const write = (_: unknown, { household, person, tag }: Write, context: Context) => {
      context.changes.push(this.commit(name, household, person ?? null, tag));
      return { id: household };
    };
    const all = households.map((id) => ({ id }));
    if (name === 'health') {
      return {
        Query: { patients: () => households.flatMap(personsOf).map((id) => ({ id })) },
        Mutation: { changeHealth: write },
        Household: { burden: field, age: field, ...reference },
        Person: { insured: field, records: ({ id }: Reference) => [{ id }, { id }], ...reference },
        Record: { note: field },
      };
    }
    return {
      Query: {
        household: (_: unknown, given: Reference) => (all.some(({ id }) => id === given.id) ? given : null),
        households: () => all,
      },
      Mutation: { changeRegister: write },
      Household: {
        place: field,
        uncached: field,
        members: ({ id }: Reference) => personsOf(id).map((person) => ({ id: person })),
        ...reference,
      },
      Person: { name: field, household: ({ id }: Reference) => ({ id: homeOf(id) }), ...reference },
    };
  }
}

interface Write {
  readonly household: string;
  readonly person?: string;
  readonly tag?: string;
}

interface Reference {
  readonly id: string;
}

interface Context {
  readonly asked: string;
  readonly changes: CommittedChange[];
}

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])\n`;
