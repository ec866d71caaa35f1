import type { Candidate } from './candidate.ts';
import { grafbase } from './candidates/grafbase.ts';
import { hearth, hearthOpen } from './candidates/hearth.ts';
import { apollo, hive } from './candidates/node-gateways.ts';
import { aggregator, preparedString } from './candidates/own.ts';

/** All candidates, in the order in which they are first measured. */
export const allCandidates = (): readonly Candidate[] => [
  hearth,
  hearthOpen,
  aggregator({ isLean: false }),
  aggregator({ isLean: true }),
  grafbase(),
  hive({ isNative: true, isOverUndici: false }),
  hive({ isNative: true, isOverUndici: true }),
  hive({ isNative: false, isOverUndici: false }),
  hive({ isNative: false, isOverUndici: true }),
  apollo({ isOverUndici: false }),
  apollo({ isOverUndici: true }),
  preparedString,
];
