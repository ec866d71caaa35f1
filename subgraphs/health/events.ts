import type { Announcement } from '@hearth/kit/commands.ts';
import type { ChangeKind } from './generated/resolvers.ts';

/** Whom a record is about. */
interface AboutPerson {
  readonly householdId: string;
  readonly personId: string;
}

/** What health announces of a person: of which kind it was, and whom it concerns. */
export const announce = (kind: ChangeKind, { householdId, personId }: AboutPerson): Announcement => ({
  kind,
  household: householdId,
  persons: [personId],
});
