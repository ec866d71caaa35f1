import type { SampleHousehold, SampleOptions } from './household.ts';
import type { Random } from './random.ts';
import type { SampleRegion } from './regions.ts';

/** One row of an exchange file: its cells by the file's column names; null and undefined are empty cells. */
export type SampleRow = Readonly<Record<string, string | number | bigint | boolean | null | undefined>>;

/** Rows by the kind of exchange file that they belong to. */
export type RowsByKind = Readonly<Record<string, readonly SampleRow[]>>;

/** How a ministry turns the sample's world into rows of its exchange files. Each part is optional. */
export interface SampleRows {
  /** What exists once in the country. */
  readonly nation?: (context: SampleContext) => RowsByKind;
  /** What a region has; called for each province, prefecture, county, township and village of the sample. */
  readonly region?: (region: SampleRegion, context: SampleContext) => RowsByKind;
  /** What the ministry holds of a household and its members. */
  readonly household?: (household: SampleHousehold, context: SampleContext) => RowsByKind;
}

export interface SampleContext extends SampleOptions {
  /** The ministry's own random choices for this household or region: the same in every run of the same seed. */
  readonly random: Random;
  /** The day as many days before the sample's day; negative for later days. ISO. */
  readonly daysAgo: (days: number) => string;
}
