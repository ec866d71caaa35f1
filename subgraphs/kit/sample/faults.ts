import type { ExchangeFile } from '../imports/exchange.ts';
import type { FileColumn } from '../imports/cell.ts';
import type { RowReason } from '../imports/reasons.ts';
import type { Random } from './random.ts';

/** A row as it stands in a file. */
export type Cells = readonly string[];

/** How one kind of fault is planted into a sound row; null when the row has no place for it. */
interface Fault {
  readonly reason: RowReason;
  readonly plant: (cells: Cells, file: ExchangeFile) => Cells | null;
}

/** A citizen ID that nobody has; its check character is right. */
const NOBODY = '999999190001010015';

const FAULTS: readonly Fault[] = [
  { reason: 'WRONG_CHECK_CHARACTER', plant: inColumn(isCitizenId, withWrongCheckCharacter) },
  {
    reason: 'UNKNOWN_PERSON',
    plant: (cells, file) => (file.announces ? null : inColumn(isCitizenId, () => NOBODY)(cells, file)),
  },
  {
    reason: 'IMPOSSIBLE_DATE',
    plant: inColumn(hasForm('date, YYYY'), (date) => `${date.slice(0, 4)}-02-30`),
  },
  { reason: 'NEGATIVE_AMOUNT', plant: inColumn(hasForm('yuan', '0 to 1000000000000'), () => '-1.00') },
  { reason: 'UNKNOWN_CODE', plant: inColumn(hasForm('one of '), () => 'NO_SUCH_CODE') },
  { reason: 'TRUNCATED_LINE', plant: (cells) => (cells.length > 1 ? cells.slice(0, -1) : null) },
  { reason: 'DUPLICATE_ROW', plant: (cells) => cells },
];

/** A faulty version of a sound row, and the reason that the import must give for it. */
export function plantFault(
  cells: Cells,
  file: ExchangeFile,
  random: Random,
): { cells: Cells; reason: RowReason } | null {
  const { reason, plant } = random.pick(FAULTS);
  const faulty = plant(cells, file);
  return faulty === null ? null : { cells: faulty, reason };
}

/** Changes the first filled cell whose column is of that sort. */
function inColumn(
  isOfSort: (column: FileColumn) => boolean,
  change: (text: string) => string,
): Fault['plant'] {
  return (cells, file) => {
    const place = file.columns.findIndex((column, index) => isOfSort(column) && cells[index] !== '');
    return place < 0 ? null : cells.with(place, change(cells[place]!));
  };
}

function hasForm(...parts: readonly string[]) {
  return ({ form }: FileColumn) => parts.every((part) => form.includes(part));
}

function isCitizenId({ form }: FileColumn): boolean {
  return form.startsWith('18 characters');
}

function withWrongCheckCharacter(citizenId: string): string {
  return citizenId.slice(0, -1) + (citizenId.endsWith('0') ? '1' : '0');
}
