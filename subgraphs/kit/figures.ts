import type DataLoader from 'dataloader';
import { coversRegion, hasScope, type AuthorityClass } from '@hearth/schema/protocol/authority.ts';
import { ancestorRegions } from '@hearth/schema/protocol/region-code.ts';
import { type Breakdown, tablesOf } from './breakdown.ts';
import { type ArgumentLoader, batch, batchWith, type LoaderDefinition, type Orm } from './loading/batch.ts';
import { childRegions } from './loading/child-regions.ts';
import type { Reader } from './loading/reader.ts';
import { type Cells, type Disclosure, tellFigures } from './suppression.ts';

/** The scope that opens figures of regions other than the caller's own. */
const STATISTICS = 'statistics:read';

/** What could tell of somebody in a figure that is asked with arguments. */
export interface ArgumentDisclosure<Cell extends string, Arguments> extends Disclosure<Cell> {
  /** The arguments that pick a part of the figure. */
  readonly by?: Breakdown<Arguments>;
  /** Throws for what may be asked of the caller's own regions only, because more could be told from several answers than from each. */
  readonly beyondOwn?: (args: Arguments) => void;
}

/**
 * Figures of regions, for many at once. Whoever sees the whole region gets them as they are. Others get null; with the scope
 * `statistics:read` only where a cell counts 1 to 9 people, or what can be worked out from figures that are told does: then the
 * figure is left out as a whole, since a cell alone could be worked out from the others.
 */
export function figure<Cell extends string, Figure extends Cells<Cell>>(
  disclosure: Disclosure<Cell>,
  read: (orm: Orm, codes: readonly string[]) => Promise<readonly Figure[]>,
): LoaderDefinition<DataLoader<string, Figure | null>> {
  return batch((reader, codes) => open(reader, codes, { disclosure, args: {}, read }));
}

/** As `figure`, for a field with arguments. What can be worked out from its answers with other arguments tells as well. */
export function figureWith<Cell extends string, Arguments extends object, Figure extends Cells<Cell>>(
  disclosure: ArgumentDisclosure<Cell, Arguments>,
  read: (orm: Orm, codes: readonly string[], args: Arguments) => Promise<readonly Figure[]>,
): LoaderDefinition<ArgumentLoader<Arguments, Figure | null>> {
  return batchWith((reader, codes, args: Arguments) => open(reader, codes, { disclosure, args, read }));
}

interface Reading<Cell extends string, Arguments, Figure> {
  readonly disclosure: ArgumentDisclosure<Cell, Arguments>;
  readonly args: Arguments;
  readonly read: (orm: Orm, codes: readonly string[], args: Arguments) => Promise<readonly Figure[]>;
}

/** Reads what the authority opens, and leaves out what would tell of somebody. */
async function open<Cell extends string, Arguments extends object, Figure extends Cells<Cell>>(
  reader: Reader,
  codes: readonly string[],
  reading: Reading<Cell, Arguments, Figure>,
): Promise<(Figure | null | Error)[]> {
  const { authority, everywhere } = reader;
  const { read, args, disclosure } = reading;
  const others = hasScope(authority, STATISTICS)
    ? codes.filter((code) => !coversRegion(authority, code))
    : [];
  const refusal = others.length > 0 ? refusalOf(() => disclosure.beyondOwn?.(args)) : undefined;
  const told = refusal ? new Set() : await toldOf(reader, others, reading);
  const asked = codes.filter((code) => coversRegion(authority, code) || told.has(code));
  const found = asked.length === 0 ? [] : await read(everywhere.orm, asked, args);
  const figures = new Map(asked.map((code, index) => [code, found[index]!]));
  return codes.map((code) => figures.get(code) ?? (others.includes(code) ? refusal : null) ?? null);
}

function refusalOf(check: () => void): Error | undefined {
  try {
    check();
  } catch (error) {
    return error as Error;
  }
  return undefined;
}

/** Those of other regions whose figure tells of nobody, whatever else is asked. */
async function toldOf<Cell extends string, Arguments extends object, Figure extends Cells<Cell>>(
  { authority, everywhere: { orm } }: Reader,
  others: readonly string[],
  { disclosure, args, read }: Reading<Cell, Arguments, Figure>,
): Promise<ReadonlySet<string>> {
  if (others.length === 0 || disclosure.counts.length === 0) return new Set(others);
  const around = await regionsAround(orm, others, authority);
  const needed = [...new Set([...others, ...around.needed])];
  const tables = tablesOf(disclosure, disclosure.by ?? {}, args);
  const suppressions = tables.map(async ({ variants, join, ...table }) => {
    const found = await Promise.all(variants.map((variant) => read(orm, needed, variant)));
    const figures = new Map(
      needed.map((code, index) => [code, join(found.map((figuresOfVariant) => figuresOfVariant[index]!))]),
    );
    return tellFigures({ ...around, disclosure: table.disclosure, figures });
  });
  const all = await Promise.all(suppressions);
  return new Set(others.filter((code) => all.every((isTold) => isTold(code))));
}

/** What has to be known to decide which figures of regions may be told. */
interface Around {
  readonly own: readonly string[];
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** The regions of which figures are needed. */
  readonly needed: readonly string[];
}

/** All that lies above regions, what lies right below that, and what of it the caller sees. */
async function regionsAround(orm: Orm, codes: readonly string[], authority: AuthorityClass): Promise<Around> {
  const above = [...new Set(codes.flatMap(ancestorRegions))];
  const children = await childRegions(orm, above);
  const own = authority.regions.map((prefix) => prefix.padEnd(12, '0'));
  return { own, children, needed: [...above, ...[...children.values()].flat(), ...own] };
}
