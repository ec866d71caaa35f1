import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { hasTexts, readJson, writePrivateJson } from '../private-file.ts';

/** The passwords of an embedded server, made at random when first needed. */
export interface Passwords {
  readonly superuser: string;
  /** By role; a ministry's role and database bear its name with underscores. */
  readonly roles: Readonly<Record<string, string>>;
}

/** The name of a ministry's role and of its database: `poverty_relief` for `poverty-relief`. */
export const roleOf = (ministry: string) => ministry.replaceAll('-', '_');

/** Reads the passwords from their file, which only this account may read, and makes those that are missing. */
export async function ensurePasswords(file: string, ministries: readonly string[]): Promise<Passwords> {
  const known = await readPasswords(file);
  const missing = ministries.map(roleOf).filter((role) => known?.roles[role] === undefined);
  if (known && missing.length === 0) return known;
  const roles = { ...known?.roles, ...Object.fromEntries(missing.map((role) => [role, newPassword()])) };
  const passwords = { superuser: known?.superuser ?? newPassword(), roles };
  await writePrivateJson(file, passwords);
  return passwords;
}

/**
 * The passwords that a file keeps; null when there is none.
 * @throws DamagedFileError when it is there and not whole
 */
export const readPasswords = (file: string): Promise<Passwords | null> =>
  readJson<Passwords>(file, {
    isWhole: (value) => hasTexts('superuser')(value) && typeof (value as Passwords).roles === 'object',
    remedy: 'put back a copy of it; without it the databases cannot be opened.',
  });

const newPassword = () => randomBytes(24).toString('base64url');

/** Gives each ministry a role and a database that only this role may enter. */
export async function ensureRoles(superuserUrl: string, { roles }: Passwords): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query('revoke all on database postgres, template1 from public');
    for (const [role, password] of Object.entries(roles)) await ensureRole(client, role, password);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const name = client.escapeIdentifier(role);
  const exists = (table: string, column: string) =>
    client.query(`select from ${table} where ${column} = $1`, [role]).then(({ rowCount }) => rowCount === 1);
  if (!(await exists('pg_roles', 'rolname'))) {
    await client.query(`create role ${name} login password ${client.escapeLiteral(password)}`);
  }
  if (!(await exists('pg_database', 'datname'))) await client.query(`create database ${name} owner ${name}`);
  await client.query(`revoke all on database ${name} from public`);
}
