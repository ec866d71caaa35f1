import { maskCitizenIds } from '@hearth/schema/protocol/citizen-id.ts';

/** Why a row is refused, and what whoever sent it does about it. */
export const rowReasons = {
  MISSING_VALUE: 'A cell that must be filled is empty.',
  TEXT_TOO_LONG: 'A text is longer than its column takes.',
  UNREADABLE_TEXT: 'Bytes that are no text in the file’s encoding, or characters that no text may hold.',
  NOT_A_NUMBER: 'A cell that takes a number holds something else, or too many decimals.',
  NEGATIVE_AMOUNT: 'An amount is negative that cannot be.',
  OUT_OF_RANGE: 'A number is smaller or larger, or a day earlier or later, than can be.',
  IMPOSSIBLE_DATE: 'A day or moment that the calendar does not have, or not written as YYYY-MM-DD.',
  UNKNOWN_CODE: 'A value that is not in the column’s list of codes.',
  REPEATED_CODE: 'A code stands twice in one list.',
  MALFORMED_IDENTIFIER: 'A number or key is not written as its kind is.',
  MALFORMED_CITIZEN_ID:
    'A citizen ID does not have 17 digits and a check character, or no possible birth date.',
  WRONG_CHECK_CHARACTER: 'The last character of a citizen ID does not check the others: a digit is wrong.',
  MISPLACED_CITIZEN_ID:
    'A text holds a citizen ID, and would keep it in the clear: it belongs in its own column alone.',
  UNKNOWN_PERSON: 'The register knows nobody with this citizen ID.',
  NAME_MISMATCH: 'The register knows the citizen ID under another name.',
  UNKNOWN_HOUSEHOLD: 'The register knows no household of this number.',
  UNKNOWN_REGION: 'The register knows no region of this division code.',
  DUPLICATE_ROW: 'A row with the same key was accepted before it in this file.',
  TRUNCATED_LINE: 'The row has fewer cells than the header.',
  TOO_MANY_CELLS: 'The row has more cells than the header.',
  BROKEN_QUOTES: 'A quoted cell does not end, or goes on after its closing quote.',
  LINE_TOO_LONG: 'The line is longer than 1 MiB.',
  BROKEN_RULE: 'The cells are right each for itself but contradict one another; the rule is named.',
  DATABASE_REFUSED:
    'The database refuses the row for a reason that no check foresaw; the constraint is named.',
} as const satisfies Record<string, string>;

/** One reason of the catalogue. */
export type RowReason = keyof typeof rowReasons;

/** Why a file as a whole cannot be read; nothing of it was taken. */
export const fileReasons = {
  FILE_NOT_FOUND: 'There is no such file, or it may not be read.',
  EMPTY_FILE: 'The file holds nothing, not even a header.',
  FILE_OF_ANOTHER_KIND: 'The header is not the one of this kind; the columns at fault are named.',
  IMPORT_RUNNING: 'Another import of this kind runs on the same database.',
} as const satisfies Record<string, string>;

/** One reason of the catalogue of files. */
export type FileReason = keyof typeof fileReasons;

/** What is wrong with a row. */
export class Fault {
  readonly reason: RowReason;
  /** For people; names the value at fault unless it is sensitive. */
  readonly message: string;
  /** The column at fault; null when it is the row. */
  readonly column: string | null;
  /** The name of the rule or constraint behind BROKEN_RULE and DATABASE_REFUSED. */
  readonly rule: string | null;

  constructor(
    reason: RowReason,
    message: string,
    { column = null, rule = null }: { column?: string | null; rule?: string | null } = {},
  ) {
    this.reason = reason;
    this.message = message;
    this.column = column;
    this.rule = rule;
  }

  /** As lists and summaries show it: `BROKEN_RULE:PARTS_ADD_UP`. */
  get label(): string {
    return this.rule === null ? this.reason : `${this.reason}:${this.rule}`;
  }
}

/** A file that cannot be read as what it was said to be. */
export class FileRefusedError extends Error {
  override readonly name = 'FileRefusedError';
  readonly reason: FileReason;

  constructor(reason: FileReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

const LONGEST_SHOWN = 40; // characters

/** A value at fault as a message may show it: on one line, short, and with citizen IDs masked. */
export function show(value: string): string {
  const masked = maskCitizenIds(value);
  return JSON.stringify(masked.length > LONGEST_SHOWN ? `${masked.slice(0, LONGEST_SHOWN)}…` : masked);
}
