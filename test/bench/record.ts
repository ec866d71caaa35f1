import { round, type Row, type Table } from './results.ts';
import { watch } from './watch.ts';
import { withWorkspace, type Workspace } from './workspace.ts';

const SIZES = [10_000, 100_000, 1_000_000]; // entries

interface Duration {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** The access record: how fast it grows, and how fast it is verified. The more entries, the same memory. */
export function measureRecord(): Promise<Table[]> {
  return withWorkspace(async (workspace) => {
    const rows: Row[] = [];
    for (const entries of SIZES) rows.push(await measureSize(workspace, entries));
    return [{ title: 'The access record, in the embedded database', rows }];
  });
}

async function measureSize({ start }: Workspace, entries: number): Promise<Row> {
  const { stdout, peak } = await watch(
    start('test/bench/record.fixture.ts', { folder: `entries-${entries}`, args: [String(entries)] }),
  );
  const { recorded, verified, found } = JSON.parse(stdout) as {
    readonly recorded: Duration;
    readonly verified: Duration;
    readonly found: { readonly entries: number; readonly heads: number; readonly fault?: unknown };
  };
  if (found.entries !== entries || found.fault) throw new Error(`Verified wrongly: ${JSON.stringify(found)}`);
  return {
    entries,
    'recorded/s': Math.round(entries / recorded.seconds),
    'CPU µs per entry': round((recorded.cpuSeconds / entries) * 1_000_000),
    'signed heads': found.heads,
    'verified s': round(verified.seconds),
    'peak MiB': peak,
  };
}
