import { Source } from 'graphql';
import { expect } from 'vitest';
import { compose } from './compose.ts';
import { ContractError, type SliceSources } from './contract.ts';
import { sharedSource } from './slices.ts';
import type { MinistryName } from './subgraphs.ts';

/** The slice of poverty relief, which owns the households. */
export const register = `
type Query {
  "One household by its number (户编号)."
  household("Household number (户编号)." id: ID!): Household
  "Who can be asked (部门)."
  ministries: [Ministry!]!
}
"A rural household (农户). Our modelling decision."
type Household @key(fields: "id")
  @requiresScopes(scopes: [["household:read"]]) @purpose(any: [MONITORING, ASSISTANCE, EVALUATION, CORRECTION])
  @dataSubject(household: "id") {
  "Household number (户编号)."
  id: ID!
  "Size (人数), persons."
  size: Int!
  "Known only inside (内部)."
  secret: Int @inaccessible
  "Where it comes from (数据来源)."
  provenance: Provenance!
}`;

/** Health’s slice, which tests change. */
export const health = `
"Not shown: the owner describes it."
type Household @key(fields: "id") {
  id: ID!
  "Settlements (结算)."
  settlements(first: Int = 20, after: Cursor): SettlementConnection
}
"A settlement (结算). Our modelling decision."
type Settlement @authenticated {
  "Key (编号)."
  id: ID!
  "Total (总额), yuan."
  total: Yuan!
  "Where it comes from (数据来源)."
  provenance: Provenance!
}
type SettlementConnection { edges: [SettlementEdge!]! pageInfo: PageInfo! }
type SettlementEdge { cursor: Cursor! node: Settlement! }`;

/** The two slices as sources, or others in their place; what they are called in errors follows the name. */
export const slices = (texts: Partial<Record<MinistryName, string>> = {}): SliceSources[] =>
  Object.entries({ 'poverty-relief': register, health, ...texts }).map(([name, text]) => ({
    name: name as MinistryName,
    shared: sharedSource(),
    own: new Source(text.trim(), `${name}.graphql`),
  }));

/** The faults of a contract in which a text of health's slice is replaced. */
export function faultsWhen(before: string | RegExp, after: string): string {
  const changed = health.replace(before, after);
  expect(changed).not.toBe(health);
  return faultsOf(slices({ health: changed }));
}

/** The faults of a contract, each on its line; empty when it composes. */
export function faultsOf(contract: SliceSources[]): string {
  try {
    compose(contract);
  } catch (error) {
    if (error instanceof ContractError) return error.message;
    throw error;
  }
  return '';
}
