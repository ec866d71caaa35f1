import type pg from 'pg';

/**
 * Lets the commit of this transaction wait for the disk, whatever the server's setting. Who reads a change that a crash then takes back has
 * passed its place in the order, which another change gets afterwards.
 */
export const commitDurably = async (client: Pick<pg.ClientBase, 'query'>): Promise<void> =>
  void (await client.query('set local synchronous_commit = on'));
