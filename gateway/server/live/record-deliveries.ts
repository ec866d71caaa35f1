import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { type Access, recordAccess } from '../audit/record-access.ts';
import type { AccessRecord } from '../audit/start-record.ts';
import { Subjects } from '../run/subjects.ts';
import { createTraceId } from '../trace.ts';
import type { Told } from './event.ts';

/** What a stream was begun with. */
interface Stream {
  readonly operation: Access['operation'];
  readonly traceId?: string | undefined;
}

/**
 * Records what a subscriber is about to be given, in one entry for all messages that go out together. What is returned rejects when that
 * cannot be recorded, and gives nothing when there is nothing to record.
 */
export function recordDeliveries(
  record: Pick<AccessRecord, 'record'> | undefined,
  { operation, traceId = createTraceId() }: Stream,
): (told: readonly Told[], authority: Authority) => Promise<void> | undefined {
  return (told, authority) => {
    const accesses = told.flatMap(({ access }) => access ?? []);
    const [first] = accesses;
    if (!record || !first) return undefined;
    const subjects = accesses.length === 1 ? first.subjects : union(accesses.map((each) => each.subjects));
    return recordAccess(record, authority, { traceId, operation, disclosure: first.disclosure, subjects });
  };
}

function union(all: readonly Subjects[]): Subjects {
  const subjects = new Subjects();
  for (const { households, persons } of all) {
    for (const household of households) subjects.households.add(household);
    for (const person of persons) subjects.persons.add(person);
  }
  return subjects;
}
