import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Database } from './database.ts';
import { protectedTables, type TableRule } from './row-rules.ts';
import type { RegisterNames } from './row-rules.ts';

/** The one policy that a protected table has; its name ends in a digest of what it says. */
const POLICY_PREFIX = 'rows_';

/** Any number that nothing else here locks. */
const LOCK = 4_155_824;

/** A table about households or persons is not protected as it should be. */
export class UnprotectedRowsError extends Error {
  override readonly name = 'UnprotectedRowsError';
}

/**
 * Makes PostgreSQL itself hide the rows about households and persons from every session that did not say for which regions
 * it reads, the owner's included. Brings the policies up to date after migrations; what is in order is left alone.
 * @throws UnprotectedRowsError when a table has a policy that is not ours: PostgreSQL shows what any of them allows
 */
export async function protectRows({ pool }: Pick<Database, 'pool'>, register: RegisterNames): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`begin; select pg_advisory_xact_lock(${LOCK})`);
    const rules = await protectedTables(client, register);
    const states = await statesOf(
      client,
      rules.map(({ table }) => table),
    );
    for (const rule of rules) await protect(client, rule, states.get(rule.table)!);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

async function protect(
  client: pg.ClientBase,
  rule: TableRule,
  { policies, enabled, forced }: TableState,
): Promise<void> {
  const policy = `${POLICY_PREFIX}${createHash('sha256').update(rule.condition).digest('hex').slice(0, 12)}`;
  const foreign = policies.find((name) => !name.startsWith(POLICY_PREFIX));
  if (foreign !== undefined) {
    throw new UnprotectedRowsError(
      `Table ${rule.table} has the policy ${foreign}, which may show rows that must be hidden: drop it.`,
    );
  }
  if (enabled && forced && policies.length === 1 && policies[0] === policy) return;
  const table = client.escapeIdentifier(rule.table);
  const dropped = policies.map((name) => `drop policy ${client.escapeIdentifier(name)} on ${table};`);
  await client.query(
    `${dropped.join(' ')} create policy ${policy} on ${table} using (${rule.condition});
     alter table ${table} enable row level security; alter table ${table} force row level security`,
  );
}

interface TableState {
  readonly table: string;
  readonly policies: readonly string[];
  readonly enabled: boolean;
  readonly forced: boolean;
}

async function statesOf(client: pg.ClientBase, tables: readonly string[]): Promise<Map<string, TableState>> {
  const { rows } = await client.query<TableState>(
    `select relname as table, relrowsecurity as enabled, relforcerowsecurity as forced,
        array(select polname::text from pg_policy where polrelid = class.oid) as policies
      from pg_class as class where relnamespace = current_schema()::regnamespace and relname = any($1)`,
    [tables],
  );
  return new Map(rows.map((state) => [state.table, state]));
}

/** Whether the role of a database's sessions walks past every policy, as superusers do. */
export async function bypassesRowSecurity({ pool }: Pick<Database, 'pool'>): Promise<boolean> {
  const { rows } = await pool.query<{ bypasses: boolean }>(
    'select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user',
  );
  return rows[0]?.bypasses ?? true;
}
