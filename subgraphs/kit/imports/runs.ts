import type pg from 'pg';
import { v7 as newId } from 'uuid';
import type { FileFacts } from './encoding.ts';
import type { ImportCounts } from './importer.ts';

/** Records that an import began; returns the run's id. */
export async function startRun(
  client: pg.ClientBase,
  { kind, fileName, facts }: { kind: string; fileName: string; facts: FileFacts },
): Promise<string> {
  const id = newId();
  await client.query(
    'insert into import_runs (id, kind, file_name, file_hash, encoding) values ($1, $2, $3, $4, $5)',
    [id, kind, fileName, facts.hash, facts.encoding],
  );
  return id;
}

/** Records that an import came to the file's end. */
export async function finishRun(client: pg.ClientBase, id: string, counts: ImportCounts): Promise<void> {
  const { rows, accepted, changed, unchanged, quarantined } = counts;
  await client.query(
    `update import_runs set finished_at = now(), rows_read = $2, accepted = $3, changed = $4, unchanged = $5,
      quarantined = $6 where id = $1`,
    [id, rows, accepted, changed, unchanged, quarantined],
  );
}
