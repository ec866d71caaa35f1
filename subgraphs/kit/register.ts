import type DataLoader from 'dataloader';
import type { InferSelectModel } from 'drizzle-orm';
import { rowByKey } from './loader.ts';
import type { Reader } from './loader.ts';
import { registerHouseholds, registerPersons, registerRegions } from './tables.ts';

/** A person as a ministry's own database knows it: id, household, keyed hashes. */
export type RegisterPersonRow = InferSelectModel<typeof registerPersons>;

/** A household as a ministry's own database knows it: id and region. */
export type RegisterHouseholdRow = InferSelectModel<typeof registerHouseholds>;

/** A region as a ministry's own database knows it: its code. */
export type RegisterRegionRow = InferSelectModel<typeof registerRegions>;

/** Whom and what the register knows; null for unknown keys, and for whom the caller does not see. All loads of one tick are one statement. */
export interface RegisterLoaders {
  readonly person: DataLoader<string, RegisterPersonRow | null>;
  readonly household: DataLoader<string, RegisterHouseholdRow | null>;
  readonly region: DataLoader<string, RegisterRegionRow | null>;
}

const person = rowByKey(registerPersons, registerPersons.id);
const household = rowByKey(registerHouseholds, registerHouseholds.id);
const region = rowByKey(registerRegions, registerRegions.code);

/** The register's loaders for one request. */
export function registerLoaders(reader: Reader): RegisterLoaders {
  return { person: person(reader), household: household(reader), region: region(reader) };
}
