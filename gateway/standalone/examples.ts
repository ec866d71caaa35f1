import type { OpenMinistry } from '@hearth/kit/subgraph.ts';

/** Keys that exist, to try the hub with; null when there is no data. */
export interface Examples {
  readonly householdId: string | null;
  readonly regionCode: string | null;
  /** Up to three households. */
  readonly households: readonly string[];
}

/** Finds monitored households with most members, and the county of the first one. */
export async function findExamples([owner]: readonly OpenMinistry[]): Promise<Examples> {
  const { rows } = await owner!.database.pool.query<{ id: string; county: string }>(`
    select household.id, rpad(left(household.region_code, 6), 12, '0') as county
      from register_households as household
      join register_persons as person on person.household_id = household.id
     where household.current
     group by household.id
     order by count(*) desc, household.id
     limit 3`);
  return {
    householdId: rows[0]?.id ?? null,
    regionCode: rows[0]?.county ?? null,
    households: rows.map(({ id }) => id),
  };
}
