import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { Database } from '@hearth/kit/database/database.ts';
import { migrate } from '@hearth/kit/database/migrate.ts';
import { linkOf, START_OF_CHAIN } from './chain.ts';
import type { Segment } from './journal.ts';
import type { KeptHead } from './kept-head.ts';
import type { RecordKeys } from './keys.ts';
import { eachLine } from './lines.ts';
import { CompactTree, hashLeaf } from './merkle.ts';
import { inTransaction } from './transaction.ts';
import { readHead, signHead } from './tree-head.ts';

/** The tables of the record. */
export const recordMigrations = {
  owner: 'access_record',
  folder: fileURLToPath(new URL('migrations', import.meta.url)),
};

/** Where the record grows. */
export interface RecordStore {
  /** Resolves when what a segment holds is in the record, under a signed head: once, however often it is given. */
  append(segment: Segment): Promise<void>;
  /** Signs the record anew as it stands, so that whoever keeps the head knows from when it is. Rejects when it was cut. */
  sign(): Promise<void>;
}

/** What a store is made of. */
export interface RecordStoreOptions {
  readonly database: Pick<Database, 'pool'>;
  readonly keys: RecordKeys;
  readonly keptHead: KeptHead;
}

const LINK = START_OF_CHAIN.length; // bytes
const LOCK = 4_155_829; // one writer at a time, whatever gateway it is of

/** The record as it stands. */
interface Newest {
  readonly tree: CompactTree;
  readonly link: Buffer;
}

/** Opens the record in a database, making its tables when they are not there, unless they are there and another role's. */
export async function openStore({ database, keys, keptHead }: RecordStoreOptions): Promise<RecordStore> {
  if (!(await isGuest(database))) await migrate(database, recordMigrations);
  const append = async (client: pg.ClientBase, { journal, number, lines }: Segment): Promise<SignedHead> => {
    await client.query(`set local synchronous_commit = on; select pg_advisory_xact_lock(${LOCK})`);
    const { rowCount: isNew } = await client.query(CLAIM, [journal, number]);
    const newest = await readNewest(client, keys, keptHead.size);
    const isGrowing = isNew && lines.length > 0; // a second head over as many entries would be refused
    return isGrowing ? grow(client, newest, { lines, keys }) : headOf(newest, keys);
  };
  return {
    async append(segment) {
      const signed = await inTransaction(database.pool, (client) => append(client, segment));
      await keptHead.keep(signed.size, signed.head);
    },
    async sign() {
      const newest = await inTransaction(database.pool, (client) => readNewest(client, keys, keptHead.size));
      await keptHead.keep(newest.tree.size, headOf(newest, keys).head);
    },
  };
}

/** Whether the tables belong to a role that this one is no member of, so that it can neither change them nor switch triggers off. */
async function isGuest({ pool }: Pick<Database, 'pool'>): Promise<boolean> {
  const { rows } = await pool.query<{ isGuest: boolean }>(
    `select not pg_has_role(relowner, 'usage') as "isGuest" from pg_class where oid = to_regclass('access_entries')`,
  );
  return rows[0]?.isGuest ?? false;
}

/** Changes no row when this segment, or a later one of its journal, is there already. */
const CLAIM =
  'insert into access_journals (journal, segment) values ($1, $2) on conflict (journal) ' +
  'do update set segment = excluded.segment where access_journals.segment < excluded.segment';

interface SignedHead {
  readonly size: number;
  readonly time: string;
  readonly head: string;
}

function headOf({ tree: { size, root }, link }: Newest, { signing }: RecordKeys): SignedHead {
  const time = new Date().toISOString();
  return { size, time, head: signHead({ size, root, link, time }, signing) };
}

interface Growth {
  /** Texts of entries in UTF-8, a line feed after each. */
  readonly lines: Buffer;
  readonly keys: RecordKeys;
}

async function grow(
  client: pg.ClientBase,
  { tree, link: last }: Newest,
  { lines, keys }: Growth,
): Promise<SignedHead> {
  const first = tree.size;
  let link = last;
  const links: Buffer[] = [];
  for (const entry of eachLine(lines)) {
    const leaf = hashLeaf(entry);
    tree.append(leaf);
    links.push((link = linkOf(keys.chain, link, leaf)));
  }
  const { size, time, head } = headOf({ tree, link }, keys);
  await client.query(ADD, [first, lines.subarray(0, -1), Buffer.concat(links)]);
  await client.query('insert into access_heads (size, time, head, peaks) values ($1, $2, $3, $4)', [
    size,
    time,
    head,
    Buffer.concat(tree.peaks),
  ]);
  return { size, time, head };
}

/**
 * Adds entries that come as lines, which JSON has no line feed within, and their links one after another: nothing of them
 * need be escaped, as in arrays, nor written anew.
 */
const ADD =
  'insert into access_entries (index, entry, link) ' +
  `select $1::bigint + line - 1, entry, substr($3::bytea, (line::int - 1) * ${LINK} + 1, ${LINK}) ` +
  "from string_to_table($2::text, e'\\n') with ordinality as added (entry, line)";

/** @throws Error when the record was cut, or its newest head changed: nothing may be added to it then. */
async function readNewest(client: pg.ClientBase, keys: RecordKeys, keptSize: number): Promise<Newest> {
  const { rows } = await client.query<{ head: string; peaks: Buffer; link: Buffer | null }>(
    'select head, peaks, (select link from access_entries where index = size - 1) as link ' +
      'from access_heads order by size desc limit 1',
  );
  const [row] = rows;
  const head = row && readHead(row.head, [keys.public]);
  if (row && !head) throw new Error('The newest head of the access record is not signed by its key.');
  const size = head?.size ?? 0;
  if (size < keptSize) {
    throw new Error(`The access record ends at ${size} entries, but had ${keptSize}: it was cut.`);
  }
  if (!row || !head) return { tree: new CompactTree(), link: START_OF_CHAIN };
  const tree = new CompactTree(size, splitHashes(row.peaks));
  if (!tree.root.equals(head.root)) throw new Error('The newest head of the access record was changed.');
  if (!row.link?.equals(head.link)) {
    throw new Error(`The last of the ${size} entries of the access record is missing or was changed.`);
  }
  return { tree, link: head.link };
}

/** The hashes that stand one after another in a column. */
export const splitHashes = (bytes: Buffer): Buffer[] =>
  Array.from({ length: bytes.length / 32 }, (_, index) => bytes.subarray(index * 32, (index + 1) * 32));
