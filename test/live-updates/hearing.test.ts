import { MemoryLog } from '@hearth/gateway/changes/testing/memory-log.ts';
import { ministryCode, type MinistryName, ministryNames } from '@hearth/schema/subgraphs.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../script.ts';
import { openEvents, posting } from './event-stream.ts';
import { IssuedHub } from './issued.ts';
import { RawSocket } from './raw-socket.ts';

/** What hearing of each ministry's changes needs beside household:read. */
const needs: Readonly<Record<MinistryName, string | null>> = {
  'poverty-relief': null,
  health: 'health:read',
  education: 'children:read',
  agriculture: null,
  finance: 'money:read',
};
const hidden = ministryNames.filter((name) => needs[name] !== null);
const heard = ministryNames.filter((name) => needs[name] === null).map(ministryCode);
const ALL = `household:read ${Object.values(needs)
  .filter((scope) => scope !== null)
  .join(' ')}`;
const TOKEN = 'x-graphql-event-stream-token';
const PLAIN = { scope: 'household:read' };

const region = (more = '') =>
  `subscription { regionChanged(code: "530000000000"${more}) { cursor ministry kind household { id } } }`;
const HOME = 'subscription { householdChanged(id: "H1") { cursor ministry kind household { id } } }';

let hub: IssuedHub;
const logs = Object.fromEntries(ministryNames.map((name) => [name, new MemoryLog()])) as Record<
  MinistryName,
  MemoryLog
>;
const commit = (ministry: MinistryName, kind = 'RECORDS_IMPORTED') =>
  void logs[ministry].commit({ ministry, household: 'H1', kind });
const closing: (() => void)[] = [];
beforeAll(async () => {
  hub = await IssuedHub.start({ changeLogs: logs });
  hub.country.change('poverty-relief', 'H1');
});
afterEach(async () => {
  for (const close of closing.splice(0)) close();
  await until(() => hub.gateway.streams() === 0);
});
afterAll(() => hub.stop());

interface Payload {
  readonly data?: Record<string, { cursor: string; ministry: string; kind: string }>;
  readonly errors?: readonly { message: string; extensions: object }[];
}
type Headers = Record<string, string>;

/** Subscribes over a carrier; what is returned gives what has been told until now. */
const carriers: Record<string, (query: string, headers: Headers) => Promise<() => Payload[]>> = {
  async WebSocket(query, headers) {
    const socket = await RawSocket.open(hub.gateway.socket, headers);
    closing.push(() => socket.socket.terminate());
    socket.subscribe('w', query);
    return () =>
      socket.messages.flatMap(({ type, payload }) =>
        type === 'next' ? (payload as Payload) : type === 'error' ? { errors: payload as [] } : [],
      );
  },
  async 'events of its own'(query, headers) {
    const stream = await openEvents(hub.gateway.graphql, posting({ query }, headers));
    closing.push(stream.close);
    return () =>
      stream.events.filter(({ event }) => event === 'next').map(({ data }) => JSON.parse(data) as Payload);
  },
  async 'a reserved stream'(query, headers) {
    const reserved = await fetch(hub.gateway.graphql, { method: 'PUT', headers });
    const withToken = { ...headers, [TOKEN]: await reserved.text() };
    const stream = await openEvents(hub.gateway.graphql, { headers: withToken });
    closing.push(stream.close);
    const operation = { query, extensions: { operationId: 'w' } };
    const response = await fetch(hub.gateway.graphql, posting(operation, withToken));
    if (response.status !== 202) {
      const refusal = (await response.json()) as Payload;
      return () => [refusal];
    }
    return () =>
      stream.events
        .filter(({ event }) => event === 'next')
        .map(({ data }) => (JSON.parse(data) as { payload: Payload }).payload);
  },
};

const changesOf = (told: readonly Payload[]) => told.flatMap(({ data }) => Object.values(data ?? {}));
const ministriesOf = (told: readonly Payload[]) =>
  changesOf(told)
    .map(({ ministry }) => ministry)
    .toSorted();
const isMoved = (told: readonly Payload[]) => changesOf(told).some(({ kind }) => kind === 'HOUSEHOLD_MOVED');

describe.each(Object.entries(carriers))('over %s', (_, subscribe) => {
  it('tells a caller without the scopes nothing of what needs them, and all that comes after', async () => {
    const plain = await hub.headers(PLAIN);
    const all = await subscribe(region(), await hub.headers({ scope: ALL, sub: 'official-8' }));
    const watching = [await subscribe(region(), plain), await subscribe(HOME, plain)];
    await until(() => hub.gateway.streams() === 3);
    for (const name of ministryNames) commit(name);
    await until(() => all().length >= ministryNames.length);
    expect(ministriesOf(all())).toEqual(ministryNames.map(ministryCode).toSorted());
    commit('poverty-relief', 'HOUSEHOLD_MOVED');
    for (const told of watching) {
      await until(() => isMoved(told()));
      expect(ministriesOf(told())).toEqual([...heard, 'POVERTY_RELIEF'].toSorted());
    }
  });

  it.each(hidden)('refuses naming %s without the scope, and tells of it with the scope', async (name) => {
    const code = ministryCode(name);
    const named = region(`, ministries: [POVERTY_RELIEF, ${code}]`);
    const refused = await subscribe(named, await hub.headers(PLAIN));
    await until(() => refused().length > 0);
    expect(refused()).toEqual([
      {
        errors: [
          {
            message: `Hearing of changes of ${code} needs the scope ${needs[name]}.`,
            extensions: expect.objectContaining({ code: 'DENIED', reason: { scopes: [[needs[name]]] } }),
          },
        ],
      },
    ]);
    expect(hub.gateway.streams()).toBe(0);
    const told = await subscribe(named, await hub.headers({ scope: `household:read ${needs[name]}` }));
    await until(() => hub.gateway.streams() === 1);
    commit(name);
    await until(() => told().length > 0);
    expect(ministriesOf(told())).toEqual([code]);
  });

  it('tells of nothing hidden after a cursor that was given with the scopes', async () => {
    const all = await subscribe(region(), await hub.headers({ scope: ALL }));
    await until(() => hub.gateway.streams() === 1);
    commit('poverty-relief');
    await until(() => all().length === 1);
    const { cursor } = changesOf(all())[0]!;
    for (const name of [...hidden, 'poverty-relief'] as const) commit(name);
    await until(() => all().length === hidden.length + 2);
    const resumed = await subscribe(region(`, after: "${cursor}"`), await hub.headers(PLAIN));
    await until(() => resumed().length > 0);
    commit('poverty-relief', 'HOUSEHOLD_MOVED');
    await until(() => isMoved(resumed()));
    expect(ministriesOf(resumed())).toEqual(['POVERTY_RELIEF', 'POVERTY_RELIEF']);
  });
});

it('tells nothing of illness and children for a purpose for which neither may be read', async () => {
  const claims = { scope: ALL, purposes: ['EVALUATION'] };
  const headers = { ...(await hub.headers(claims)), 'x-purpose': 'EVALUATION' };
  const subscribe = carriers['WebSocket']!;
  const refused = await subscribe(region(', ministries: [HEALTH, EDUCATION]'), headers);
  await until(() => refused().length > 0);
  expect(refused()[0]!.errors![0]).toMatchObject({
    message:
      'Hearing of changes of HEALTH and EDUCATION needs the purpose MONITORING or ASSISTANCE or CORRECTION.',
    extensions: { code: 'DENIED', reason: { purposes: ['MONITORING', 'ASSISTANCE', 'CORRECTION'] } },
  });
});
