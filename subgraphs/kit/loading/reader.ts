import type { SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { AuthorityClass } from '@hearth/schema/protocol/authority.ts';
import type { CursorSeal } from '../cursor-seal.ts';
import type { Database } from '../database/database.ts';
import type { Orm } from './batch.ts';
import { openSnapshot, type Snapshot } from './snapshot.ts';
import type { RegisterTables } from './register-tables.ts';
import { visibleRows } from './visibility.ts';

/** What statements are prepared for: one database, and callers who see all of it or a part. */
export interface Scope {
  /** Builds statements. Those that it sends see no row about a household or a person. */
  readonly orm: Orm;
  readonly name: 'whole' | 'limited';
  /** The condition under which a table's rows are seen; undefined where all are. Belongs into every `where`. */
  sees(table: PgTable): SQL | undefined;
}

/** A statement of drizzle's, prepared. */
export interface Statement<Rows> {
  execute(values?: Record<string, unknown>): Promise<Rows>;
}

/** Through what the loaders of one request read: what their caller may see, at one moment. */
export interface Reader {
  readonly authority: AuthorityClass;
  readonly scope: Scope;
  /** Seals the places of lists. */
  readonly cursors: CursorSeal;
  /** Builds and sends statements that are not prepared; they need no values. */
  readonly orm: Orm;
  /** Sends a statement that was built for the reader's scope. */
  execute<Rows>(statement: Statement<Rows>, values?: Record<string, unknown>): Promise<Rows>;
  /** Reads the whole country: for figures alone, which decide by `authority` what they tell. */
  readonly everywhere: Reader;
}

/** Makes the readers of a database's requests. */
export function createReaders(
  { orm, pool }: Pick<Database, 'orm' | 'pool'>,
  { register, cursors }: { register: RegisterTables; cursors: CursorSeal },
) {
  const whole: Scope = { orm, name: 'whole', sees: () => undefined };
  const limited: Scope = { orm, name: 'limited', sees: (table) => visibleRows(table, register) };

  class RequestReader implements Reader {
    readonly authority: AuthorityClass;
    readonly scope: Scope;
    readonly cursors = cursors;
    readonly #regions: readonly string[];
    readonly #snapshot: Snapshot;
    #orm: Orm | undefined;
    #everywhere: Reader | undefined;

    constructor(authority: AuthorityClass, regions: readonly string[]) {
      this.authority = authority;
      this.scope = regions[0] === '' ? whole : limited;
      this.#regions = regions;
      this.#snapshot = openSnapshot(pool, regions);
    }

    get orm(): Orm {
      return (this.#orm ??= drizzle(this.#snapshot as never));
    }

    get everywhere(): Reader {
      return (this.#everywhere ??= this.scope === whole ? this : new RequestReader(this.authority, ['']));
    }

    execute<Rows>(statement: Statement<Rows>, values?: Record<string, unknown>): Promise<Rows> {
      return sentBy(this.#snapshot, statement).execute({ ...values, regions: this.#regions });
    }
  }
  return (authority: AuthorityClass): Reader => new RequestReader(authority, authority.regions);
}

/** A prepared statement belongs to a database; each request sends it over the connection of its own snapshot. */
const sentBy = <Rows>(client: Snapshot, statement: Statement<Rows>): Statement<Rows> =>
  Object.create(statement, { client: { value: client } });
