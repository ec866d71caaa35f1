import type pg from 'pg';

/** Somebody who belongs to another household now. */
export interface Mover {
  readonly id: string;
  /** The household that they belonged to. */
  readonly left: string;
  /** The household that they belong to now. */
  readonly home: string;
}

/**
 * Lets the records of people who belong to another household now go with them: to the household that an import would enter
 * them under today. Those that name a person beside the household that they are about stay with it. To be called before the
 * register's projection learns of the moves.
 * @param persons JSON of [{id, householdId, version}]
 * @returns who moved, from which household to which
 */
export async function moveRecords(client: pg.ClientBase, persons: string): Promise<Mover[]> {
  const moved = await client.query<Mover>(MOVED, [persons]);
  if (moved.rows.length === 0) return [];
  const ids = moved.rows.map(({ id }) => id);
  const homes = moved.rows.map(({ home }) => home);
  const tables = await client.query<{ name: string }>(TABLES);
  for (const { name } of tables.rows) {
    await client.query(
      `update ${client.escapeIdentifier(name)} as record set household_id = moved.home
        from unnest($1::text[], $2::text[]) as moved(id, home)
        where record.person_id = moved.id and record.household_id <> moved.home`,
      [ids, homes],
    );
  }
  return moved.rows;
}

const MOVED = `
  select person.id, person.household_id as "left", entry."householdId" as home
    from jsonb_to_recordset($1) as entry (id text, "householdId" text, version bigint)
    join register_persons as person on person.id = entry.id
      and person.household_id <> entry."householdId" and person.version < entry.version`;

/** The tables of which every record is about one person, whose household an import finds by them. */
const TABLES = `
  select class.relname as name from pg_class as class
    join pg_attribute as person on person.attrelid = class.oid and person.attname = 'person_id' and person.attnotnull
    join pg_attribute as home on home.attrelid = class.oid and home.attname = 'household_id'
    where class.relkind in ('r', 'p') and class.relnamespace = current_schema()::regnamespace
      and not person.attisdropped and not home.attisdropped
    order by name`;
