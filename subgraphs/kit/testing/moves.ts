import { LOG_START } from '@hearth/schema/protocol/change.ts';
import type { Database } from '../database/database.ts';
import type { RegisterChange, RegisterFeed } from '../register-changes.ts';
import { followRegister } from '../register-follow.ts';
import { homesIn } from './elsewhere.ts';

let moves = 0;

/** Lets a database learn that a household lives elsewhere now, as the register tells it. */
export async function moveHousehold(
  database: Pick<Database, 'pool'>,
  { id, regionCode }: { readonly id: string; readonly regionCode: string },
): Promise<void> {
  await followRegister(feedOf({ entity: 'HOUSEHOLD', id, regionCode, current: true }), database, {
    announcesMoves: false,
  });
  if ((await homesIn(database)).includes('households'))
    await database.pool.query('update households set region_code = $2 where id = $1', [id, regionCode]);
}

/** Lets a database learn that a person belongs to another household now. */
export async function movePerson(
  database: Pick<Database, 'pool'>,
  { id, householdId }: { readonly id: string; readonly householdId: string },
): Promise<void> {
  const { rows } = await database.pool.query<{ citizenIdHash: string; nameHash: string }>(
    'select citizen_id_hash as "citizenIdHash", name_hash as "nameHash" from register_persons where id = $1',
    [id],
  );
  await followRegister(feedOf({ entity: 'PERSON', id, householdId, ...rows[0]! }), database, {
    announcesMoves: false,
  });
  if ((await homesIn(database)).includes('households'))
    await database.pool.query('update persons set household_id = $2 where id = $1', [id, householdId]);
}

/** A feed that has one change, newer than any that was read before, and leaves the place in the owner's own as it is. */
function feedOf(change: RegisterChange): RegisterFeed {
  const version = String(9_000_000_000 + (moves += 1));
  return {
    read: async (position) => ({ changes: [{ change, version, position }], position }),
    committed: async () => LOG_START,
  };
}
