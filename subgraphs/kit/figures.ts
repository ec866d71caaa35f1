import type DataLoader from 'dataloader';
import { coversRegion, hasScope, type Authority } from '@hearth/schema/protocol/authority.ts';
import { ancestorRegions } from '@hearth/schema/protocol/region-code.ts';
import { type ArgumentLoader, batch, batchWith, type LoaderDefinition, type Orm } from './loading/batch.ts';
import { childRegions } from './loading/child-regions.ts';
import type { Reader } from './loading/reader.ts';
import { type Cells, type Disclosure, Suppression } from './suppression.ts';

/** The scope that opens figures of regions other than the caller's own. */
const STATISTICS = 'statistics:read';

/**
 * Figures of regions, for many at once. Whoever sees the whole region gets them as they are. Others get null; with the scope
 * `statistics:read` only where a cell counts 1 to 9 people, or what can be worked out from figures that are told does: then the
 * figure is left out as a whole, since a cell alone could be worked out from the others.
 */
export function figure<Cell extends string, Figure extends Cells<Cell>>(
  disclosure: Disclosure<Cell>,
  read: (orm: Orm, codes: readonly string[]) => Promise<readonly Figure[]>,
): LoaderDefinition<DataLoader<string, Figure | null>> {
  return batch((reader, codes) => open(reader, codes, { disclosure, read }));
}

/** As `figure`, for a field with arguments. */
export function figureWith<Cell extends string, Arguments, Figure extends Cells<Cell>>(
  disclosure: Disclosure<Cell>,
  read: (orm: Orm, codes: readonly string[], args: Arguments) => Promise<readonly Figure[]>,
): LoaderDefinition<ArgumentLoader<Arguments, Figure | null>> {
  return batchWith((reader, codes, args: Arguments) =>
    open(reader, codes, { disclosure, read: (orm, asked) => read(orm, asked, args) }),
  );
}

interface Reading<Cell extends string, Figure> {
  readonly disclosure: Disclosure<Cell>;
  readonly read: (orm: Orm, codes: readonly string[]) => Promise<readonly Figure[]>;
}

/** Reads what the authority opens, and leaves out what would tell of somebody. */
async function open<Cell extends string, Figure extends Cells<Cell>>(
  { authority, everywhere: { orm } }: Reader,
  codes: readonly string[],
  { disclosure, read }: Reading<Cell, Figure>,
): Promise<(Figure | null)[]> {
  const seen = codes.filter((code) => coversRegion(authority, code));
  const others = hasScope(authority, STATISTICS) ? codes.filter((code) => !seen.includes(code)) : [];
  const isAboutNobody = disclosure.counts.length === 0;
  const around =
    others.length === 0 || isAboutNobody ? nothingAround : await regionsAround(orm, others, authority);
  const asked = [...new Set([...seen, ...others, ...around.needed])];
  const found = asked.length === 0 ? [] : await read(orm, asked);
  const figures = new Map(asked.map((code, index) => [code, found[index]!]));
  const suppression = new Suppression({ ...around, disclosure, figures });
  const told = new Set(others.filter((code) => isAboutNobody || suppression.isTold(code)));
  return codes.map((code) => (seen.includes(code) || told.has(code) ? figures.get(code)! : null));
}

/** What has to be known to decide which figures of regions may be told. */
interface Around {
  readonly own: readonly string[];
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** The regions of which figures are needed. */
  readonly needed: readonly string[];
}

const nothingAround: Around = { own: [], children: new Map(), needed: [] };

/** All that lies above regions, what lies right below that, and what of it the caller sees. */
async function regionsAround(orm: Orm, codes: readonly string[], authority: Authority): Promise<Around> {
  const above = [...new Set(codes.flatMap(ancestorRegions))];
  const children = await childRegions(orm, above);
  const own = authority.regions.map((prefix) => prefix.padEnd(12, '0'));
  return { own, children, needed: [...above, ...[...children.values()].flat(), ...own] };
}
