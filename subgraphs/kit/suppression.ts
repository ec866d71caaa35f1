import { parentRegion, significantPrefix } from '@hearth/schema/protocol/region-code.ts';

/** A figure about fewer people or households than this tells of somebody in particular. */
const FEWEST = 10;

/** What could tell of somebody in a figure that covers people who the caller does not see. */
export interface Disclosure<Cell extends string> {
  /** The cells that count people, households or what belongs to them. */
  readonly counts: readonly Cell[];
  /** Wholes, each with cells counted apart among it: what remains of the whole without them is a count as well. */
  readonly parts?: readonly (readonly [whole: Cell, ...among: Cell[]])[];
}

/** A figure, as far as what it counts is concerned. */
export type Cells<Cell extends string> = Readonly<Record<Cell, number>>;

/** A figure that is about places and offices alone. */
export const ABOUT_NOBODY: Disclosure<never> = { counts: [] };

/** Whether a figure counts so few, in a cell or in what remains of one, that they could be known. */
export function tellsOfSomebody<Cell extends string>(
  figure: Cells<Cell>,
  { counts, parts = [] }: Disclosure<Cell>,
): boolean {
  const remainders = parts.map(
    ([whole, ...among]) => figure[whole] - sumOf(among.map((cell) => figure[cell])),
  );
  // Less than none remains where some are counted in more than one of the cells: so many are.
  return [...counts.map((cell) => figure[cell]), ...remainders]
    .map(Math.abs)
    .some((count) => count > 0 && count < FEWEST);
}

export interface Known<Cell extends string> {
  readonly disclosure: Disclosure<Cell>;
  /** The figures by their regions' codes: of all that may be told, and of the caller's own within them. */
  readonly figures: ReadonlyMap<string, Cells<Cell>>;
  /** The regions right below one, as far as the register knows any. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Codes of the regions of which the caller sees everything, none within another. */
  readonly own: readonly string[];
}

/**
 * Says which regions beyond the caller's own may be told: of those that are told to callers without any region there, the ones
 * that tell of nobody together with what this caller sees. Whatever several callers are told is thereby part of what each
 * caller without a region there is told, so that they learn nothing more by comparing it.
 */
export function tellFigures<Cell extends string>(known: Known<Cell>): (code: string) => boolean {
  const forAll = new Suppression({ ...known, own: [] });
  const forCaller = new Suppression(known);
  return (code) => forAll.isTold(code) && forCaller.isTold(code);
}

/**
 * Finds the regions beyond the caller's own whose figures may be told. One is told with all above it only, and only when
 * neither it nor what remains of the region around it, once all that is told there is taken away, tells of somebody: as many
 * of the smallest regions as that needs are left out too. What the caller sees anyway counts as taken away everywhere. So
 * whatever can be worked out from figures of regions by adding and taking away is about nobody or about ten at least.
 */
class Suppression<Cell extends string> {
  readonly #known: Known<Cell>;
  /** The regions that are told right below one. */
  readonly #toldBelow = new Map<string, ReadonlySet<string>>();

  constructor(known: Known<Cell>) {
    this.#known = known;
  }

  isTold(code: string): boolean {
    const parent = parentRegion(code);
    if (parent === null) return this.#isSafe(this.#beyondOwn(code));
    return this.isTold(parent) && this.#told(parent).has(code);
  }

  #told(parent: string): ReadonlySet<string> {
    let told = this.#toldBelow.get(parent);
    if (!told) this.#toldBelow.set(parent, (told = this.#choose(parent)));
    return told;
  }

  #choose(parent: string): ReadonlySet<string> {
    const { children, own } = this.#known;
    const others = (children.get(parent) ?? []).filter((code) => !own.includes(code));
    const safe = others
      .map((code) => ({ code, cells: this.#beyondOwn(code) }))
      .filter(({ cells }) => this.#isSafe(cells))
      .toSorted((one, other) => this.#size(one.cells) - this.#size(other.cells));
    let rest = safe.reduce((left, { cells }) => this.#minus(left, cells), this.#beyondOwn(parent));
    while (safe.length > 0 && !this.#isSafe(rest)) rest = this.#minus(rest, safe.shift()!.cells, -1);
    return new Set(safe.map(({ code }) => code));
  }

  /** A region's figure without what of it the caller sees anyway. */
  #beyondOwn(code: string): Cells<Cell> {
    const { figures, own } = this.#known;
    const within = own.filter((region) => region.startsWith(significantPrefix(code)));
    return within.reduce((left, region) => this.#minus(left, figures.get(region)!), figures.get(code)!);
  }

  #minus(from: Cells<Cell>, cells: Cells<Cell>, times = 1): Cells<Cell> {
    const { counts } = this.#known.disclosure;
    return Object.fromEntries(counts.map((cell) => [cell, from[cell] - times * cells[cell]])) as Cells<Cell>;
  }

  #isSafe(cells: Cells<Cell>): boolean {
    return !tellsOfSomebody(cells, this.#known.disclosure);
  }

  #size(cells: Cells<Cell>): number {
    return sumOf(this.#known.disclosure.counts.map((cell) => cells[cell]));
  }
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
