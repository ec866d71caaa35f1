import type { OpenMinistry } from '@hearth/kit/subgraph.ts';

/** Keys that exist, to try the hub with. */
export interface Examples {
  /** A household and the county it lives in; absent when there is no data. */
  readonly keys: { readonly householdId?: string; readonly regionCode?: string };
  /** Up to three households. */
  readonly households: readonly string[];
}

/** Finds the households with most members, and the county of the first one. */
export async function findExamples([owner]: readonly OpenMinistry[]): Promise<Examples> {
  const { rows } = await owner!.database.pool.query<{ id: string; county: string }>(`
    select household.id, rpad(left(household.region_code, 6), 12, '0') as county
      from register_households as household
      join register_persons as person on person.household_id = household.id
     where household.current
     group by household.id
     order by count(*) desc, household.id
     limit 3`);
  const [first] = rows;
  return {
    keys: first ? { householdId: first.id, regionCode: first.county } : {},
    households: rows.map(({ id }) => id),
  };
}
