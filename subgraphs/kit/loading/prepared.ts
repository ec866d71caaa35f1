import type { Orm } from './batch.ts';

let prepared = 0;

/**
 * Prepares a statement once per database, under a name that no other statement has. PostgreSQL then plans it
 * once per connection.
 */
export function preparedPer<Statement>(
  label: string,
  prepare: (orm: Orm, name: string) => Statement,
): (orm: Orm) => Statement {
  const name = `${label.slice(0, 50)}_${(prepared += 1)}`;
  const statements = new WeakMap<Orm, Statement>();
  return (orm) => {
    let statement = statements.get(orm);
    if (statement === undefined) {
      statement = prepare(orm, name);
      statements.set(orm, statement);
    }
    return statement;
  };
}
