import { and, desc, lte, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { batch, batchWith } from '@hearth/kit/loader.ts';
import { ancestorRegions } from '@hearth/schema/protocol/region-code.ts';
import { monitoringLines, monitoringParameterSets, transitionPeriods } from '../tables.ts';

// What a region sets holds for everything below it, until a region further down sets its own.

/** The region itself and all above it, the nearest first. */
const lineage = (code: string): string[] => [code, ...ancestorRegions(code).toReversed()];

const isOneOf = (column: PgColumn, values: readonly (string | number)[], type: 'text' | 'int'): SQL =>
  sql`${column} = any(${sql.param([...new Set(values)])}::${sql.raw(type)}[])`;

/** The first row, in their order, of the nearest region that has one; null when none has. */
function nearest<Row extends { regionCode: string }>(rows: readonly Row[], code: string): Row | null {
  for (const region of lineage(code)) {
    const row = rows.find(({ regionCode }) => regionCode === region);
    if (row) return row;
  }
  return null;
}

/** A region in a year, as a loader's key. */
export const lineKey = (regionCode: string, year: number): string => `${regionCode}/${year}`;

/** The income line that holds in a region in a year, given as `lineKey`; null when none is known. */
const monitoringLine = batch(async ({ orm }, keys) => {
  const asked = keys.map((key) => ({ code: key.slice(0, 12), year: Number(key.slice(13)) }));
  const codes = asked.flatMap(({ code }) => lineage(code));
  const years = asked.map(({ year }) => year);
  const rows = await orm
    .select()
    .from(monitoringLines)
    .where(
      and(isOneOf(monitoringLines.regionCode, codes, 'text'), isOneOf(monitoringLines.year, years, 'int')),
    )
    .orderBy(desc(monitoringLines.effectiveOn));
  return asked.map(({ code, year }) =>
    nearest(
      rows.filter((row) => row.year === year),
      code,
    ),
  );
});

/** The monitoring rules that hold in a region on a day; null when none are known. */
const monitoringParameters = batchWith(async ({ orm }, codes, { on }: { on: string }) => {
  const table = monitoringParameterSets;
  const rows = await orm
    .select()
    .from(table)
    .where(and(isOneOf(table.regionCode, codes.flatMap(lineage), 'text'), lte(table.effectiveOn, on)))
    .orderBy(desc(table.effectiveOn));
  return codes.map((code) => nearest(rows, code));
});

/** The transition period of a region, the last one when there were several; null when none is known. */
const transitionPeriod = batch(async ({ orm }, codes) => {
  const rows = await orm
    .select()
    .from(transitionPeriods)
    .where(isOneOf(transitionPeriods.regionCode, codes.flatMap(lineage), 'text'))
    .orderBy(desc(transitionPeriods.startsOn));
  return codes.map((code) => nearest(rows, code));
});

/** Every read of what a region sets and those below inherit. */
export const parameterLoaders = { monitoringLine, monitoringParameters, transitionPeriod };
