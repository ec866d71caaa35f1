import { holdsCitizenId } from '@hearth/schema/protocol/citizen-id.ts';
import type { Secrets } from '../secrets.ts';
import { Fault, show } from './reasons.ts';
import type { RowReason } from './reasons.ts';

/** A column of an exchange file, as its documentation shows it. */
export interface FileColumn {
  /** The name in the header. */
  readonly name: string;
  /** What it means: English, the Chinese term, the unit. */
  readonly meaning: string;
  /** How a value is written. */
  readonly form: string;
  /** Whether a cell may be empty. */
  readonly optional: boolean;
  /** Whether values stay out of messages. */
  readonly sensitive: boolean;
}

/** What a definition may say of any column. */
export interface CellOptions {
  /** What the column means: English, the Chinese term, the unit. */
  readonly meaning?: string;
  /** The name in the header; the property in snake_case unless told. */
  readonly column?: string;
}

/** One value or a few that belong together: the columns they are read from and the properties they fill. */
export interface Cell<Values extends object = object> {
  readonly columns: readonly FileColumn[];
  /** The properties of the row that it fills. */
  readonly properties: readonly string[];
  /** Those of them that differ each time although the file says the same, so that comparing them means nothing. */
  readonly incomparable?: readonly string[];
  /** Whether it gives an empty text a meaning of its own, as a list of codes does. */
  readonly readsEmpty?: boolean;
  /** Reads the columns' texts, spaces around them cut off, none of them empty unless it says so. */
  read(texts: readonly string[], secrets: Secrets): Values | Fault | Reference<Values>;
}

/** The values that a cell fills in. */
export type ValuesOf<Candidate> = Candidate extends Cell<infer Values> ? Values : never;

/** A value that must be looked up in the register before it is known what the cell holds. */
export class Reference<Values extends object> {
  readonly register: RegisterName;
  readonly key: string;
  /** Given what the register knows under the key; null when nothing. */
  readonly resolve: (known: RegisterEntry | null) => Values | Fault;

  constructor(register: RegisterName, key: string, resolve: (known: RegisterEntry | null) => Values | Fault) {
    this.register = register;
    this.key = key;
    this.resolve = resolve;
  }
}

/** People are looked up by the keyed hash of their citizen ID, households by id, regions by code. */
export type RegisterName = 'persons' | 'households' | 'regions';

/** What the register knows; the last two of people alone. */
export interface RegisterEntry {
  /** Id of the person or household, code of the region. */
  readonly id: string;
  readonly householdId: string | null;
  readonly nameHash: string | null;
}

/** What a text gives, or why it does not. */
export type Parse<Value> = (text: string) => Value | Refusal;

/** Why a text is refused: the reason and how a value would be right. */
export class Refusal {
  readonly reason: RowReason;
  readonly right: string;

  constructor(reason: RowReason, right: string) {
    this.reason = reason;
    this.right = right;
  }
}

const misplaced = new Refusal('MISPLACED_CITIZEN_ID', 'anything but a citizen ID');

/** A text that is kept as it is, unless it holds a citizen ID. */
export const inTheClear = (text: string): string | Refusal => (holdsCitizenId(text) ? misplaced : text);

/** A cell of one column and one property. */
export function plainCell<Property extends string, Value>(
  property: Property,
  options: CellOptions & { form: string; sensitive?: boolean; parse: Parse<Value> },
): Cell<Record<Property, Value>> {
  const { form, parse, sensitive = false } = options;
  const column = fileColumn(property, { ...options, form, sensitive });
  return {
    columns: [column],
    properties: [property],
    read([text = '']) {
      const value = parse(text);
      if (!(value instanceof Refusal)) return { [property]: value } as Record<Property, Value>;
      return refuse(column, text, value);
    },
  };
}

/** The fault of a text in a column; a sensitive one is not shown. */
export function refuse(column: FileColumn, text: string, { reason, right }: Refusal): Fault {
  const value = column.sensitive ? 'The value' : show(text);
  return new Fault(reason, `${value} is not right for ${column.name}: ${right}.`, { column: column.name });
}

/** Describes the column of a property. */
export function fileColumn(
  property: string,
  { meaning = '', column, form, sensitive = false }: CellOptions & { form: string; sensitive?: boolean },
): FileColumn {
  return { name: column ?? snakeCase(property), meaning, form, optional: false, sensitive };
}

const snakeCase = (property: string) => property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
