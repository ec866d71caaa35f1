import { maskCitizenIds } from '@hearth/schema/protocol/citizen-id.ts';
import type { Purpose } from '@hearth/schema/protocol/purposes.ts';

/** What became of a request: all it asked for was given, a part was denied, or everything. */
export type Outcome = 'OK' | 'PARTIAL' | 'DENIED';

/** One request that was given, or denied, data of people. */
export interface AccessEntry {
  /** When it was answered: ISO 8601 in UTC, with milliseconds. */
  readonly time: string;
  /** The trace that the request belongs to. */
  readonly trace: string;
  readonly subject: string;
  readonly client: string;
  readonly ministry: string | null;
  readonly purpose: Purpose | null;
  readonly case: string | null;
  readonly operation: OperationIdentity;
  /** Keyed hashes of the households whose data was given, in order. */
  readonly households: readonly string[];
  /** Keyed hashes of the persons whose data was given, in order. */
  readonly persons: readonly string[];
  /** What was asked of whom: `Person.name`, by the ministry that answers it. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** What was asked and denied: `Person.citizenId`. */
  readonly denied: readonly string[];
  readonly outcome: Outcome;
}

/** Which operation was run. */
export interface OperationIdentity {
  /** Null for one that has no name. */
  readonly name: string | null;
  /** SHA-256 of the document's text, in hexadecimal. */
  readonly hash: string;
}

/**
 * The text of an entry, which is what is hashed and kept: JSON whose members stand in the order of `AccessEntry`, without
 * blanks. Characters that PostgreSQL does not take are replaced by U+FFFD, and citizen IDs masked: clients name their operations.
 */
export function writeEntry(entry: AccessEntry): string {
  const { time, trace, subject, client, ministry, purpose, operation, outcome } = entry;
  const { households, persons, fields, denied, case: matter } = entry;
  return JSON.stringify({
    time,
    trace,
    subject: storable(subject),
    client: storable(client),
    ministry: ministry === null ? null : storable(ministry),
    purpose,
    case: matter === null ? null : storable(matter),
    operation: { name: operation.name === null ? null : storable(operation.name), hash: operation.hash },
    households,
    persons,
    fields,
    denied,
    outcome,
  });
}

/** Reads what `writeEntry` wrote. */
export const readEntry = (text: string): AccessEntry => JSON.parse(text) as AccessEntry;

/** Without NUL, halves of surrogate pairs and whole citizen IDs. */
const storable = (text: string): string => maskCitizenIds(text.replaceAll(/\0|\p{Cs}/gu, '\u{FFFD}'));
