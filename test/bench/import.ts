import { join } from 'node:path';
import { type Row, round, type Table } from './results.ts';
import { watch } from './watch.ts';
import { withWorkspace, type Workspace } from './workspace.ts';

const SIZES = [10_000, 100_000]; // households

/** Writing a sample and importing it, each in a process of its own: the more households, the same memory. */
export function measureImport(): Promise<Table[]> {
  return withWorkspace(async (workspace) => {
    const rows: Row[] = [];
    for (const households of SIZES) rows.push(await measureSize(workspace, households));
    return [{ title: 'Sample files written and imported by the embedded database', rows }];
  });
}

async function measureSize({ directory, start }: Workspace, households: number): Promise<Row> {
  const folder = `households-${households}`;
  const out = join(directory, 'sample', folder);
  const args = ['--households', String(households), '--out', out];
  const written = await watch(start('gateway/standalone/sample.ts', { folder, args }));
  const imported = await watch(start('test/bench/import.fixture.ts', { folder, args: [out] }));
  const { rows, seconds } = JSON.parse(imported.stdout) as { rows: number; seconds: number };
  return {
    households,
    rows,
    'written s': round(written.seconds),
    'writer peak MiB': written.peak,
    'imported s': round(seconds),
    'rows/s': Math.round(rows / seconds),
    'importer peak MiB': imported.peak,
  };
}
