import type DataLoader from 'dataloader';
import { coversRegion, hasScope, type Authority } from '@hearth/schema/protocol/authority.ts';
import { type ArgumentLoader, batch, batchWith, type LoaderDefinition, type Orm } from './loading/batch.ts';

/** The scope that opens figures of regions other than the caller's own. */
const STATISTICS = 'statistics:read';

/** A figure about fewer people or households than this tells of somebody in particular. */
const FEWEST = 10;

/** What could tell of somebody in a figure that covers people who the caller does not see. */
export interface Disclosure<Cell extends string> {
  /** The cells that count people, households or what belongs to them. */
  readonly counts: readonly Cell[];
  /** Cells and what is counted among them: what remains of the whole without all its parts is a count as well. */
  readonly parts?: { readonly [Whole in Cell]?: readonly Cell[] };
}

type Cells<Cell extends string> = Readonly<Record<Cell, number>>;

/** A figure that is about places and offices alone. */
export const ABOUT_NOBODY: Disclosure<never> = { counts: [] };

/**
 * Figures of regions, for many at once. Whoever sees the whole region gets them as they are. Others get null; with the scope
 * `statistics:read` only where a cell counts 1 to 9 people or what was left out of it does: then the figure is left out as
 * a whole, since a cell alone could be worked out from the others.
 */
export function figure<Cell extends string, Figure extends Cells<Cell>>(
  disclosure: Disclosure<Cell>,
  read: (orm: Orm, codes: readonly string[]) => Promise<readonly Figure[]>,
): LoaderDefinition<DataLoader<string, Figure | null>> {
  return batch((reader, codes) =>
    open(reader.authority, codes, { disclosure, read: (asked) => read(reader.everywhere.orm, asked) }),
  );
}

/** As `figure`, for a field with arguments. */
export function figureWith<Cell extends string, Arguments, Figure extends Cells<Cell>>(
  disclosure: Disclosure<Cell>,
  read: (orm: Orm, codes: readonly string[], args: Arguments) => Promise<readonly Figure[]>,
): LoaderDefinition<ArgumentLoader<Arguments, Figure | null>> {
  return batchWith((reader, codes, args: Arguments) =>
    open(reader.authority, codes, { disclosure, read: (asked) => read(reader.everywhere.orm, asked, args) }),
  );
}

interface Reading<Cell extends string, Figure> {
  readonly disclosure: Disclosure<Cell>;
  readonly read: (codes: readonly string[]) => Promise<readonly Figure[]>;
}

/** Reads what the authority opens, and leaves out what would tell of somebody. */
async function open<Cell extends string, Figure extends Cells<Cell>>(
  authority: Authority,
  codes: readonly string[],
  { disclosure, read }: Reading<Cell, Figure>,
): Promise<(Figure | null)[]> {
  const isOpen = (code: string) => coversRegion(authority, code) || hasScope(authority, STATISTICS);
  const asked = codes.filter(isOpen);
  const figures = asked.length === 0 ? [] : await read(asked);
  const byCode = new Map(asked.map((code, index) => [code, figures[index]!]));
  return codes.map((code) => {
    const found = byCode.get(code);
    if (found === undefined) return null;
    return coversRegion(authority, code) || !tellsOfSomebody(found, disclosure) ? found : null;
  });
}

/** Whether a figure counts so few, in a cell or in what remains of one, that they could be known. */
export function tellsOfSomebody<Cell extends string>(
  figure: Cells<Cell>,
  { counts, parts }: Disclosure<Cell>,
): boolean {
  const remainders = counts.map((whole) => {
    const among = parts?.[whole] ?? [];
    return figure[whole] - among.reduce((sum, cell) => sum + figure[cell], 0);
  });
  return [...counts.map((cell) => figure[cell]), ...remainders].some((count) => count > 0 && count < FEWEST);
}
