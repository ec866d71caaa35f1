import { describe, expect, it, onTestFinished } from 'vitest';
import { forEachDatabase } from '../database/testing.ts';
import { inTransaction } from '../database/transaction.ts';
import { announce } from '../register-changes.ts';
import { announceIn, migrations, settle } from './logs.testing.ts';

forEachDatabase((createDatabase) => {
  describe('a transaction that announces something', () => {
    it.each([
      ['a change', (client: Parameters<typeof announceIn>[0]) => announceIn(client, 'H1')],
      [
        'what the register has',
        (client: Parameters<typeof announceIn>[0]) =>
          announce(client, [
            { entity: 'REGION', code: '530000000000', name: 'Yunnan', parent: null } as never,
          ]),
      ],
    ])(
      'waits for the disk when it is committed, and no other does because of it (%s)',
      async (_, announceSome) => {
        const database = await createDatabase({ migrations, maxConnections: 1 });
        onTestFinished(() => database.stop());
        await settle(database, 1);
        await database.pool.query('set synchronous_commit = off');
        const setting = async (client: Pick<typeof database.pool, 'query'>) =>
          (await client.query('show synchronous_commit')).rows[0].synchronous_commit;
        await inTransaction(database.pool, async (client) => {
          await announceSome(client);
          expect(await setting(client as never)).toBe('on');
        });
        expect(await setting(database.pool)).toBe('off');
      },
    );
  });
});
