import { sql, type SQL } from 'drizzle-orm';
import { parentRegion, regionRange } from '@hearth/schema/protocol/region-code.ts';
import { registerRegions } from '../tables.ts';
import type { Orm } from './batch.ts';

/** The regions right below others, as the register knows them. */
export async function childRegions(
  orm: Orm,
  parents: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const children = new Map(parents.map((parent) => [parent, [] as string[]]));
  if (parents.length === 0) return children;
  const rows = await orm
    .select({ code: registerRegions.code })
    .from(registerRegions)
    .where(sql.join(parents.map(isDirectlyBelow), sql` or `))
    .orderBy(registerRegions.code);
  for (const { code } of rows) children.get(parentRegion(code)!)?.push(code);
  return children;
}

/** How many digits name a region of each level: one below another of the same length has zeros up to its own. */
const LENGTHS = [2, 4, 6, 9, 12];

function isDirectlyBelow(parent: string): SQL {
  const { code } = registerRegions;
  const { from, before } = regionRange(parent);
  const ways = LENGTHS.flatMap((length, index) => {
    const above = LENGTHS[index - 1] ?? 0;
    if (above < from.length) return [];
    return [`${'0'.repeat(above - from.length)}\\d{${length - above}}${'0'.repeat(12 - length)}`];
  });
  if (ways.length === 0) return sql`false`;
  return sql`(${code} >= ${from} and ${code} < ${before} and ${code} <> ${parent} and ${code} ~ ${`^${from}(${ways.join('|')})$`})`;
}
