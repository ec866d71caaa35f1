import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LoggedChange } from '@hearth/schema/protocol/change.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryLog } from './testing/memory-log.ts';
import { catchUp, type Follower } from './catch-up.ts';
import { createTails, type Positions, type Tails } from './tails.ts';

const subgraphs = ['health', 'finance'] as const;
type Name = (typeof subgraphs)[number];

/** Takes what it is given, so much at a time, and listens from when it is live. */
class Reader implements Follower {
  readonly taken: LoggedChange[] = [];
  readonly positions: Positions[] = [];
  isLive = false;
  hasEnded = false;
  #left: number;
  #onRoom: (() => void) | undefined;
  readonly #unlisten: () => void;

  constructor(tails: Tails, room: number) {
    this.#left = room;
    this.#unlisten = tails.listen({
      onChange: (_, change) => this.isLive && this.taken.push(change),
      onGap: () => {},
    });
  }

  room(): number {
    return this.#left;
  }

  whenRoom(): Promise<void> {
    return new Promise((resolve) => (this.#onRoom = resolve));
  }

  makeRoom(count: number): void {
    this.#left += count;
    this.#onRoom?.();
  }

  take(_subgraph: string, change: LoggedChange, positions: Positions): void {
    this.#left -= 1;
    this.taken.push(change);
    this.positions.push(positions);
  }

  goLive(): void {
    this.isLive = true;
  }

  stop(): void {
    this.hasEnded = true;
    this.#unlisten();
  }
}

const idsOf = (changes: readonly LoggedChange[], ministry: string) =>
  changes.filter((change) => change.ministry === ministry).map(({ id }) => id);

const step = fc.oneof(
  fc.record({ do: fc.constant('commit' as const), to: fc.constantFrom(...subgraphs), count: fc.nat(7) }),
  fc.record({ do: fc.constant('turns' as const), count: fc.nat(4) }),
  fc.record({ do: fc.constant('room' as const), count: fc.nat(5) }),
);

describe('catching up', () => {
  it('hands over to what happens now, without loss, repetition or another order, whenever changes are committed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.tuple(fc.nat(30), fc.nat(30)),
        fc.tuple(fc.nat(30), fc.nat(30)),
        fc.integer({ min: 1, max: 6 }),
        async (steps, [early, late], [from, other], kept) => {
          const logs: Record<Name, MemoryLog> = { health: new MemoryLog(), finance: new MemoryLog() };
          const commit = (name: Name) => logs[name].commit({ ministry: name, household: 'H1' });
          for (let count = 0; count < early; count += 1) commit('health');
          const tails = createTails(logs, { kept });
          for (let count = 0; count < late; count += 1) commit('finance');
          while (subgraphs.some((name) => tails.position(name) === undefined)) await nextTurn();
          const start = { health: at(Math.min(from, early)), finance: at(Math.min(other, late)) };
          const reader = new Reader(tails, 3);
          const catching = catchUp(tails, start, reader);
          for (const each of steps) {
            if (each.do === 'commit') for (let count = 0; count < each.count; count += 1) commit(each.to);
            else if (each.do === 'room') reader.makeRoom(each.count);
            else for (let count = 0; count < each.count; count += 1) await nextTurn();
          }
          while (!reader.isLive) {
            reader.makeRoom(100);
            await nextTurn();
          }
          await catching;
          for (const name of subgraphs) commit(name);
          const expected = subgraphs.map((name) =>
            idsOf(logs[name].changes.slice(Number(start[name])), name),
          );
          while (reader.taken.length < expected.flat().length) await nextTurn();
          await nextTurn();
          expect(subgraphs.map((name) => idsOf(reader.taken, name))).toEqual(expected);
          reader.stop();
          await tails.stop();
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  it('can begin again from the positions of any change, and then gives what follows it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...subgraphs), { minLength: 1, maxLength: 30 }),
        fc.nat(),
        async (order, pick) => {
          const logs: Record<Name, MemoryLog> = { health: new MemoryLog(), finance: new MemoryLog() };
          const tails = createTails(logs, { kept: 2 });
          while (subgraphs.some((name) => tails.position(name) === undefined)) await nextTurn();
          for (const name of order) logs[name].commit({ ministry: name, household: 'H1' });
          while (
            subgraphs.some(
              (name) =>
                tails.position(name) !== logs[name].changes.at(-1)?.position && logs[name].changes.length > 0,
            )
          )
            await nextTurn();
          const first = new Reader(tails, 1_000);
          await catchUp(tails, { health: at(0), finance: at(0) }, first);
          const place = pick % order.length;
          const second = new Reader(tails, 1_000);
          await catchUp(tails, first.positions[place]!, second);
          expect(second.taken.map(({ ministry, id }) => `${ministry} ${id}`).toSorted()).toEqual(
            first.taken
              .slice(place + 1)
              .map(({ ministry, id }) => `${ministry} ${id}`)
              .toSorted(),
          );
          await tails.stop();
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);

  it('ends with what the log says when history is no longer kept', async () => {
    const log = new MemoryLog();
    for (let count = 0; count < 10; count += 1) log.commit({ ministry: 'health', household: 'H1' });
    log.trim(3);
    const tails = createTails({ health: log });
    while (tails.position('health') === undefined) await nextTurn();
    const reader = new Reader(tails, 100);
    await expect(catchUp(tails, { health: at(2) }, reader)).rejects.toThrow('no longer has all that follows');
    expect(reader.taken).toEqual([]);
    await tails.stop();
  });

  it('ends without going live when nobody follows any more', async () => {
    const log = new MemoryLog();
    const tails = createTails({ health: log });
    while (tails.position('health') === undefined) await nextTurn();
    const reader = new Reader(tails, 0);
    const catching = catchUp(tails, { health: at(0) }, reader);
    reader.stop();
    reader.makeRoom(100);
    await catching;
    expect(reader.isLive).toBe(false);
    await tails.stop();
  });
});

const at = (number: number) => String(number).padStart(20, '0');
