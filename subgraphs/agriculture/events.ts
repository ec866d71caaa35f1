import { type AboutPerson, type Announcement, announcePerson } from '@hearth/kit/commands.ts';
import type { ChangeKind } from './generated/resolvers.ts';

/** What agriculture announces of members of households. */
export const announce = (kind: ChangeKind, record: AboutPerson): Announcement => announcePerson(kind, record);
