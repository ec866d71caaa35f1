import { getTableName } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { RegisterNames } from '../database/row-rules.ts';
import { registerHouseholds, registerPersons } from '../tables.ts';

/** Where a ministry looks up who belongs to which household, and where that household lives now. */
export interface RegisterTables {
  readonly households: PgTable & { readonly id: PgColumn; readonly regionCode: PgColumn };
  readonly persons: PgTable & { readonly id: PgColumn; readonly householdId: PgColumn };
  /** Tables about households that name none: column `of` holds what column `by` of their owner's row holds. */
  readonly parts: readonly { readonly of: PgColumn; readonly by: PgColumn }[];
}

/** The register's projection, which follows every move. */
export const projection: RegisterTables = {
  households: registerHouseholds,
  persons: registerPersons,
  parts: [],
};

/** The tables by their names in the database. */
export const namesOf = ({ households, persons, parts }: RegisterTables): RegisterNames => ({
  households: getTableName(households),
  persons: getTableName(persons),
  parts: parts.map(({ of, by }) => ({
    table: getTableName(of.table),
    column: of.name,
    owner: { table: getTableName(by.table), column: by.name },
  })),
});
