import { randomBytes } from 'node:crypto';
import { type Authority, createAuthority } from '@hearth/schema/protocol/authority.ts';
import { scopeNames } from '@hearth/schema/protocol/scopes.ts';
import { readKeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import { CloudEvent } from 'cloudevents';
import { fastify } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changesEndpoint, registerEndpoint } from '../changes/endpoint.ts';
import { renewEpoch } from '../changes/epoch.ts';
import { announce, migrations, settle, VILLAGE } from '../changes/logs.testing.ts';
import { OutboxLog } from '../changes/outbox-log.ts';
import { RemoteLog } from '../changes/remote-log.ts';
import { eventView, registerView } from '../changes/view.ts';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { announce as announceEntries } from '../register-changes.ts';
import { wholeCountry } from '../testing/authorities.ts';
import { KEYS, signedHeaders } from '../testing/signed.ts';
import { drainable } from './drain.ts';
import { guard } from './guard.ts';
import { serveLog } from './serve-log.ts';

const MINISTRY = 'poverty-relief';
const MINISTRY_KEYS = readKeyRing(`ministry:${randomBytes(32).toString('base64')}`);

const readerOf = (...scopes: string[]): Authority => createAuthority({ ...wholeCountry, scopes });

describe('a served log', () => {
  let database: TestDatabase;
  let url: string;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    database = await testDatabase({ migrations });
    await renewEpoch(database);
    await settle(database, 10);
    const server = fastify({ forceCloseConnections: 'idle' });
    const draining = drainable(server);
    guard(server, { ministry: MINISTRY, keys: KEYS, ministryKeys: MINISTRY_KEYS, isOpen: true });
    const outbox = { database, ministry: MINISTRY } as const;
    serveLog(server, {
      log: new OutboxLog({ ...outbox, view: eventView }),
      endpoint: changesEndpoint,
      draining,
    });
    serveLog(server, {
      log: new OutboxLog({ ...outbox, view: registerView }),
      endpoint: registerEndpoint,
      draining,
    });
    url = await server.listen({ host: '127.0.0.1', port: 0 });
    ({ stop } = draining);
  });
  afterEach(async () => {
    await stop();
    await database.stop();
  });

  const ask = (target: string, { authority = readerOf('changes:read'), keys = KEYS } = {}) =>
    fetch(new URL(target, url), {
      headers: signedHeaders({ ministry: MINISTRY, method: 'GET', target, authority, keys }),
    });

  it('should be read by nobody but who signs for it, whatever else they may', async () => {
    const statuses = async (...asked: Parameters<typeof ask>[]) =>
      Promise.all(asked.map(async (each) => (await ask(...each)).status));
    const asMinistry = { authority: readerOf('register:read'), keys: MINISTRY_KEYS };
    expect((await fetch(new URL('/changes?limit=1', url))).status).toBe(403);
    expect((await fetch(new URL('/register?limit=1', url))).status).toBe(401);
    expect(
      await statuses(
        ['/changes?limit=1'],
        ['/changes?limit=1', { authority: readerOf(...scopeNames) }],
        [
          '/changes?limit=1',
          { authority: createAuthority({ ...readerOf('changes:read'), regions: ['53'] }) },
        ],
        ['/changes?limit=1', { ...asMinistry, authority: readerOf('changes:read') }],
      ),
    ).toEqual([200, 403, 403, 401]);
    expect(
      await statuses(
        ['/register?limit=1', asMinistry],
        ['/register?limit=1', { authority: readerOf('register:read') }],
        ['/%72egister?limit=1', { authority: readerOf('register:read') }],
        ['/register?limit=1', { keys: MINISTRY_KEYS }],
      ),
    ).toEqual([200, 401, 401, 403]);
  });

  it('should be CloudEvents that hold keys and nothing else', async () => {
    await announce(database, 'H1');
    const [, id, data] =
      /^event: change\nid: (.*)\ndata: (.*)\n\nevent: position\nid: \1\ndata: \1\n\n$/.exec(
        await (await ask('/changes?limit=1')).text(),
      )!;
    const event = new CloudEvent(JSON.parse(data!)); // throws when it is none
    expect(event.toJSON()).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      source: '/ministries/poverty-relief',
      type: 'hearth.change.RECORDS_IMPORTED',
      subject: 'H1',
      time: expect.stringMatching(/Z$/),
      datacontenttype: 'application/json',
      data: { kind: 'RECORDS_IMPORTED', household: 'H1', region: VILLAGE, persons: [] },
    });
    expect(id).toMatch(/^\d{10}\.\d{20}\.\d{20}$/);
  });

  it('should carry the register to ministries', async () => {
    const change = { entity: 'HOUSEHOLD', id: 'H1', regionCode: VILLAGE, current: true } as const;
    const client = await database.pool.connect();
    await announceEntries(client, [change]);
    client.release();
    const log = new RemoteLog({ ministry: MINISTRY, url, keys: MINISTRY_KEYS, endpoint: registerEndpoint });
    const read = async () => (await log.read('', 10)).changes; // older transactions of the cluster hold it back while they run
    await expect.poll(read).toEqual([{ change, version: '1', position: expect.any(String) }]);
    await log.stop();
  });

  it('should say what is wrong with a question', async () => {
    await database.pool.query(`update change_log set trimmed = 'x'`);
    for (const [target, status, message] of [
      ['/changes?after=yesterday', 400, '"yesterday" is no position'],
      ['/changes?limit=many', 400, 'limit is "many": send a whole number from 0 to 1000.'],
      ['/changes?limit=1', 410, 'no longer has all that follows ""'],
    ] as const) {
      const answer = await ask(target);
      expect([target, answer.status]).toEqual([target, status]);
      expect(await answer.text()).toContain(JSON.stringify(message).slice(1, -1));
    }
  });

  it('should end when its server does', async () => {
    const answer = await ask('/changes');
    const text = answer.text();
    await stop();
    expect(await text).toContain('event: position');
  });
});
