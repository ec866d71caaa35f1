import type { Announcement } from '../changes/announce.ts';

/** Whom a record of a person is about. */
export interface AboutPerson {
  readonly householdId: string;
  readonly personId: string;
}

/** That something happened to a member of a household. */
export const announcePerson = (kind: string, { householdId, personId }: AboutPerson): Announcement => ({
  kind,
  household: householdId,
  persons: [personId],
});
