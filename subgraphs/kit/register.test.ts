import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { renewEpoch } from './changes/epoch.ts';
import { forEachDatabase } from './database/testing.ts';
import type { TestDatabase } from './database/testing.ts';
import { announce, registerFeed } from './register-changes.ts';
import type { RegisterChange } from './register-changes.ts';
import { followRegister, rebuildRegister, startFollowing } from './register-follow.ts';
import { registerLoaders } from './register.ts';
import { readerOf, withoutFrames } from './testing/reader.ts';

const migrations = [{ owner: 'kit', folder: fileURLToPath(new URL('migrations', import.meta.url)) }];

const person = (id: string, householdId = 'H1'): RegisterChange => ({
  entity: 'PERSON',
  id,
  householdId,
  citizenIdHash: `hash of ${id}`,
  nameHash: 'name',
});
const household = (id: string, regionCode: string): RegisterChange => ({
  entity: 'HOUSEHOLD',
  id,
  regionCode,
  current: true,
});

forEachDatabase((createDatabase) => {
  let owner: TestDatabase;
  let other: TestDatabase;
  const statements: string[] = [];
  beforeAll(async () => {
    owner = await createDatabase({ migrations });
    other = await createDatabase({ migrations, onStatement: (text) => statements.push(text) });
  });
  afterAll(async () => {
    await owner.stop();
    await other.stop();
  });
  beforeEach(async () => {
    await owner.pool.query('truncate changes');
    await rebuildRegister(registerFeed(owner), other);
  });

  const announceIn = async (changes: readonly RegisterChange[]) => {
    const client = await owner.pool.connect();
    await announce(client, changes);
    client.release();
  };
  const follow = () => followRegister(registerFeed(owner), other, { announcesMoves: false });
  const persons = async () =>
    (await other.pool.query('select id, household_id from register_persons order by id')).rows;

  describe('followRegister', () => {
    it('should apply each change once and in order', async () => {
      await announceIn([person('P1'), person('P2'), person('P1', 'H2')]);
      expect(await follow()).toBe(3);
      await announceIn([person('P2', 'H3')]);
      expect(await follow()).toBe(1);
      expect(await follow()).toBe(0);
      expect(await persons()).toEqual([
        { id: 'P1', household_id: 'H2' },
        { id: 'P2', household_id: 'H3' },
      ]);
    });

    it('should not pass over a change that was announced first and committed last', async () => {
      const slow = await owner.pool.connect();
      await slow.query('begin');
      await announce(slow, [person('P1')]);
      await announceIn([person('P2')]);
      const following = follow();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await persons()).toEqual([]);
      await slow.query('commit');
      slow.release();
      await following;
      await follow();
      expect((await persons()).map(({ id }) => id)).toEqual(['P1', 'P2']);
    });

    it('should let several follow at once', async () => {
      const many = Array.from({ length: 12_000 }, (_, number) => person(`P${number}`));
      await announceIn(many);
      const applied = await Promise.all([follow(), follow(), follow()]);
      expect(applied.reduce((sum, count) => sum + count, 0)).toBe(12_000);
      expect(await persons()).toHaveLength(12_000);
    });

    it('should keep neither the page nor the position when a page fails', async () => {
      const broken = { ...person('P2'), nameHash: null } as unknown as RegisterChange;
      await announceIn([person('P1'), broken]);
      await expect(follow()).rejects.toThrow('name_hash');
      expect(await persons()).toEqual([]);
      await owner.pool.query(`delete from changes where state ->> 'id' = 'P2'`);
      expect(await follow()).toBe(1);
    });
  });

  describe('startFollowing', () => {
    const households = async () =>
      (await other.pool.query('select id, region_code as region from register_households order by id')).rows;
    const announced = async () =>
      (
        await other.pool.query(
          'select kind, household, region from changes where kind is not null order by seq',
        )
      ).rows;
    const start = () => startFollowing(registerFeed(owner), other, { announcesMoves: true });
    const until = (isSo: () => Promise<boolean>) => vi.waitUntil(isSo, { timeout: 20_000, interval: 20 });
    const lives = (id: string, region: string) => async () =>
      (await households()).some((each) => each.id === id && each.region === region);
    beforeEach(() => other.pool.query('truncate changes'));

    it('should announce who moves, not who is seen first or stays, and resume after days away', async () => {
      await announceIn([household('H1', '53'), household('H2', '53')]);
      let stop = start();
      await until(lives('H2', '53'));
      await stop();
      await announceIn([household('H1', '54'), household('H2', '53'), household('H3', '53')]);
      stop = start();
      await until(lives('H3', '53'));
      await stop();
      expect(await households()).toEqual([
        { id: 'H1', region: '54' },
        { id: 'H2', region: '53' },
        { id: 'H3', region: '53' },
      ]);
      expect(await announced()).toEqual([{ kind: 'HOUSEHOLD_MOVED', household: 'H1', region: '54' }]);
    });

    it('should let what was written last hold, although its transaction began first', async () => {
      const early = await owner.pool.connect();
      await early.query('begin');
      await early.query('select pg_current_xact_id()');
      await announceIn([household('H1', '53')]);
      await announce(early, [household('H1', '54')]);
      await early.query('commit');
      early.release();
      await follow();
      expect(await households()).toEqual([{ id: 'H1', region: '54' }]);
    });

    it('should not pass over what is rebuilt meanwhile', async () => {
      await announceIn([household('H1', '53'), household('H2', '53')]);
      const stop = start();
      await until(lives('H2', '53'));
      await other.pool.query('truncate register_position, register_households');
      await announceIn([household('H3', '53')]);
      await until(async () => (await households()).length === 3);
      await stop();
      expect((await households()).map(({ id }) => id)).toEqual(['H1', 'H2', 'H3']);
    });

    it('should take everything anew after the owner was restored', async () => {
      await announceIn([household('H1', '53')]);
      const stop = start();
      await until(lives('H1', '53'));
      await owner.pool.query(`update change_log set cluster = 'another'`);
      await renewEpoch(owner);
      await announceIn([household('H1', '54')]);
      await until(lives('H1', '54'));
      await stop();
      expect(await households()).toEqual([{ id: 'H1', region: '54' }]);
    });
  });

  it('should rebuild the projection from the beginning of the feed', async () => {
    await announceIn([
      { entity: 'REGION', code: '530000000000' },
      household('H1', '530000000000'),
      person('P1'),
    ]);
    await follow();
    await other.pool.query(
      `update register_persons set household_id = 'wrong'; delete from register_regions`,
    );
    expect(await rebuildRegister(registerFeed(owner), other)).toBe(3);
    expect(await persons()).toEqual([{ id: 'P1', household_id: 'H1' }]);
  });

  it('should load what the register knows in one statement per kind, and null for what it does not', async () => {
    await announceIn([
      { entity: 'REGION', code: '530000000000' },
      household('H1', '530000000000'),
      person('P1'),
      person('P2'),
    ]);
    await follow();
    const { person: persons, household: households, region: regions } = registerLoaders(readerOf(other));
    statements.length = 0;
    const found = await Promise.all([
      persons.loadMany(['P2', 'nobody', 'P1']),
      households.load('H1'),
      households.load('none'),
      regions.load('530000000000'),
    ]);
    expect(found).toEqual([
      [expect.objectContaining({ id: 'P2' }), null, expect.objectContaining({ id: 'P1', householdId: 'H1' })],
      expect.objectContaining({ id: 'H1', regionCode: '530000000000', current: true }),
      null,
      { code: '530000000000' },
    ]);
    expect(withoutFrames(statements)).toHaveLength(3);
  });
});
