import type { Database } from '../database/database.ts';
import type { Reference, RegisterEntry, RegisterName } from './cell.ts';

/** What the register knows of the keys that were asked for. */
export type Register = Readonly<Record<RegisterName, ReadonlyMap<string, RegisterEntry>>>;

/** Looks up all references of a batch in one statement. */
export async function lookUp(
  { pool }: Pick<Database, 'pool'>,
  references: readonly Reference<object>[],
): Promise<Register> {
  const register = { persons: new Map(), households: new Map(), regions: new Map() };
  if (references.length === 0) return register;
  const keysOf = (name: RegisterName) => [
    ...new Set(references.filter((each) => each.register === name).map(({ key }) => key)),
  ];
  const { rows } = await pool.query<FoundRow>({
    text: LOOK_UP,
    values: [keysOf('persons'), keysOf('households'), keysOf('regions')],
  });
  for (const { register: name, key, ...entry } of rows) register[name].set(key, entry);
  return register;
}

interface FoundRow extends RegisterEntry {
  readonly register: RegisterName;
  readonly key: string;
}

const LOOK_UP = `
  select 'persons' as register, citizen_id_hash as key, id, household_id as "householdId", name_hash as "nameHash"
    from register_persons where citizen_id_hash = any($1)
  union all
  select 'households', id, id, null, null from register_households where id = any($2)
  union all
  select 'regions', code, code, null, null from register_regions where code = any($3)`;
