import type { AccessEntry } from '@hearth/gateway/audit/entry.ts';

/** What a clerk is recorded with; `number` tells entries apart. */
export const entryAt = (number: number, changes: Partial<AccessEntry> = {}): AccessEntry => ({
  time: new Date(Date.UTC(2024, 0, 1) + number * 1_000).toISOString(),
  trace: number.toString(16).padStart(32, '0'),
  subject: 'clerk-17',
  client: 'case-work',
  ministry: 'HEALTH',
  purpose: 'ASSISTANCE',
  case: null,
  operation: { name: 'HouseholdView', hash: 'ab'.repeat(32) },
  households: [`H${number}`],
  persons: [`P${number}`, `P${number + 1}`],
  fields: { health: ['Person.healthStates'] },
  denied: [],
  outcome: 'OK',
  ...changes,
});

/** So many different entries, from a number on. */
export const entries = (count: number, first = 0): AccessEntry[] =>
  Array.from({ length: count }, (_, index) => entryAt(first + index));
