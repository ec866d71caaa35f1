import { fileURLToPath } from 'node:url';
import { createAuthority } from '@hearth/schema/protocol/authority.ts';
import { bigint, pgTable } from 'drizzle-orm/pg-core';
import { householdId, provenance, recordId } from '../columns.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { protectRows } from '../database/row-security.ts';
import type { CreateDatabase, TestDatabase } from '../database/testing.ts';
import { namesOf, projection } from '../loading/register-tables.ts';
import { wholeCountry } from '../testing/authorities.ts';
import { createRunCommand, type RunCommand } from './run.ts';

/** A table that a test's commands write: amounts that are noted of households. */
export const notes = pgTable('notes', {
  id: recordId(),
  householdId: householdId(),
  amount: bigint('amount', { mode: 'bigint' }).notNull(),
  ...provenance(),
});

const migrations = [{ owner: 'kit', folder: fileURLToPath(new URL('../migrations', import.meta.url)) }];

/** Who may write in the province in which household H1 lives, and H2 does not. */
export const official = createAuthority({ ...wholeCountry, subject: 'official', regions: ['53'] });

/** A database with notes, and what carries out commands on it. */
export interface Notes {
  readonly database: TestDatabase;
  readonly requests: Database;
  readonly run: RunCommand;
  /** How many rows a table has. */
  count(table: 'notes' | 'changes' | 'commands'): Promise<number>;
  stop(): Promise<void>;
}

export async function openNotes(
  createDatabase: CreateDatabase,
  onCommit?: () => void,
  onStatement?: (text: string) => void,
): Promise<Notes> {
  const database = await createDatabase({ migrations });
  await database.pool.query(
    `create table notes (id text collate "C" primary key, household_id text collate "C" not null, amount bigint not null,
        source_system text not null, recorded_at timestamptz not null default now(), valid_from date, valid_to date,
        version int not null default 1);
     insert into register_households (id, region_code, current)
       values ('H1', '530102102001', true), ('H2', '520102102001', true)`,
  );
  await protectRows(database, namesOf(projection));
  const requests = await openDatabase({ url: database.url, application: 'commands', onStatement });
  return {
    database,
    requests,
    run: createRunCommand({ pool: requests.pool, register: projection, onCommit }),
    async count(table) {
      const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int from ${table}`);
      return rows[0]!.count;
    },
    async stop() {
      await requests.stop();
      await database.stop();
    },
  };
}
