import { and, desc, lte, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { batch, batchWith, preparedPer } from '@hearth/kit/loader.ts';
import { ancestorRegions } from '@hearth/schema/protocol/region-code.ts';
import { monitoringLines, monitoringParameterSets, transitionPeriods } from '../tables.ts';

// What a region sets holds for everything below it, until a region further down sets its own.

/** The region itself and all above it, the nearest first. */
const lineage = (code: string): string[] => [code, ...ancestorRegions(code).toReversed()];

const allAbove = (codes: readonly string[]): string[] => [...new Set(codes.flatMap(lineage))];

const isOneOf = (column: PgColumn, placeholder: string, type: 'text' | 'int'): SQL =>
  sql`${column} = any(${sql.placeholder(placeholder)}::${sql.raw(type)}[])`;

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

const linesOf = preparedPer('monitoring_lines', ({ orm }, name) =>
  orm
    .select()
    .from(monitoringLines)
    .where(
      and(
        isOneOf(monitoringLines.regionCode, 'codes', 'text'),
        isOneOf(monitoringLines.year, 'years', 'int'),
      ),
    )
    .orderBy(desc(monitoringLines.effectiveOn))
    .prepare(name),
);

/** The income line that holds in a region in a year, given as `lineKey`; null when none is known. */
const monitoringLine = batch(async (reader, keys) => {
  const asked = keys.map((key) => ({ code: key.slice(0, 12), year: Number(key.slice(13)) }));
  const codes = allAbove(asked.map(({ code }) => code));
  const years = [...new Set(asked.map(({ year }) => year))];
  const rows = await linesOf(reader).execute({ codes, years });
  return asked.map(({ code, year }) =>
    nearest(
      rows.filter((row) => row.year === year),
      code,
    ),
  );
});

const setsBefore = preparedPer('monitoring_parameter_sets', ({ orm }, name) =>
  orm
    .select()
    .from(monitoringParameterSets)
    .where(
      and(
        isOneOf(monitoringParameterSets.regionCode, 'codes', 'text'),
        lte(monitoringParameterSets.effectiveOn, sql.placeholder('on')),
      ),
    )
    .orderBy(desc(monitoringParameterSets.effectiveOn))
    .prepare(name),
);

/** The monitoring rules that hold in a region on a day; null when none are known. */
const monitoringParameters = batchWith(async (reader, codes, { on }: { on: string }) => {
  const rows = await setsBefore(reader).execute({ codes: allAbove(codes), on });
  return codes.map((code) => nearest(rows, code));
});

const periodsOf = preparedPer('transition_periods', ({ orm }, name) =>
  orm
    .select()
    .from(transitionPeriods)
    .where(isOneOf(transitionPeriods.regionCode, 'codes', 'text'))
    .orderBy(desc(transitionPeriods.startsOn))
    .prepare(name),
);

/** The transition period of a region, the last one when there were several; null when none is known. */
const transitionPeriod = batch(async (reader, codes) => {
  const rows = await periodsOf(reader).execute({ codes: allAbove(codes) });
  return codes.map((code) => nearest(rows, code));
});

/** Every read of what a region sets and those below inherit. */
export const parameterLoaders = { monitoringLine, monitoringParameters, transitionPeriod };
