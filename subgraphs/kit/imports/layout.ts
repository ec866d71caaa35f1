import type { Cell, FileColumn } from './cell.ts';
import type { ExchangeFile } from './exchange.ts';
import { FileRefusedError, show } from './reasons.ts';
import type { RawRecord } from './records.ts';

/** Where a file has which column. */
export interface Layout {
  /** How many cells a row has. */
  readonly width: number;
  /** The cells of the kind, each with the places of its columns. */
  readonly cells: readonly PlacedCell[];
  /** The places of the kind's columns, in the kind's order. */
  readonly places: readonly number[];
  /** Whether the file has the columns in the kind's order. */
  readonly isInOrder: boolean;
  /** Whether each row names the quarantined row that it corrects. */
  readonly isQuarantineList: boolean;
}

export interface PlacedCell {
  readonly cell: Cell;
  readonly columns: readonly PlacedColumn[];
}

export interface PlacedColumn extends FileColumn {
  readonly place: number;
}

/** The columns that a list of quarantined rows has before those of the kind, and its correction too. */
export const QUARANTINE_COLUMNS = ['quarantine_id', 'row', 'reason', 'column', 'message'] as const;

/**
 * Finds the kind's columns in a header, in any order. The columns of a quarantine list may stand before them,
 * and must in a correction.
 * @throws FileRefusedError naming the columns that are missing or unknown
 */
export function readLayout(
  header: RawRecord,
  { kind, cells, columns }: ExchangeFile,
  { isCorrection }: { isCorrection: boolean },
): Layout {
  const names = header.cells.map((cell) => cell.trim());
  const isList = names[0] === QUARANTINE_COLUMNS[0];
  if (isCorrection && !isList) {
    const start = QUARANTINE_COLUMNS.join(', ');
    throw new FileRefusedError('FILE_OF_ANOTHER_KIND', `A corrected file begins with the columns ${start}.`);
  }
  const own = isList ? names.slice(QUARANTINE_COLUMNS.length) : names;
  const known = columns.map(({ name }) => name);
  const missing = known.filter((name) => !own.includes(name));
  const unknown = own.filter((name, index) => !known.includes(name) || own.indexOf(name) !== index);
  if (header.fault || missing.length > 0 || unknown.length > 0) {
    throw new FileRefusedError('FILE_OF_ANOTHER_KIND', misfit(kind, { missing, unknown }));
  }
  const offset = names.length - own.length;
  const placed = (column: FileColumn) => ({ ...column, place: own.indexOf(column.name) + offset });
  const places = columns.map((column) => placed(column).place);
  return {
    width: names.length,
    cells: cells.map((cell) => ({ cell, columns: cell.columns.map(placed) })),
    places,
    isInOrder: places.every((place, index) => place === index + offset),
    isQuarantineList: isList,
  };
}

/** Names come as `show` gives them: a file without a header begins with somebody's data. */
function misfit(kind: string, { missing, unknown }: { missing: string[]; unknown: string[] }): string {
  const parts = [
    missing.length > 0 && `it lacks ${missing.join(', ')}`,
    unknown.length > 0 && `it has ${unknown.slice(0, 20).map(show).join(', ')}, which the kind does not know`,
  ].filter(Boolean);
  return `The file is not one of ${kind}: ${parts.join('; ') || 'its header cannot be read'}.`;
}
