import { open as openFile } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import type { Database } from '../database/database.ts';
import { open } from '../sealing.ts';
import { citizenIdKeysOf, type Secrets } from '../secrets.ts';
import type { ExchangeFile } from './exchange.ts';
import { QUARANTINE_COLUMNS } from './layout.ts';

/** A row that waits in quarantine. */
export interface QuarantinedRow {
  readonly id: string;
  readonly kind: string;
  /** The file that it came in first. */
  readonly fileName: string;
  readonly rowNumber: number;
  readonly reason: string;
  /** The column at fault; null when it is the row. */
  readonly column: string | null;
  readonly message: string;
  readonly status: 'OPEN' | 'RETRIED';
  readonly sealedRow: string;
}

/** Which rows to list; all that wait unless told. */
export interface QuarantineFilter {
  readonly kind?: string | undefined;
  /** The run that refused them last. */
  readonly run?: string | undefined;
}

const PAGE_SIZE = 500; // rows

/** The rows that wait in quarantine, the oldest first. */
export async function* listQuarantine(
  { pool }: Pick<Database, 'pool'>,
  { kind, run }: QuarantineFilter = {},
): AsyncGenerator<QuarantinedRow> {
  for (let after = ''; ;) {
    const { rows } = await pool.query<QuarantinedRow>(LIST, [after, kind ?? null, run ?? null, PAGE_SIZE]);
    yield* rows;
    if (rows.length < PAGE_SIZE) return;
    after = rows.at(-1)!.id;
  }
}

const LIST = `
  select id, kind, row_number as "rowNumber", reason, column_name as column, message, status,
      sealed_row as "sealedRow", coalesce(first.file_name, '') as "fileName"
    from quarantined_rows as held
    left join lateral (
      select file_name from import_runs where kind = held.kind and file_hash = held.file_hash order by id limit 1
    ) as first on true
    where status <> 'RESOLVED' and id > $1 and ($2::text is null or kind = $2) and ($3::text is null or run_id = $3)
    order by id limit $4`;

/**
 * Writes the waiting rows of a kind as a file to be corrected: what is wrong in the first columns, then the
 * cells as they came. It may hold citizen IDs: nobody but this account may read it.
 * @returns how many rows were written
 */
export async function writeQuarantine(
  database: Pick<Database, 'pool'>,
  {
    path,
    file,
    run,
    secrets,
  }: { path: string; file: ExchangeFile; run?: string | undefined; secrets: Secrets },
): Promise<number> {
  const out = await openFile(path, 'w', 0o600);
  await out.chmod(0o600); // when the file was there before
  let count = 0;
  try {
    await out.write(stringify([[...QUARANTINE_COLUMNS, ...file.columns.map(({ name }) => name)]]));
    for await (const row of listQuarantine(database, { kind: file.kind, run })) {
      const cells = JSON.parse(open(row.sealedRow, ...citizenIdKeysOf(secrets))) as string[];
      await out.write(stringify([[row.id, row.rowNumber, row.reason, row.column, row.message, ...cells]]));
      count += 1;
    }
  } finally {
    await out.close();
  }
  return count;
}
