import type pg from 'pg';
import { REGIONS_SETTING, regionsSetting } from '../database/regions-setting.ts';

/** Lets the rest of a transaction see, and write, the households that live in regions with one of the prefixes. */
export async function seeRegions(client: pg.ClientBase, prefixes: readonly string[]): Promise<void> {
  await client.query(`set local ${REGIONS_SETTING} = '${regionsSetting(prefixes)}'`);
}
