import type { Secrets } from '../secrets.ts';
import { Reference } from './cell.ts';
import type { ExchangeFile, ImportRow } from './exchange.ts';
import { QUARANTINE_COLUMNS } from './layout.ts';
import type { Layout, PlacedCell, PlacedColumn } from './layout.ts';
import { Fault } from './reasons.ts';
import type { RawRecord } from './records.ts';
import type { Register } from './register-lookup.ts';

/** A row between file and table. */
export interface Draft {
  readonly record: RawRecord;
  /** The cells that a quarantine keeps: those of the kind, in the kind's order. */
  readonly kept: readonly string[];
  /** The quarantined row that this one corrects, as the file names it; null when none. */
  readonly corrects: string | null;
  readonly values: ImportRow;
  /** What must be looked up before the row is whole. */
  readonly references: readonly Reference<object>[];
  /** The first thing that is wrong with it. */
  fault: Fault | null;
}

/** Reads the cells of a record, each for itself. */
export function readRow(record: RawRecord, layout: Layout, secrets: Secrets): Draft {
  const values: ImportRow = {};
  const references: Reference<object>[] = [];
  let fault = record.fault ?? wrongLength(record, layout);
  for (const placed of layout.cells) {
    if (fault) break;
    const read = readCell(placed, record, secrets);
    if (read instanceof Fault) fault = read;
    else if (read instanceof Reference) references.push(read);
    else Object.assign(values, read);
  }
  return { record, ...ownCells(record, layout), values, references, fault };
}

/** Fills in what the register knows, then looks at the row as a whole. */
export function completeRow(draft: Draft, file: ExchangeFile, register: Register): void {
  for (const reference of draft.references) {
    if (draft.fault) return;
    const resolved = reference.resolve(register[reference.register].get(reference.key) ?? null);
    if (resolved instanceof Fault) draft.fault = resolved;
    else Object.assign(draft.values, resolved);
  }
  draft.fault ??= brokenRule(draft.values, file);
  if (!draft.fault && file.derive) Object.assign(draft.values, file.derive(draft.values));
}

function ownCells(record: RawRecord, layout: Layout): Pick<Draft, 'kept' | 'corrects'> {
  if (record.fault) return { kept: record.cells, corrects: null };
  const corrects = layout.isQuarantineList ? record.cells[0]!.trim() || null : null;
  return { kept: keptCells(record, layout), corrects };
}

/** Of a row that is too short or too long nobody knows which cell is whose: in another order it is kept as one. */
function keptCells({ cells }: RawRecord, { width, places, isInOrder, isQuarantineList }: Layout): string[] {
  if (cells.length === width) return places.map((place) => cells[place]!);
  const own = isQuarantineList ? cells.slice(QUARANTINE_COLUMNS.length) : [...cells];
  return isInOrder ? own : [own.join(',')];
}

function wrongLength({ cells }: RawRecord, { width }: Layout): Fault | null {
  if (cells.length === width) return null;
  const reason = cells.length < width ? 'TRUNCATED_LINE' : 'TOO_MANY_CELLS';
  return new Fault(reason, `The row has ${cells.length} cells, the header ${width}.`);
}

function readCell({ cell, columns }: PlacedCell, record: RawRecord, secrets: Secrets) {
  const texts = columns.map(({ place }) => record.cells[place]!.trim());
  const unreadable = columns.find((_, index) => UNREADABLE.test(texts[index]!));
  if (unreadable) return unreadableText(unreadable);
  const empty = columns.filter((_, index) => texts[index] === '');
  if (empty.length === 0 || cell.readsEmpty) return cell.read(texts, secrets);
  if (empty.length === columns.length && columns[0]!.optional) return nothing(cell.properties);
  return new Fault('MISSING_VALUE', `${empty[0]!.name} is empty.`, { column: empty[0]!.name });
}

/** What decoders put in place of bytes that are no text, and what no text of a database may hold. */
// oxlint-disable-next-line no-control-regex -- the character is the point
const UNREADABLE = /[\uFFFD\u0000]/;

function unreadableText({ name }: PlacedColumn): Fault {
  return new Fault('UNREADABLE_TEXT', `${name} holds bytes that are no text in the file's encoding.`, {
    column: name,
  });
}

const nothing = (properties: readonly string[]) =>
  Object.fromEntries(properties.map((property) => [property, null]));

function brokenRule(values: ImportRow, { checks }: ExchangeFile): Fault | null {
  const broken = checks.find(({ holds }) => !holds(values));
  return broken ? new Fault('BROKEN_RULE', broken.rule, { rule: broken.name }) : null;
}
