import fc from 'fast-check';
import { significantPrefix } from '@hearth/schema/protocol/region-code.ts';

// A country of two provinces, their prefectures and counties, for tests of what figures of regions tell.

export const COUNTIES = ['51', '52'].flatMap((province) =>
  ['01', '02'].flatMap((prefecture) => ['01', '02', '03'].map((county) => province + prefecture + county)),
);

export const pad = (prefix: string): string => prefix.padEnd(12, '0');

const LEVELS = [2, 4, 6].map((digits) => [
  ...new Set(COUNTIES.map((county) => pad(county.slice(0, digits)))),
]);

/** All regions, each after those around it. */
export const ALL: readonly string[] = LEVELS.flat();

/** Whether one region is another or lies in it. */
export const lies = (code: string, within: string): boolean => code.startsWith(significantPrefix(within));

/** The regions right below each. */
export const children: ReadonlyMap<string, readonly string[]> = new Map(
  ALL.map((code) => {
    const level = LEVELS.findIndex((codes) => codes.includes(code));
    return [code, (LEVELS[level + 1] ?? []).filter((below) => lies(below, code))];
  }),
);

/** Regions that a caller sees, none within another. */
export const own: fc.Arbitrary<string[]> = fc
  .subarray([...ALL], { maxLength: 2 })
  .map((codes) => codes.filter((code) => !codes.some((other) => other !== code && lies(code, other))));

/** The sum over the counties of each region; what a county has, in the order of `COUNTIES`. */
export const sumsOf = <Cell extends string>(
  counties: readonly Readonly<Record<Cell, number>>[],
): Map<string, Record<Cell, number>> =>
  new Map(
    ALL.map((code) => {
      const inside = counties.filter((_, index) => lies(pad(COUNTIES[index]!), code));
      const cells = Object.keys(counties[0]!) as Cell[];
      const sum = (cell: Cell) => inside.reduce((total, each) => total + each[cell], 0);
      return [code, Object.fromEntries(cells.map((cell) => [cell, sum(cell)])) as Record<Cell, number>];
    }),
  );

/** A region that is told, and regions within it that can be taken away from it. */
export interface Taking {
  readonly whole: string;
  readonly taken: readonly string[];
}

/** All that can be taken from whatever is told, given what else is known. */
export function* takings(told: readonly string[], mine: readonly string[]): Generator<Taking> {
  for (const whole of told) {
    const parts = [...told, ...mine].filter((code) => code !== whole && lies(code, whole));
    for (const taken of subsets(parts)) {
      const areApart = taken.every((code) => !taken.some((other) => other !== code && lies(code, other)));
      if (areApart) yield { whole, taken };
    }
  }
}

/** What is left of a count then, without what the caller sees anyway: that is no secret, alone or among others. */
export function leftOf({ whole, taken }: Taking, mine: readonly string[], count: (code: string) => number) {
  const seen = mine.filter((code) => lies(code, whole) && !taken.some((other) => lies(code, other)));
  return [...taken, ...seen].reduce((left, code) => left - count(code), count(whole));
}

const subsets = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: 2 ** items.length }, (_, chosen) =>
    items.filter((_item, index) => (chosen >> index) % 2 === 1),
  );
