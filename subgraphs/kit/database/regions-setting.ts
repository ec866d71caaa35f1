import { WHOLE_COUNTRY } from '@hearth/schema/protocol/authority.ts';

/**
 * The setting that tells PostgreSQL's policies which households a session sees: prefixes of division codes with commas, or
 * `*` for all. A session that never set it sees none.
 */
export const REGIONS_SETTING = 'hearth.regions';

/**
 * The value that stands for prefixes of division codes; `''` is the whole country, no prefix is nothing.
 * @throws RangeError when one is no prefix: it becomes SQL
 */
export function regionsSetting(prefixes: readonly string[]): string {
  const wrong = prefixes.find((prefix) => !/^\d{0,12}$/.test(prefix));
  if (wrong !== undefined) throw new RangeError(`${JSON.stringify(wrong)} is no prefix of a division code.`);
  return prefixes.includes('') ? WHOLE_COUNTRY : prefixes.join(',');
}
