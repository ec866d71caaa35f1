import type { Connection } from '@hearth/kit/loader.ts';
import { codedError } from '@hearth/schema/protocol/errors.ts';
import type { Context } from '../loaders.ts';
import type { HouseholdRow } from '../tables.ts';

/** How a row of another table is found. */
interface Loader<Row> {
  load(key: string): Promise<Row | null>;
}

/**
 * The row that an import made sure of.
 * @throws INTERNAL_SERVER_ERROR when it is gone
 */
export async function get<Row>(loader: Loader<Row>, key: string): Promise<Row> {
  const row = await loader.load(key);
  if (row === null) throw codedError('INTERNAL_SERVER_ERROR', `Nothing is recorded under ${key}.`);
  return row;
}

/** The row under a key; null when there is no key or nothing under it. */
export const find = async <Row>(loader: Loader<Row>, key: string | null): Promise<Row | null> =>
  key === null ? null : loader.load(key);

/** A page of households. Whoever refers to one of them finds it read. */
export async function householdsOn(
  page: Promise<Connection<HouseholdRow>>,
  { loaders }: Context,
): Promise<Connection<HouseholdRow>> {
  const { edges, pageInfo } = await page;
  for (const { node } of edges) loaders.household.prime(node.id, node);
  return { edges, pageInfo };
}

/** The household that a record is about. */
export const householdOf = ({ householdId }: { householdId: string }, _: object, { loaders }: Context) =>
  get(loaders.household, householdId);

/** The household that a record may be about. */
export const someHouseholdOf = (
  { householdId }: { householdId: string | null },
  _: object,
  { loaders }: Context,
) => find(loaders.household, householdId);

/** The person that a record is about. */
export const personOf = ({ personId }: { personId: string }, _: object, { loaders }: Context) =>
  get(loaders.person, personId);

/** The person that a record may be about. */
export const somePersonOf = ({ personId }: { personId: string | null }, _: object, { loaders }: Context) =>
  find(loaders.person, personId);

/** The region that a record is about. */
export const regionOf = ({ regionCode }: { regionCode: string }, _: object, { loaders }: Context) =>
  get(loaders.region, regionCode);

/** The region that a record may be about; null means the nation. */
export const someRegionOf = (
  { regionCode }: { regionCode: string | null },
  _: object,
  { loaders }: Context,
) => find(loaders.region, regionCode);

/** The policy document that a record cites. */
export const policyOf = (
  { policyNumber }: { policyNumber: string | null },
  _: object,
  { loaders }: Context,
) => find(loaders.policyByNumber, policyNumber);

/** The case that a record cites. */
export const caseOf = ({ caseNumber }: { caseNumber: string | null }, _: object, { loaders }: Context) =>
  find(loaders.caseByNumber, caseNumber);

/** The responsible person that a record cites. */
export const responsibleOf = (
  { responsibleNumber }: { responsibleNumber: string | null },
  _: object,
  { loaders }: Context,
) => find(loaders.responsibleByNumber, responsibleNumber);

/** The disaster that a record cites. */
export const eventOf = ({ eventNumber }: { eventNumber: string | null }, _: object, { loaders }: Context) =>
  find(loaders.eventByNumber, eventNumber);
