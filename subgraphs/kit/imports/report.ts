import type { ImportSummary } from './importer.ts';
import type { QuarantinedRow } from './quarantine-list.ts';
import type { ExchangeFile } from './exchange.ts';

/** What became of a file, for a terminal. */
export function summaryText(ministry: string, summary: ImportSummary): string {
  const { kind, fileName, encoding, dryRun, rows, accepted, changed, unchanged, quarantined } = summary;
  const counts = { 'rows read': rows, accepted, changed, unchanged, quarantined };
  const reasons = Object.entries(summary.reasons).toSorted(([, a], [, b]) => b - a);
  return [
    `${ministry} ${kind}: ${fileName} (${encoding.toUpperCase()})${dryRun ? ', tried without effect' : ''}`,
    table(Object.entries(counts).map(([name, count]) => [name, String(count)])),
    ...(reasons.length > 0 ? [table(reasons.map(([reason, count]) => [`  ${reason}`, String(count)]))] : []),
    ...(quarantined > 0 && !dryRun
      ? [`See them: npm run import -- quarantine ${ministry} --run ${summary.runId}`]
      : []),
  ].join('\n');
}

/** The kinds of a ministry with their columns; a `?` marks those that may be empty. */
export function kindsText(ministry: string, exchange: readonly ExchangeFile[]): string {
  const columnsOf = ({ columns }: ExchangeFile) =>
    columns.map(({ name, optional }) => (optional ? `${name}?` : name)).join(', ');
  return [ministry, ...exchange.map((file) => `  ${file.kind}: ${columnsOf(file)}`)].join('\n');
}

/** A quarantined row on one line. */
export function quarantinedText({
  kind,
  fileName,
  rowNumber,
  reason,
  column,
  message,
  status,
}: QuarantinedRow): string {
  const place = `${kind} ${fileName} row ${rowNumber}${column === null ? '' : `, ${column}`}`;
  return `${place}: ${reason}${status === 'RETRIED' ? ' (after a correction)' : ''}. ${message}`;
}

/** Names on the left, numbers on the right. */
function table(rows: readonly (readonly [string, string])[]): string {
  const [left, right] = [0, 1].map((side) => Math.max(...rows.map((row) => row[side]!.length)));
  return rows.map(([name, count]) => `  ${name.padEnd(left!)}  ${count.padStart(right!)}`).join('\n');
}
