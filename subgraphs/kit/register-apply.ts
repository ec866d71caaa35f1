import type pg from 'pg';
import { announceChanges } from './changes/announce.ts';
import { moveRecords } from './register-moves.ts';
import { keyOf, type LoggedEntry, type RegisterChange } from './register-changes.ts';

/** What a ministry announces of a household that it finds in another place than before. */
const MOVED = 'HOUSEHOLD_MOVED';

/** What it announces of the households that somebody has left or come to, with the records about them. */
const MEMBERS_CHANGED = 'MEMBERS_CHANGED';

/**
 * Writes entries of the register's log into the projection, and announces the households whose place or members they change.
 * @returns how many were announced
 */
export async function applyEntries(
  client: pg.ClientBase,
  entries: readonly LoggedEntry[],
  { announcesMoves = false }: { readonly announcesMoves?: boolean },
): Promise<number> {
  await client.query(REGIONS, [newest(entries, 'REGION')]);
  const { rows } = await client.query<{ id: string }>(HOUSEHOLDS, [newest(entries, 'HOUSEHOLD')]);
  const persons = newest(entries, 'PERSON');
  const movers = await moveRecords(client, persons);
  await client.query(PERSONS, [persons]);
  if (!announcesMoves) return 0;
  const announcements = [
    ...rows.map(({ id }) => ({ kind: MOVED, household: id })),
    ...movers.flatMap(({ id, left, home }) =>
      [left, home].map((household) => ({ kind: MEMBERS_CHANGED, household, persons: [id] })),
    ),
  ];
  return (await announceChanges(client, announcements, 'register_households')).length;
}

/** The entry that holds of each entity, as JSON. */
function newest(entries: readonly LoggedEntry[], entity: RegisterChange['entity']): string {
  const byKey = new Map<string, LoggedEntry>();
  for (const entry of entries) {
    if (entry.change.entity !== entity) continue;
    const key = keyOf(entry.change);
    const held = byKey.get(key);
    if (!held || BigInt(held.version) < BigInt(entry.version)) byKey.set(key, entry);
  }
  return JSON.stringify([...byKey.values()].map(({ change, version }) => ({ ...change, version })));
}

const REGIONS = `
  insert into register_regions (code) select code from jsonb_to_recordset($1) as change (code text)
  on conflict do nothing`;

/** Gives back the households that lived elsewhere before. */
const HOUSEHOLDS = `
  with entry as (
    select id, "regionCode", current, version
      from jsonb_to_recordset($1) as entry (id text, "regionCode" text, current boolean, version bigint)
  ), before as (
    select home.id, home.region_code from register_households as home join entry on entry.id = home.id
  ), written as (
    insert into register_households as held (id, region_code, current, version) select * from entry
    on conflict (id) do update
      set region_code = excluded.region_code, current = excluded.current, version = excluded.version
      where held.version < excluded.version
    returning id, region_code
  )
  select written.id from written join before on before.id = written.id
    where before.region_code <> written.region_code`;

const PERSONS = `
  insert into register_persons as held (id, household_id, citizen_id_hash, name_hash, version)
    select id, "householdId", "citizenIdHash", "nameHash", version
      from jsonb_to_recordset($1)
        as entry (id text, "householdId" text, "citizenIdHash" text, "nameHash" text, version bigint)
  on conflict (id) do update set household_id = excluded.household_id,
    citizen_id_hash = excluded.citizen_id_hash, name_hash = excluded.name_hash, version = excluded.version
    where held.version < excluded.version`;
