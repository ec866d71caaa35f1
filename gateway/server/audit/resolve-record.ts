import type { CursorSeal } from '@hearth/kit/cursor-seal.ts';
import { badUserInput, codedError } from '@hearth/schema/protocol/errors.ts';
import { type Clause, isMet } from '../plan/access/clause.ts';
import { describeDenial } from '../plan/access/denial.ts';
import { FieldDenied, type OwnReading } from '../run/own-fields.ts';
import { readEntry } from './entry.ts';
import type { StoredEntry } from './reader.ts';
import { recordUnavailable } from './record-access.ts';
import type { AccessRecord } from './start-record.ts';

/** What is asked of people by who asks for the record, as an entry has it. */
export const RECORD_FIELD = 'Query.accessRecord';

/** What who reads of others has to meet. */
const forAuditors: readonly Clause[] = [
  { kind: 'authenticated' },
  { kind: 'scopes', anyOf: [['audit:read']] },
  { kind: 'purposes', anyOf: [['AUDIT']] },
];

const LARGEST_PAGE = 100; // entries
const PAGE = 20;

/** The arguments of `Query.accessRecord`. */
interface Asked {
  readonly person: string;
  readonly first?: number | null;
  readonly after?: string | null;
}

interface ResolveOptions {
  /** Undefined when nobody records. */
  readonly record: Pick<AccessRecord, 'readsOf' | 'cursors'> | undefined;
  /** Whether who asks has to be the person, or an auditor. */
  readonly guarded: boolean;
}

/** Resolves `Query.accessRecord`: who has read data of a person, a page of it. */
export const createRecordResolver =
  ({ record, guarded }: ResolveOptions) =>
  async ({ person, first, after }: Asked, reading: OwnReading) => {
    if (!record) throw codedError('ACCESS_RECORD_OFF', 'Who reads data of people is not recorded here.');
    if (guarded) refuseStrangers(person, reading);
    const size = readSize(first ?? PAGE);
    const { cursors } = record;
    const page = { limit: size + 1, ...(after != null && { before: readCursor(cursors, after) }) };
    const found = await record.readsOf(person, page).catch(() => {
      throw recordUnavailable();
    });
    reading.give(RECORD_FIELD, person);
    const cursorOf = ({ index }: StoredEntry) => cursors.seal(String(index), RECORD_FIELD, person);
    return connectionOf(found, { size, hasPreviousPage: after != null, cursorOf });
  };

function refuseStrangers(person: string, reading: OwnReading): void {
  const { authority } = reading;
  const unmet = authority.person === person ? [] : forAuditors.filter((clause) => !isMet(clause, authority));
  if (unmet.length === 0) return;
  reading.deny(RECORD_FIELD);
  throw new FieldDenied(describeDenial(RECORD_FIELD, unmet));
}

function readSize(first: number): number {
  if (first >= 1 && first <= LARGEST_PAGE) return first;
  throw badUserInput(`Argument "first" is ${first}; ask for 1 to ${LARGEST_PAGE} at a time.`);
}

/** A cursor seals the number of an entry; numbers only grow, so pages hold still while the record grows. */
function readCursor(cursors: CursorSeal, cursor: string): number {
  const index = cursors.open(cursor, RECORD_FIELD);
  if (index !== undefined) return Number(index);
  throw badUserInput(
    'Argument "after" is no cursor of this list. Take it from an edge or from pageInfo.endCursor of the same field.',
  );
}

interface PageOptions {
  readonly size: number;
  readonly hasPreviousPage: boolean;
  readonly cursorOf: (entry: StoredEntry) => string;
}

function connectionOf(found: readonly StoredEntry[], { size, hasPreviousPage, cursorOf }: PageOptions) {
  const edges = found
    .slice(0, size)
    .map((entry) => ({ cursor: () => cursorOf(entry), node: nodeOf(entry.text) }));
  const pageInfo = {
    hasNextPage: found.length > size,
    hasPreviousPage,
    startCursor: edges[0]?.cursor,
    endCursor: edges.at(-1)?.cursor,
  };
  return { edges, pageInfo };
}

function nodeOf(text: string) {
  const { operation, fields, households: _, persons: __, ...entry } = readEntry(text);
  return {
    ...entry,
    operation: operation.name,
    fields: Object.entries(fields).map(([subgraph, names]) => ({ subgraph, names })),
  };
}
