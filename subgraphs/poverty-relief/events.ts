import type { Announcement } from '@hearth/kit/commands.ts';
import type { ChangeKind } from './generated/resolvers.ts';

/** What poverty relief announces of a household as a whole. */
export const announce = (kind: ChangeKind, household: string): Announcement => ({ kind, household });
