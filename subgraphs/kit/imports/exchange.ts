import type { InferInsertModel } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { RegisterChange } from '../register-changes.ts';
import type { Cell, FileColumn, ValuesOf } from './cell.ts';
import { checkDefinition } from './definition-check.ts';

/** A row as its cells give it. */
export type RowOf<Cells extends readonly Cell[]> = Together<ValuesOf<Cells[number]>>;

/** A rule that the cells of one row keep together. */
export interface RowCheck<Row> {
  /** Its name, as `BROKEN_RULE:<name>` shows it: `PARTS_ADD_UP`. */
  readonly name: string;
  /** What must hold, in a sentence for those who send files. */
  readonly rule: string;
  readonly holds: (row: Row) => boolean;
}

/** A further table that a row goes into, in the same transaction. */
export interface FurtherTable<Row> {
  readonly table: PgTable;
  /** The properties that a unique index covers. */
  readonly key: readonly string[];
  /** What goes into it; null when nothing does. */
  readonly row: (row: Row) => object | null;
}

/** How the rows of a file become rows of a table. */
export interface ExchangeFileDefinition<
  Table extends PgTable,
  Cells extends readonly Cell[],
  Derived extends object,
> {
  /** The name of the kind, plural, in kebab-case: `insurance-enrolments`. */
  readonly kind: string;
  /** What a row is and who sends such files, in English with the Chinese term. */
  readonly description: string;
  /** The table that the rows go into: the properties of a row that are columns of it. */
  readonly table: Table;
  /** The properties by which a row is recognised when it comes again; a unique index covers just these. */
  readonly key: readonly (keyof InferInsertModel<Table> & string)[];
  /**
   * The cells in the order of the file's columns. Together with what `derive` adds they fill every column of
   * the table that has no default; `id`, `sourceSystem`, `recordedAt` and `version` are filled by the import
   * unless a cell fills them.
   */
  readonly columns: Cells &
    (RowOf<Cells> extends Fitting<RowOf<Cells>, Table> ? unknown : Misfit<RowOf<Cells>, Table>);
  /** Rules over several cells of a row. */
  readonly checks?: readonly RowCheck<RowOf<Cells>>[];
  /** Adds properties that follow from others. */
  readonly derive?: (row: RowOf<Cells>) => Derived;
  /** Where the records come from, when no cell says so: the sending system's name. */
  readonly sourceSystem?: string;
  /** Further tables that the row goes into. */
  readonly alsoInto?: readonly FurtherTable<RowOf<Cells> & Derived>[];
  /** For the owner of the register: what a new or changed row announces to the other ministries. */
  readonly announces?: (row: RowOf<Cells> & Derived) => RegisterChange;
}

/** An exchange file's definition, ready for the import. */
export interface ExchangeFile {
  readonly kind: string;
  readonly description: string;
  /** The columns of the file in their order. */
  readonly columns: readonly FileColumn[];
  readonly cells: readonly Cell[];
  readonly checks: readonly RowCheck<ImportRow>[];
  readonly derive: ((row: ImportRow) => object) | null;
  /** The table of the rows first, then the further ones. */
  readonly targets: readonly Target[];
  readonly sourceSystem: string;
  readonly announces: ((row: ImportRow) => RegisterChange) | null;
}

/** One table that rows go into. */
export interface Target {
  readonly table: PgTable;
  readonly key: readonly string[];
  /** Properties that are written but not compared. */
  readonly incomparable: readonly string[];
  readonly row: (row: ImportRow) => object | null;
}

/** A row on its way: its properties by name. */
export type ImportRow = Record<string, unknown>;

/**
 * Defines a file through which data comes in.
 * @throws Error when the definition does not fit its tables
 */
export function exchangeFile<
  Table extends PgTable,
  const Cells extends readonly Cell[],
  Derived extends object = object,
>(definition: ExchangeFileDefinition<Table, Cells, Derived>): IfComplete<RowOf<Cells> & Derived, Table>;
export function exchangeFile(definition: unknown): unknown {
  const file = toExchangeFile(definition as AnyDefinition);
  checkDefinition(file);
  return file;
}

function toExchangeFile(definition: AnyDefinition): ExchangeFile {
  const { kind, description, table, key, checks = [], derive, alsoInto = [], announces } = definition;
  const cells = definition.columns;
  const incomparable = cells.flatMap((cell) => cell.incomparable ?? []);
  return {
    kind,
    description,
    columns: cells.flatMap((cell) => cell.columns),
    cells,
    checks: checks,
    derive: derive ?? null,
    targets: [
      { table, key, incomparable, row: (row) => row },
      ...alsoInto.map((further) => ({
        ...further,
        incomparable,
      })),
    ],
    sourceSystem: definition.sourceSystem ?? `${kind} exchange file`,
    announces: announces ?? null,
  };
}

/** A definition of which only the shape is known. */
type AnyDefinition = Omit<
  ExchangeFileDefinition<PgTable, readonly Cell[], object>,
  'columns' | 'checks' | 'derive' | 'alsoInto' | 'announces'
> & {
  readonly columns: readonly Cell[];
  readonly checks?: ExchangeFile['checks'];
  readonly derive?: (row: ImportRow) => object;
  readonly alsoInto?: readonly FurtherTable<ImportRow>[];
  readonly announces?: (row: ImportRow) => RegisterChange;
};

/** What a row of the table must be given. */
type Needed<Table extends PgTable> = Omit<
  InferInsertModel<Table>,
  'id' | 'sourceSystem' | 'recordedAt' | 'version'
>;

/** The part of the table that the row's properties are for. */
type Fitting<Row, Table extends PgTable> = Pick<
  InferInsertModel<Table>,
  keyof Row & keyof InferInsertModel<Table>
>;

/** What does not fit, as the compiler then shows it. */
type Misfit<Row, Table extends PgTable> = {
  readonly valuesThatTheTableDoesNotTake: {
    [
      Property in keyof Row & keyof InferInsertModel<Table>
    ]: Row[Property] extends InferInsertModel<Table>[Property] ? never : Property;
  }[keyof Row & keyof InferInsertModel<Table>];
};

/** No exchange file when a column of the table would stay empty that must not. */
type IfComplete<Row, Table extends PgTable> =
  Exclude<RequiredKeys<Needed<Table>>, keyof Row> extends never
    ? ExchangeFile
    : { readonly columnsThatNoCellFills: Exclude<RequiredKeys<Needed<Table>>, keyof Row> };

type RequiredKeys<Model> = {
  [Property in keyof Model]-?: undefined extends Model[Property] ? never : Property;
}[keyof Model];

/** A union of objects as one object with all their properties. */
type Together<Union> = (Union extends unknown ? (part: Union) => void : never) extends (
  whole: infer Whole,
) => void
  ? { [Property in keyof Whole]: Whole[Property] }
  : never;
