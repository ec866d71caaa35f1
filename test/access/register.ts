import { open } from '@hearth/kit/sealing.ts';
import { citizenIdKeysOf, type Secrets } from '@hearth/kit/secrets.ts';
import type { OpenMinistry } from '@hearth/kit/subgraph.ts';

/** Who lives where, as the register's own tables have it. */
export interface Register {
  /** The division code of each household's village, by the household's number. */
  readonly villages: ReadonlyMap<string, string>;
  /** The household of each person, by the person's number. */
  readonly homes: ReadonlyMap<string, string>;
  /** Households that are monitored, by number. */
  readonly monitored: readonly string[];
}

/** Reads it past everything that limits callers. */
export async function readRegister({ database: { pool } }: OpenMinistry): Promise<Register> {
  const { rows: households } = await pool.query(
    'select id, region_code, monitoring_category from households order by id',
  );
  const { rows: persons } = await pool.query('select id, household_id from persons order by id');
  return {
    villages: new Map(households.map((row) => [row.id, row.region_code])),
    homes: new Map(persons.map((row) => [row.id, row.household_id])),
    monitored: households.filter((row) => row.monitoring_category !== 'NONE').map(({ id }) => id),
  };
}

/** All citizen IDs that the register holds, whole. */
export async function readCitizenIds(
  { database: { pool } }: OpenMinistry,
  secrets: Secrets,
): Promise<Set<string>> {
  const { rows } = await pool.query('select sealed_citizen_id as sealed from identities');
  return new Set(rows.map(({ sealed }) => open(sealed, ...citizenIdKeysOf(secrets))));
}

/** The village that a household or person belongs to; undefined when the register knows neither. */
export const villageOf = ({ villages, homes }: Register, id: string): string | undefined =>
  villages.get(homes.get(id) ?? id);
