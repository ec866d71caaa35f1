import { sql, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Reader, Scope, Statement } from './reader.ts';

let prepared = 0;

/** A statement as one request sends it. */
export type Prepared<Rows> = (reader: Reader) => Statement<Rows>;

/**
 * Prepares a statement once per scope, under a name that no other statement has. PostgreSQL then plans it once per
 * connection. Its `where` must hold what the scope `sees` of each table that is about households or persons.
 */
export function preparedPer<Rows>(
  label: string,
  prepare: (scope: Scope, name: string) => Statement<Rows>,
): Prepared<Rows> {
  const name = nextName(label);
  const statements = new WeakMap<Scope, Statement<Rows>>();
  const statementFor = (scope: Scope): Statement<Rows> => {
    let statement = statements.get(scope);
    if (statement === undefined) {
      statement = prepare(scope, `${name}_${scope.name}`);
      statements.set(scope, statement);
    }
    return statement;
  };
  return (reader) => ({ execute: (values) => reader.execute(statementFor(reader.scope), values) });
}

/** A statement as one request sends it, with the conditions that its arguments add. */
export type PreparedWith<Rows> = (reader: Reader, conditions: SQL | undefined) => Statement<Rows>;

const dialect = new PgDialect();

const MOST_TEXTS = 100; // of one statement in one scope: each connection keeps a plan for each that it sent

/**
 * The same for a statement whose conditions depend on the request's arguments: it is put together and planned once for each
 * text of these conditions, whatever values are bound to it.
 */
export function preparedWith<Rows>(
  label: string,
  prepare: (scope: Scope, name: string, conditions: SQL) => Statement<Rows>,
): PreparedWith<Rows> {
  const statements = new WeakMap<Scope, Map<string, Statement<Rows>>>();
  const statementFor = (scope: Scope, text: string): Statement<Rows> => {
    const known = statements.get(scope) ?? new Map<string, Statement<Rows>>();
    statements.set(scope, known);
    let statement = known.get(text);
    if (statement === undefined) {
      const isKept = known.size < MOST_TEXTS;
      statement = prepare(scope, isKept ? `${nextName(label)}_${scope.name}` : '', withPlaceholders(text));
      if (isKept) known.set(text, statement);
    }
    return statement;
  };
  return (reader, conditions) => {
    const { sql: text, params } = dialect.sqlToQuery(conditions ?? sql`true`);
    const bound = Object.fromEntries(params.map((value, index) => [placeholderOf(index + 1), value]));
    return {
      execute: (values) => reader.execute(statementFor(reader.scope, text), { ...values, ...bound }),
    };
  };
}

const nextName = (label: string): string => `${label.slice(0, 45)}_${(prepared += 1)}`;

const placeholderOf = (number: number | string): string => `condition${number}`;

/** The text of conditions, `$1` and so on in it as placeholders. */
const withPlaceholders = (text: string): SQL =>
  sql.join(
    text
      .split(/\$(\d+)/)
      .map((part, index) =>
        index % 2 === 0 ? sql.raw(part) : (sql.placeholder(placeholderOf(part)) as never),
      ),
  );
