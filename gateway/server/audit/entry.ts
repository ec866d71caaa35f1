import { oncePerText } from '@hearth/kit/once-per-text.ts';
import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
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
 * blanks; the fields of a type as one text, its name once. Characters that PostgreSQL does not take are replaced by U+FFFD, and
 * citizen IDs masked: clients name their operations.
 */
export function writeEntry(entry: AccessEntry): string {
  const { time, trace, subject, client, ministry, purpose, operation, outcome } = entry;
  const { households, persons, fields, denied, case: matter } = entry;
  const who = JSON.stringify({
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
  });
  return `${who.slice(0, -1)},"fields":${writeFields(fields)},${JSON.stringify({ denied, outcome }).slice(1)}`;
}

/** Reads what `writeEntry` wrote. */
export function readEntry(text: string): AccessEntry {
  const { fields, ...entry } = JSON.parse(text) as Written;
  return { ...entry, fields: mapValues(fields, expand) };
}

/** The time that the text of an entry says, which stands first in it. */
export const timeOf = (text: string): string => text.slice(BEFORE_TIME, text.indexOf('"', BEFORE_TIME));

const BEFORE_TIME = '{"time":"'.length;

type Written = Omit<AccessEntry, 'fields'> & {
  /** Names of fields with blanks between them, by type, by ministry. */
  readonly fields: Readonly<Record<string, FieldsByType>>;
};

type FieldsByType = Readonly<Record<string, string>>;

/** An operation's fields are the same each time it is run. */
const written = new WeakMap<AccessEntry['fields'], string>();

function writeFields(fields: AccessEntry['fields']): string {
  let text = written.get(fields);
  if (text === undefined) written.set(fields, (text = JSON.stringify(mapValues(fields, gather))));
  return text;
}

/** `Person.name` and `Person.age` as `{ Person: 'name age' }`. */
function gather(coordinates: readonly string[]): FieldsByType {
  const byType = new Map<string, string>();
  for (const coordinate of coordinates) {
    const [type = '', field = ''] = coordinate.split('.');
    const before = byType.get(type);
    byType.set(type, before === undefined ? field : `${before} ${field}`);
  }
  return Object.fromEntries(byType);
}

const expand = (byType: FieldsByType): string[] =>
  Object.entries(byType).flatMap(([type, fields]) => fields.split(' ').map((field) => `${type}.${field}`));

const mapValues = <From, To>(
  from: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> => Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]));

const KNOWN = 10_000; // texts; the same callers, programs and operations come again and again
const KNOWN_LENGTH = 1_000_000; // characters of all of them: clients name their operations as they like

/** Without NUL, halves of surrogate pairs and whole citizen IDs. */
const storable = oncePerText(
  new RecentlyUsed<string, string>(KNOWN, { limit: KNOWN_LENGTH, of: (text) => text.length }),
  (text) => maskCitizenIds(text.replaceAll(/\0|\p{Cs}/gu, '\u{FFFD}')),
);
