import { bigint, customType, date, integer, numeric, text, timestamp } from 'drizzle-orm/pg-core';

/**
 * Text collated "C", compared byte by byte: the same order in every database, and a prefix is one range of
 * the index.
 */
export const bytewiseText = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
});

/** Opaque primary key of a record: a UUID v7 made when the record is first imported. */
export const recordId = () => bytewiseText('id').primaryKey();

/** Key of the household (户编号) that the record is about. */
export const householdId = () => bytewiseText('household_id').notNull();

/** Key of the person (人员编号) that the record is about. */
export const personId = () => bytewiseText('person_id').notNull();

/** Twelve-digit division code (区划代码), province to village. */
export const regionCode = (name = 'region_code') => bytewiseText(name);

/** Money in integer fen (分), a hundredth of a yuan; never a binary float. */
export const yuan = (name: string) => bigint(name, { mode: 'bigint' });

/** Area in mu (亩), two decimals, read as a string. */
export const mu = (name: string) => numeric(name, { precision: 12, scale: 2 });

/** Calendar date as an ISO 8601 string. */
export const isoDate = (name: string) => date(name, { mode: 'string' });

/** A value of a code list; the list is also the GraphQL enum. */
export const code = <const Values extends readonly [string, ...string[]]>(name: string, values: Values) =>
  text(name, { enum: values as unknown as [Values[number], ...Values[number][]] });

/** Where a record comes from and for when it holds (数据来源); every table of records spreads it. */
export const provenance = () => ({
  sourceSystem: text('source_system').notNull(),
  recordedAt: timestamp('recorded_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  validFrom: isoDate('valid_from'),
  validTo: isoDate('valid_to'),
  version: integer('version').notNull().default(1),
});
