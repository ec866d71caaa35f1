import type { LoggedChange, Position } from '@hearth/schema/protocol/change.ts';
import type { MinistryName } from '@hearth/schema/subgraphs.ts';
import type { LoggedEntry, RegisterChange } from '../register-changes.ts';

/** The two logs that lie in one outbox: what everybody may follow who serves people, and what ministries tell one another alone. */
export interface OutboxView<Entry> {
  readonly name: 'changes' | 'register';
  /** Which rows of `changes` it is made of, and what is read of them, as SQL. */
  readonly condition: string;
  readonly columns: string;
  /** Whether what it lacks is superseded by what it has, so that whoever follows it misses nothing. */
  readonly isCompacted: boolean;
  readonly read: (row: OutboxRow, position: Position, ministry: MinistryName) => Entry;
}

/** The columns of either view. */
export interface OutboxRow {
  readonly seq: string;
  readonly at: Date;
  readonly id: string;
  readonly kind: string;
  readonly household: string | null;
  readonly region: string | null;
  readonly persons: readonly string[];
  readonly entity: RegisterChange['entity'];
  readonly state: object;
}

/** Events: who is concerned by what, no personal data. */
export const eventView: OutboxView<LoggedChange> = {
  name: 'changes',
  condition: 'entity is null',
  columns: 'id, kind, household, region, persons, at',
  isCompacted: false,
  read: ({ id, kind, household, region, persons, at }, position, ministry) => ({
    id,
    ministry,
    kind,
    household,
    region,
    persons,
    at: at.toISOString(),
    position,
  }),
};

/** Entries of the register: places, memberships and keyed hashes. */
export const registerView: OutboxView<LoggedEntry> = {
  name: 'register',
  condition: 'entity is not null',
  columns: 'entity, state',
  isCompacted: true,
  read: ({ entity, state, seq }, position) => ({
    change: { ...state, entity } as RegisterChange,
    version: seq,
    position,
  }),
};
