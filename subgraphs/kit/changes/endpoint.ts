import type { LoggedChange } from '@hearth/schema/protocol/change.ts';
import type { LogScope } from '@hearth/schema/protocol/scopes.ts';
import type { LoggedEntry } from '../register-changes.ts';
import { changeEnvelope, type Envelope, registerEnvelope } from './envelope.ts';

/** Where a ministry serves one of its logs, to whom, and in which form. */
export interface LogEndpoint<Entry> {
  readonly path: string;
  /** What a caller needs, in the whole country. */
  readonly scope: LogScope;
  readonly envelope: Envelope<Entry>;
}

/** What a ministry announces, for gateways. */
export const changesEndpoint: LogEndpoint<LoggedChange> = {
  path: '/changes',
  scope: 'changes:read',
  envelope: changeEnvelope,
};

/** The register, for ministries: their own keys sign, those of gateways do not open it. */
export const registerEndpoint: LogEndpoint<LoggedEntry> = {
  path: '/register',
  scope: 'register:read',
  envelope: registerEnvelope,
};

/** Events of a stream, by their names. One that says how far the log is whole has the position as its data. */
export const CHANGE_EVENT = 'change';
export const POSITION_EVENT = 'position';
export const GAP_EVENT = 'gap';
