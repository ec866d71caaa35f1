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
  const name = `${label.slice(0, 45)}_${(prepared += 1)}`;
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
