import { defaultLimits, type DocumentLimits } from '@hearth/gateway/document/limits.ts';

/** Limits that no query drawn here reaches; a list counts as one item. */
export const unlimited: Partial<DocumentLimits> = {
  ...Object.fromEntries(Object.keys(defaultLimits).map((name) => [name, 1_000_000_000])),
  listSize: 1,
};
