import { setImmediate as nextTurn } from 'node:timers/promises';
import { createOpenAuthority } from '@hearth/schema/protocol/open-authority.ts';
import type { LoggedChange } from '@hearth/schema/protocol/change.ts';
import { describe, expect, it } from 'vitest';
import type { AccessEntry } from '../audit/entry.ts';
import { Subjects } from '../run/subjects.ts';
import { Event, type Told } from './event.ts';
import { recordDeliveries } from './record-deliveries.ts';
import { piecesOf } from './pieces.ts';
import { type Ending, Subscriber } from './subscriber.ts';

const change = (household: string): LoggedChange => ({
  id: household,
  ministry: 'health',
  kind: 'RECORDS_IMPORTED',
  household,
  region: '530625100200',
  persons: [],
  at: '2026-01-01T00:00:00.000Z',
  position: household,
});
const operation = { name: 'Watch', hash: 'a'.repeat(64) };

/** What is told of a household, and of whom it tells. */
const tellOf = async ({ household }: LoggedChange): Promise<Told> => {
  const subjects = new Subjects();
  subjects.households.add(household!);
  subjects.persons.add(`P of ${household}`);
  const disclosure = { fields: { health: ['Household.visits'] }, denied: [] };
  return { message: piecesOf(household!), access: { traceId: '', operation, disclosure, subjects } };
};

function start({
  record,
  holds = () => true,
}: {
  record: (entry: AccessEntry) => void;
  holds?: () => boolean;
}) {
  const order: string[] = [];
  const endings: Ending[] = [];
  const subscriber = new Subscriber({
    topic: { regionPrefix: '53' },
    subgraphs: new Set(['health']),
    group: 'all',
    ask: tellOf,
    maySee: () => true,
    standing: { authority: createOpenAuthority('MONITORING'), endsAt: Infinity, count: () => {}, holds },
    sink: {
      next: (payload) => order.push(`told ${Buffer.concat(payload)}`) > 0,
      whenDrained: async () => {},
      end: (ending) => endings.push(ending),
    },
    positions: { health: '' },
    now: () => ({ health: 'now' }),
    writeCursor: ({ health }) => health!,
    record: recordDeliveries(
      {
        async record(entry) {
          record(entry);
          await nextTurn();
          order.push(`recorded ${entry.households.join(' ')}, ${entry.persons.join(' ')}`);
        },
      },
      { operation },
    ),
    recordEvery: 20,
    mostWaiting: 100,
    onLive: () => {},
    onEnd: () => {},
  });
  subscriber.goLive({ health: '' });
  const hear = (household: string) =>
    subscriber.hear('health', new Event(change(household)), { health: household });
  return { subscriber, order, endings, hear };
}

describe('a subscriber', () => {
  it('is given nothing that is not recorded before, in one entry for all that goes out together', async () => {
    const { order, hear, subscriber } = start({ record: () => {} });
    hear('H1');
    while (order.length < 2) await nextTurn();
    for (const household of ['H2', 'H3', 'H4']) hear(household);
    while (order.length < 6) await nextTurn();
    expect(order).toEqual([
      'recorded H1, P of H1',
      'told H1',
      'recorded H2 H3 H4, P of H2 P of H3 P of H4',
      'told H2',
      'told H3',
      'told H4',
    ]);
    subscriber.close();
  });

  it('ends with RESUME, before what cannot be recorded', async () => {
    let isFailing = false;
    const { order, endings, hear } = start({
      record() {
        if (isFailing) throw new Error('The store fails.');
      },
    });
    hear('H1');
    while (order.length < 2) await nextTurn();
    isFailing = true;
    hear('H2');
    while (endings.length === 0) await nextTurn();
    expect(endings).toMatchObject([{ code: 'RESUME', cursor: 'H1' }]);
    expect(order).toHaveLength(2);
  });

  it('ends before the first message for which nobody vouches any more', async () => {
    let holds = true;
    const { order, endings, hear } = start({ record: () => {}, holds: () => holds });
    hear('H1');
    while (order.length < 2) await nextTurn();
    holds = false;
    hear('H2');
    while (endings.length === 0) await nextTurn();
    expect(endings).toMatchObject([{ code: 'AUTHORITY_ENDED', cursor: 'H1' }]);
    expect(order).toHaveLength(2);
  });
});
