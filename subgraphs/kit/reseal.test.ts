import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forEachDatabase, type TestDatabase } from './database/testing.ts';
import { resealAll } from './reseal.ts';
import { open, seal, SealError, sealingKey } from './sealing.ts';

const [fresh, old, lost] = [1, 2, 3].map(() => sealingKey(randomBytes(32))) as [Key, Key, Key];
type Key = ReturnType<typeof sealingKey>;
const secrets = { citizenIdKey: fresh, formerCitizenIdKeys: [old], citizenIdHashKey: fresh };

forEachDatabase((createDatabase) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase();
    await database.pool.query(
      'create table people (id int primary key, sealed_name text); create table "odd table" (sealed_row text not null)',
    );
  });
  afterEach(() => database.stop());

  const insert = (texts: readonly string[]) =>
    database.pool.query(
      'insert into people select place, sealed from unnest($1::text[]) with ordinality as given (sealed, place)',
      [texts],
    );
  const people = async () => {
    const { rows } = await database.pool.query('select sealed_name as sealed from people order by id');
    return rows.map(({ sealed }) => sealed as string);
  };

  it('should seal again with the present key what a former one sealed, each text in its own row', async () => {
    const texts = Array.from({ length: 1_201 }, (_, number) => `text ${number}`);
    await insert(texts.map((text, number) => seal(text, number % 3 === 0 ? fresh : old)));
    await database.pool.query('insert into "odd table" values ($1)', [seal('row', old)]);
    expect(await resealAll(database, secrets)).toBe(801);
    expect((await people()).map((sealed) => open(sealed, fresh))).toEqual(texts);
    const { rows } = await database.pool.query('select sealed_row as sealed from "odd table"');
    expect(open(rows[0].sealed, fresh)).toBe('row');
    expect(await resealAll(database, secrets)).toBe(0);
  });

  it('should leave empty columns alone, and change nothing more when it meets a key that it does not have', async () => {
    await database.pool.query('insert into people values (0, null)');
    const texts = [seal('one', old), seal('two', lost)];
    await insert(texts);
    await expect(resealAll(database, secrets)).rejects.toThrow(SealError);
    expect(await people()).toEqual([null, ...texts]);
  });
});
