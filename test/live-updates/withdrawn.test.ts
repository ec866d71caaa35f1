import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inSeconds } from '../access/issuer.ts';
import { until } from '../script.ts';
import { type OpenEvents, openEvents, posting } from './event-stream.ts';
import { IssuedHub } from './issued.ts';
import { RawSocket } from './raw-socket.ts';

const ASK = '{ household(id: "H1") { name } }';
const RENAME = 'mutation { rename(id: "H1", name: "Wu") { name } }';
const WATCH = 'subscription { householdChanged(id: "H1") { household { name } } }';
const TOKEN = 'x-graphql-event-stream-token';
const operations = [
  ['query', ASK],
  ['mutation', RENAME],
  ['subscription', WATCH],
] as const;

let hub: IssuedHub;
const closing: { close(): void }[] = [];
beforeAll(async () => {
  hub = await IssuedHub.start();
  hub.country.change('poverty-relief', 'H1', { name: 'Li' });
});
afterEach(async () => {
  for (const each of closing.splice(0)) each.close();
  await hub.forgive(await hub.headers({ jti: 't-1' }));
  await until(() => hub.gateway.streams() === 0);
});
afterAll(() => hub.stop());

/** Each way to withdraw what vouches for these headers. */
const withdrawals = {
  token: (headers: Record<string, string>) => hub.revoke({ tokens: ['t-1'] }, headers),
  subject: (headers: Record<string, string>) => hub.revoke({ subjects: ['official-7'] }, headers),
  key: (headers: Record<string, string>) => hub.withdrawKey(headers),
};
type What = keyof typeof withdrawals;
const all = Object.keys(withdrawals) as What[];

async function openSocket(headers: Record<string, string>): Promise<RawSocket> {
  const socket = await RawSocket.open(hub.gateway.socket, headers);
  closing.push({ close: () => socket.socket.terminate() });
  return socket;
}

describe.each(all)('once their %s is withdrawn', (what) => {
  it('an open socket runs nothing: it closes with 4403', async () => {
    const headers = await hub.headers({ jti: 't-1' });
    const sockets = await Promise.all(operations.map(() => openSocket(headers)));
    const idle = await openSocket(await hub.headers({ sub: 'official-8', jti: 't-2' }));
    sockets[0]!.subscribe('before', ASK);
    expect((await sockets[0]!.has(3)).at(-1)).toEqual({ id: 'before', type: 'complete' });
    await withdrawals[what](headers);
    hub.country.asked.length = 0;
    for (const [index, [, query]] of operations.entries()) {
      const socket = sockets[index]!;
      const before = socket.messages.length;
      socket.subscribe('after', query);
      expect(await socket.closed).toEqual({ code: 4403, reason: 'AUTHORITY_ENDED' });
      expect(socket.messages).toHaveLength(before);
    }
    expect(hub.country.asked).toEqual([]);
    expect(hub.country.homes.get('H1')!.name).toBe('Li');
    expect(hub.gateway.streams()).toBe(0);
    idle.subscribe('other', ASK);
    const after = what === 'key' ? { code: 4403 } : { id: 'other', type: 'complete' };
    expect(await Promise.race([idle.closed, idle.has(3).then((all) => all.at(-1))])).toMatchObject(after);
  });

  it('a reserved stream runs nothing, and cannot be opened', async () => {
    const headers = await hub.headers({ jti: 't-1' });
    const [waiting, open] = [await reserve(headers), await reserve(headers)];
    const stream = await opened(open);
    await withdrawals[what](headers);
    hub.country.asked.length = 0;
    for (const token of [waiting, open]) {
      for (const [operationId, query] of operations) {
        expect(await run(token, { headers, operationId, query })).toBe(401);
      }
    }
    const late = await fetch(hub.gateway.graphql, {
      headers: { accept: 'text/event-stream', [TOKEN]: waiting },
    });
    expect({ status: late.status, body: await late.json() }).toMatchObject({
      status: 401,
      body: { errors: [{ extensions: { code: 'AUTHORITY_ENDED' } }] },
    });
    expect(stream.events).toEqual([]);
    expect(hub.country.asked).toEqual([]);
  });
});

describe('an operation on a reserved stream', () => {
  it('acts with the authority of the request that brings it: its token, its purpose', async () => {
    const token = await reserve(await hub.headers({ regions: ['54'] }));
    const stream = await opened(token);
    const here = await hub.headers({ regions: ['53'] });
    const elsewhere = await hub.headers({ regions: ['54'] });
    expect(await run(token, { headers: elsewhere, operationId: 'elsewhere', query: ASK })).toBe(202);
    expect(await run(token, { headers: here, operationId: 'here', query: ASK })).toBe(202);
    const named = { ...here, 'x-purpose': 'ASSISTANCE' };
    expect(await run(token, { headers: named, operationId: 'named', query: ASK })).toBe(202);
    const told = (await stream.has(6)).filter(({ event }) => event === 'next');
    expect(told.map(({ data }) => JSON.parse(data))).toMatchObject([
      { id: 'elsewhere', payload: { data: { household: null } } },
      { id: 'here', payload: { data: { household: { name: 'Li' } } } },
      { id: 'named', payload: { data: { household: { name: 'Li' } } } },
    ]);
    expect(
      await run(token, { headers: { ...here, 'x-purpose': 'AUDIT' }, operationId: 'x', query: ASK }),
    ).toBe(403);
  });

  it('is refused to another subject, and so is its end', async () => {
    const headers = await hub.headers();
    const token = await reserve(headers);
    const stream = await opened(token);
    expect(await run(token, { headers, operationId: 'w', query: WATCH })).toBe(202);
    await until(() => hub.gateway.streams() === 1);
    const other = await hub.headers({ sub: 'official-8' });
    hub.country.asked.length = 0;
    expect(await run(token, { headers: other, operationId: 'o', query: ASK })).toBe(404);
    const ended = await fetch(`${hub.gateway.graphql}?operationId=w`, {
      method: 'DELETE',
      headers: { ...other, [TOKEN]: token },
    });
    expect(ended.status).toBe(404);
    expect(hub.country.asked).toEqual([]);
    expect(hub.gateway.streams()).toBe(1);
    stream.close();
  });

  it('ends with the token that brought it, while the stream goes on', async () => {
    const token = await reserve(await hub.headers());
    const stream = await opened(token);
    const short = await hub.headers({ exp: inSeconds(-28) }); // the clocks may differ by half a minute
    expect(await run(token, { headers: short, operationId: 'short', query: WATCH })).toBe(202);
    expect(await run(token, { headers: await hub.headers(), operationId: 'long', query: WATCH })).toBe(202);
    const [next] = await stream.has(1);
    expect(JSON.parse(next!.data)).toMatchObject({
      id: 'short',
      payload: { errors: [{ extensions: { code: 'AUTHORITY_ENDED' } }] },
    });
    expect(hub.gateway.streams()).toBe(1);
  });
});

async function reserve(headers: Record<string, string>): Promise<string> {
  const reserved = await fetch(hub.gateway.graphql, { method: 'PUT', headers });
  expect(reserved.status).toBe(201);
  return reserved.text();
}

async function opened(token: string): Promise<OpenEvents> {
  const stream = await openEvents(hub.gateway.graphql, { headers: { [TOKEN]: token } });
  closing.push(stream);
  return stream;
}

interface Run {
  readonly headers: Record<string, string>;
  readonly operationId: string;
  readonly query: string;
}

/** The status with which an operation on a reserved stream is answered. */
async function run(token: string, { headers, operationId, query }: Run): Promise<number> {
  const request = posting({ query, extensions: { operationId } }, { ...headers, [TOKEN]: token });
  return (await fetch(hub.gateway.graphql, request)).status;
}
