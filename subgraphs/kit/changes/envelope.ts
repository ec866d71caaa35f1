import type { LoggedChange, Position } from '@hearth/schema/protocol/change.ts';
import { type MinistryName, registerOwner } from '@hearth/schema/subgraphs.ts';
import { keyOf, type LoggedEntry } from '../register-changes.ts';

/** A change between two processes: CloudEvents 1.0 as JSON (structured mode). Its position travels beside it. */
export interface CloudEvent<Data = unknown> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  /** Absent where only the order counts. */
  readonly time?: string;
  readonly datacontenttype: 'application/json';
  readonly data: Data;
}

/** How entries of one log are put into envelopes. */
export interface Envelope<Entry> {
  wrap(entry: Entry): CloudEvent;
  unwrap(event: CloudEvent, position: Position): Entry;
}

const SOURCE = '/ministries/';

/** Keys alone: whoever may look asks the ministry what became of them. */
export const changeEnvelope: Envelope<LoggedChange> = {
  wrap: ({ id, ministry, kind, household, region, persons, at }) => ({
    specversion: '1.0',
    id,
    source: `${SOURCE}${ministry}`,
    type: `hearth.change.${kind}`,
    ...(household !== null && { subject: household }),
    time: at,
    datacontenttype: 'application/json',
    data: { kind, household, region, persons },
  }),
  unwrap: ({ id, source, time, data }, position) => ({
    ...(data as Pick<LoggedChange, 'kind' | 'household' | 'region' | 'persons'>),
    id,
    ministry: source.slice(SOURCE.length) as MinistryName,
    at: time!,
    position,
  }),
};

/** Places, memberships and keyed hashes: for ministries alone. */
export const registerEnvelope: Envelope<LoggedEntry> = {
  wrap: ({ change, version, position }) => ({
    specversion: '1.0',
    id: position,
    source: `${SOURCE}${registerOwner}/register`,
    type: `hearth.register.${change.entity}`,
    subject: keyOf(change),
    datacontenttype: 'application/json',
    data: { change, version },
  }),
  unwrap: ({ data }, position) => ({ ...(data as Omit<LoggedEntry, 'position'>), position }),
};
