import type pg from 'pg';
import { v7 as newId } from 'uuid';
import { seal } from '../sealing.ts';
import type { Secrets } from '../secrets.ts';
import type { Draft } from './read-row.ts';

/** Where a quarantined row is known from; a row that corrects one has the place of that one. */
export interface Place {
  readonly fileHash: string;
  readonly rowNumber: number;
}

/** What a run knows of the places of its rows. */
export interface QuarantineRun {
  readonly runId: string;
  readonly kind: string;
  readonly fileHash: string;
  /** Whether rows of this very file wait in quarantine from an earlier run. */
  readonly hasWaiting: boolean;
}

/** Puts rows with faults into quarantine, each once, and lets go those that are in the tables now. */
export async function updateQuarantine(
  client: pg.ClientBase,
  drafts: readonly Draft[],
  { run, secrets }: { run: QuarantineRun; secrets: Secrets },
): Promise<void> {
  const placeOf = await findPlaces(client, drafts, run);
  const refused = drafts.filter(({ fault }) => fault);
  const settled = drafts.filter(({ fault, corrects }) => !fault && (run.hasWaiting || corrects));
  if (settled.length > 0) await client.query(RESOLVE, [run.kind, JSON.stringify(settled.map(placeOf))]);
  if (refused.length === 0) return;
  // One quarantined row may be corrected by several rows of a file; the last that is refused stands for them.
  const rows = new Map(
    refused.map((draft) => {
      const place = placeOf(draft);
      return [JSON.stringify(place), quarantineRow(draft, place, { run, secrets })];
    }),
  );
  await client.query(STORE, [JSON.stringify([...rows.values()])]);
}

/** A row that was corrected stays so when its first file comes again; a refused correction replaces it. */
const STORE = `
  insert into quarantined_rows as held
    (id, run_id, kind, file_hash, row_number, reason, column_name, message, sealed_row, status)
  select id, run_id, kind, file_hash, row_number, reason, column_name, message, sealed_row, status
    from json_populate_recordset(null::quarantined_rows, $1)
  on conflict (kind, file_hash, row_number) do update set
    run_id = excluded.run_id, reason = excluded.reason, column_name = excluded.column_name,
    message = excluded.message, sealed_row = excluded.sealed_row, status = excluded.status, updated_at = now()
  where held.status = 'OPEN' or excluded.status = 'RETRIED'`;

const RESOLVE = `
  update quarantined_rows set status = 'RESOLVED', updated_at = now()
    from json_to_recordset($2) as place ("fileHash" text, "rowNumber" int)
    where kind = $1 and status <> 'RESOLVED'
      and file_hash = place."fileHash" and row_number = place."rowNumber"`;

/** Whether rows of a file wait in quarantine. */
export async function hasWaitingRows(
  client: pg.ClientBase,
  kind: string,
  fileHash: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from quarantined_rows where kind = $1 and file_hash = $2 and status <> 'RESOLVED' limit 1`,
    [kind, fileHash],
  );
  return rowCount === 1;
}

async function findPlaces(
  client: pg.ClientBase,
  drafts: readonly Draft[],
  { kind, fileHash }: QuarantineRun,
): Promise<(draft: Draft) => Place> {
  const ids = drafts.map(({ corrects }) => corrects).filter((id) => id !== null);
  const known = new Map<string, Place>();
  if (ids.length > 0) {
    const { rows } = await client.query<Place & { id: string }>(
      `select id, file_hash as "fileHash", row_number as "rowNumber" from quarantined_rows
        where kind = $1 and id = any($2)`,
      [kind, ids],
    );
    for (const { id, ...place } of rows) known.set(id, place);
  }
  return ({ corrects, record: { rowNumber } }) => known.get(corrects ?? '') ?? { fileHash, rowNumber };
}

function quarantineRow(
  { fault, corrects, kept }: Draft,
  place: Place,
  { run, secrets }: { run: QuarantineRun; secrets: Secrets },
): object {
  return {
    id: newId(),
    run_id: run.runId,
    kind: run.kind,
    file_hash: place.fileHash,
    row_number: place.rowNumber,
    reason: fault!.label,
    column_name: fault!.column,
    message: fault!.message,
    sealed_row: seal(JSON.stringify(kept), secrets.citizenIdKey),
    status: corrects ? 'RETRIED' : 'OPEN',
  };
}
