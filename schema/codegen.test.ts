import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Source } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateResolverTypes } from './codegen.ts';
import { repositoryFile } from './generated-files.ts';
import { parseSources, sharedSource } from './slices.ts';

const own = /* GraphQL */ `
  type Query {
    settlement(id: ID!): Settlement
  }
  type Household @key(fields: "id") {
    id: ID!
    settlements(first: Int = 20, after: Cursor): SettlementConnection
    netIncome: Yuan @external
    incomeIsKnown: Boolean @requires(fields: "netIncome")
  }
  type Project @key(fields: "id", resolvable: false) {
    id: ID!
  }
  enum SettlementKind {
    INPATIENT
    OUTPATIENT
  }
  type Settlement {
    id: ID!
    total: Yuan!
    kind: SettlementKind!
    settledOn: Date
    household: Household!
    project: Project
    provenance: Provenance!
  }
  type SettlementConnection {
    edges: [SettlementEdge!]!
    pageInfo: PageInfo!
  }
  type SettlementEdge {
    cursor: Cursor!
    node: Settlement!
  }
`;

const tables = `
  export type SettlementRow = { id: string; total: bigint; kind: 'INPATIENT' | 'OUTPATIENT'; settledOn: string | null;
    householdId: string; projectId: string | null; sourceSystem: string; recordedAt: Date; version: number };
`;
const loaders = `
  import type { Connection } from '@hearth/kit/loader.ts';
  import type { SettlementRow } from './tables.ts';
  export type Context = { loaders: { settlements: (id: string) => Promise<Connection<SettlementRow>>;
    settlement: (id: string) => Promise<SettlementRow | null> } };
`;
const kitLoader = `
  export type PageInfo = { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  export interface Connection<Row> { edges: { cursor: string; node: Row }[]; pageInfo: PageInfo }
`;
const paths = { '@hearth/kit/loader.ts': ['./kit-loader.ts'] };
const settlement = `{
    household: (row) => ({ id: row.householdId }),
    project: (row) => (row.projectId ? { id: row.projectId } : null),
  }`;
const resolvers = (settlementResolvers = settlement, reference = '__resolveReference: (key) => key,') => `
  import type { RequiredResolvers } from './generated/resolvers.ts';
  export const resolvers: RequiredResolvers = {
    Query: { settlement: (_, { id }, { loaders }) => loaders.settlement(id) },
    Household: { ${reference} settlements: ({ id }, _, { loaders }) => loaders.settlements(id),
      incomeIsKnown: ({ netIncome }) => typeof netIncome === 'string' },
    Settlement: ${settlementResolvers},
  };
`;

const folder = repositoryFile('schema/node_modules/.cache/codegen-test');

/** Type-checks a ministry of these tables and resolvers and returns the complaints about its files. */
function complaints(rows: string, resolverText: string): string {
  writeFileSync(join(folder, 'tables.ts'), rows);
  writeFileSync(join(folder, 'resolvers.ts'), resolverText);
  try {
    execFileSync(repositoryFile('node_modules/.bin/tsc'), ['-p', '.'], { cwd: folder, encoding: 'utf8' });
    return '';
  } catch (error) {
    return String((error as { stdout: string }).stdout);
  }
}

describe('generated resolver types', () => {
  let generated = '';

  beforeAll(async () => {
    const slice = parseSources([sharedSource(), new Source(own, 'slice')]);
    generated = await generateResolverTypes(slice, { rows: new Set(['SettlementRow']) });
    mkdirSync(join(folder, 'generated'), { recursive: true });
    writeFileSync(join(folder, 'generated/resolvers.ts'), generated);
    writeFileSync(join(folder, 'loaders.ts'), loaders);
    writeFileSync(join(folder, 'kit-loader.ts'), kitLoader);
    const config = {
      extends: repositoryFile('tsconfig.json'),
      compilerOptions: { paths },
      include: ['.'],
      exclude: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('accept resolvers that give every field a source, but for provenance, which the kit reads', () => {
    expect(complaints(tables, resolvers())).toBe('');
  });

  it('refuse a field that neither the row nor a resolver supplies', () => {
    const withoutProject = settlement.replace(/project:.*\n/, '\n');
    expect(complaints(tables, resolvers(withoutProject))).toContain("Property 'project' is missing");
  });

  it('refuse a column whose type does not fit the field', () => {
    const totalAsNumber = tables.replace('total: bigint', 'total: number');
    expect(complaints(totalAsNumber, resolvers())).toContain("Property 'total' is missing");
  });

  it('refuse a column that can be null where the field cannot', () => {
    const nullableTotal = tables.replace('total: bigint', 'total: bigint | null');
    expect(complaints(nullableTotal, resolvers())).toContain("Property 'total' is missing");
  });

  it('refuse a code that the enum of the field does not have', () => {
    const anotherCode = tables.replace("'OUTPATIENT'", "'HOME'");
    expect(complaints(anotherCode, resolvers())).toContain("Property 'kind' is missing");
  });

  it('refuse an entity that cannot be found by its key', () => {
    expect(complaints(tables, resolvers(settlement, ''))).toContain(
      "Property '__resolveReference' is missing",
    );
  });

  it('have no enums, which erasable syntax does not allow', () => {
    expect(generated).not.toMatch(/\benum\b/);
  });
});
