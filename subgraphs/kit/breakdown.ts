import type { Cells, Disclosure } from './suppression.ts';

/** Arguments that pick a part of what is counted without them, each with all values that it may have. */
export type Breakdown<Arguments> = {
  readonly [Name in keyof Arguments]?: readonly NonNullable<Arguments[Name]>[];
};

/** Figures of one region that belong together: the whole, and its parts by some arguments. */
export interface Table<Cell extends string, Arguments> {
  /** What each of the figures is asked with: the whole first. */
  readonly variants: readonly Arguments[];
  /** What tells of somebody in any of them, or in what remains of a whole without its parts. */
  readonly disclosure: Disclosure<string>;
  /** The cells of all figures as those of one, given each in the order of the variants. */
  join(figures: readonly Cells<Cell>[]): Cells<string>;
}

/**
 * The tables that a figure stands in: for each choice among the arguments that pick a part of it, the figures with all of their
 * values. Whoever is told the figure could ask for every one of these, and take one from another.
 */
export function tablesOf<Cell extends string, Arguments extends object>(
  disclosure: Disclosure<Cell>,
  breakdown: Breakdown<Arguments>,
  args: Arguments,
): Table<Cell, Arguments>[] {
  const given = namesOf(breakdown).filter((name) => args[name] != null);
  const choices: (keyof Arguments)[][] = [[]];
  for (const name of given) choices.push(...choices.map((chosen) => [...chosen, name]));
  const whole = { ...args, ...Object.fromEntries(given.map((name) => [name, null])) };
  return choices.map((names) => tableOf(disclosure, breakdown, { whole, names }));
}

interface Spanned<Arguments> {
  readonly whole: Arguments;
  readonly names: readonly (keyof Arguments)[];
}

function tableOf<Cell extends string, Arguments extends object>(
  { counts, parts = [] }: Disclosure<Cell>,
  breakdown: Breakdown<Arguments>,
  { whole, names }: Spanned<Arguments>,
): Table<Cell, Arguments> {
  const variants = names.reduce<Arguments[]>(
    (made, name) =>
      made.flatMap((args) => [args, ...(breakdown[name] ?? []).map((value) => ({ ...args, [name]: value }))]),
    [whole],
  );
  const keyOf = (variant: Arguments) => JSON.stringify(names.map((name) => variant[name]));
  const keys = variants.map(keyOf);
  const divisions = names.flatMap((name) =>
    variants
      .filter((variant) => variant[name] === null)
      .map((variant) => ({
        whole: keyOf(variant),
        among: (breakdown[name] ?? []).map((value) => keyOf({ ...variant, [name]: value })),
      })),
  );
  return {
    variants,
    disclosure: {
      counts: keys.flatMap((key) => counts.map((cell) => key + cell)),
      parts: [
        ...keys.flatMap((key) =>
          parts.map(([of, ...among]) => [key + of, ...among.map((cell) => key + cell)] as const),
        ),
        ...divisions.flatMap(({ whole: of, among }) =>
          counts.flatMap((cell) => [
            [of + cell, ...among.map((key) => key + cell)] as const,
            ...among.map((key) => [of + cell, key + cell] as const),
          ]),
        ),
      ],
    },
    join: (figures) =>
      Object.fromEntries(
        figures.flatMap((figure, index) => counts.map((cell) => [keys[index]! + cell, figure[cell]])),
      ),
  };
}

const namesOf = <Arguments>(breakdown: Breakdown<Arguments>) => Object.keys(breakdown) as (keyof Arguments)[];
