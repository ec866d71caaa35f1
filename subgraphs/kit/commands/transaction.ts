import { and, eq, type InferInsertModel, type InferSelectModel, sql, type SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type pg from 'pg';
import { v7 as newId } from 'uuid';
import type { Orm } from '../loader.ts';
import type { RegisterTables } from '../loading/register-tables.ts';
import { visibleRows } from '../loading/visibility.ts';
import { today } from '../today.ts';
import type { Outcome } from './command.ts';
import { notFound, ruleRefused, versionConflict } from './refusals.ts';
import { seeRegions } from './regions.ts';

/** A table of records, which every command writes. */
type RecordTable = PgTable & { readonly id: PgColumn; readonly version: PgColumn };

type Row<Table extends PgTable> = InferSelectModel<Table>;

/** What a command says of a new record; what all records have is given to it. */
type NewRow<Table extends PgTable> = Omit<
  InferInsertModel<Table>,
  'id' | 'version' | 'recordedAt' | 'sourceSystem'
>;

/** A record that the caller names, and what they think its version is. */
interface Named {
  /** What people call such a record: `loan`. */
  readonly what: string;
  readonly id: string;
  readonly expectedVersion?: number;
}

/** Where a household lives. */
export interface Home {
  readonly id: string;
  readonly regionCode: string;
}

/** A person and their household. */
export interface Member {
  readonly id: string;
  readonly household: Home;
}

const VIOLATES_UNIQUENESS = '23505';

/**
 * What a command reads and writes through. It sees what its caller sees, and nothing else; what it read stays as it is until it
 * is over, or it is begun anew.
 */
export class CommandTransaction {
  /** On whose behalf. */
  readonly authority: Authority;
  /** The day it is in China, ISO. */
  readonly today: string = today();
  readonly client: pg.ClientBase;
  readonly #orm: Orm;
  readonly #register: RegisterTables;

  constructor(client: pg.ClientBase, authority: Authority, register: RegisterTables) {
    this.client = client;
    this.authority = authority;
    this.#orm = drizzle(client as pg.Client);
    this.#register = register;
  }

  /** @throws NOT_FOUND */
  async household(id: string): Promise<Home> {
    const { households } = this.#register;
    const [home] = await this.#orm
      .select({ id: households.id, regionCode: households.regionCode })
      .from(households as PgTable)
      .where(and(eq(households.id, id), this.#sees(households)));
    if (home === undefined) throw notFound('household', id);
    return home as Home;
  }

  /** @throws NOT_FOUND */
  async person(id: string): Promise<Member> {
    const { households, persons } = this.#register;
    const [home] = await this.#orm
      .select({ id: households.id, regionCode: households.regionCode })
      .from(persons as PgTable)
      .innerJoin(households as PgTable, eq(households.id, persons.householdId))
      .where(and(eq(persons.id, id), this.#sees(persons)));
    if (home === undefined) throw notFound('person', id);
    return { id, household: home as Home };
  }

  /** The rows that the caller sees. */
  async rows<Table extends PgTable>(table: Table, ...conditions: readonly SQL[]): Promise<Row<Table>[]> {
    const rows = await this.#orm
      .select()
      .from(table as PgTable)
      .where(and(...conditions, this.#sees(table)));
    return rows as Row<Table>[];
  }

  /**
   * A record that others cannot change before the command is over.
   * @throws NOT_FOUND, VERSION_CONFLICT
   */
  async record<Table extends RecordTable>(
    table: Table,
    { what, id, expectedVersion }: Named,
  ): Promise<Row<Table>> {
    const [row] = (await this.#orm
      .select()
      .from(table as PgTable)
      .where(and(eq(table.id, id), this.#sees(table)))
      .for('update')) as (Row<Table> & Outcome)[];
    if (row === undefined) throw notFound(what, id);
    if (expectedVersion !== undefined) expectVersion(row, expectedVersion);
    return row;
  }

  /**
   * Adds a record.
   * @param refusedBy the rule that no two records have the same key
   * @throws RULE_REFUSED by it
   */
  async insert<Table extends RecordTable>(
    table: Table,
    values: NewRow<Table>,
    refusedBy: { readonly rule: string; readonly message: string },
  ): Promise<Row<Table> & Outcome> {
    const line = { ...values, id: newId(), sourceSystem: this.#sourceSystem };
    try {
      const [row] = await this.#orm
        .insert(table)
        .values(line as unknown as InferInsertModel<Table>)
        .returning();
      return row as Row<Table> & Outcome;
    } catch (error) {
      const { cause } = error as { cause?: { code?: unknown } };
      if (cause?.code !== VIOLATES_UNIQUENESS) throw error;
      throw ruleRefused(refusedBy.rule, refusedBy.message);
    }
  }

  /** Changes a record, which has one version more then. */
  async update<Table extends RecordTable>(
    table: Table,
    id: string,
    values: Partial<NewRow<Table>>,
  ): Promise<Row<Table> & Outcome> {
    const rows = await this.#orm
      .update(table as PgTable)
      .set({ ...values, version: sql`${table.version} + 1`, recordedAt: sql`now()` } as never)
      .where(and(eq(table.id, id), this.#sees(table)))
      .returning();
    return rows[0] as Row<Table> & Outcome;
  }

  /** Does what takes the eyes of the ministry: it sees every household meanwhile, and tells the caller nothing of them. */
  async asMinistry<Result>(run: (orm: Orm) => Promise<Result>): Promise<Result> {
    await seeRegions(this.client, ['']);
    const result = await run(this.#orm);
    await seeRegions(this.client, this.authority.regions);
    return result;
  }

  /** Records that came through a command say so. */
  get #sourceSystem(): string {
    return `hearth/${this.authority.client}`;
  }

  #sees(table: PgTable): SQL | undefined {
    const { regions } = this.authority;
    return regions[0] === ''
      ? undefined
      : visibleRows(table, this.#register, sql`${sql.param(regions)}::text[]`);
  }
}

/** @throws VERSION_CONFLICT */
export function expectVersion({ version }: Outcome, expected: number | null): void {
  if (version !== expected) throw versionConflict(expected, version);
}
