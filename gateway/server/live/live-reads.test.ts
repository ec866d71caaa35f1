import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LiveReads, Sharers } from './live-reads.ts';

/** Reads that end when a test says so, and the order in which they began. */
function start(mostRunning: number) {
  const reads = new LiveReads(mostRunning);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const read = (name: string, sharers = new Sharers(name[0]!)) => {
    const ended = reads.run(sharers, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.push(() => resolve(name)));
    });
    return { sharers, ended };
  };
  const end = async () => {
    ends.shift()?.();
    await nextTurn();
    await nextTurn();
  };
  return { begun, read, end };
}

describe('reads for live updates', () => {
  it('begin at once while few run, and never more than the limit', async () => {
    const { begun, read, end } = start(2);
    const all = ['a1', 'a2', 'a3', 'a4'].map((name) => read(name).ended);
    await nextTurn();
    expect(begun).toEqual(['a1', 'a2']);
    await end();
    expect(begun).toEqual(['a1', 'a2', 'a3']);
    for (let left = 3; left > 0; left -= 1) await end();
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  it('take turns by caller: one with a thousand holds up another for one', async () => {
    const { begun, read, end } = start(1);
    for (let number = 0; number < 1_000; number += 1) read(`a${number}`);
    read('b0');
    read('b1');
    for (let left = 4; left > 0; left -= 1) await end();
    expect(begun).toEqual(['a0', 'a1', 'b0', 'a2', 'b1']);
  });

  it('of several callers begin once, at the turn of the first of them', async () => {
    const { begun, read, end } = start(1);
    for (let number = 0; number < 10; number += 1) read(`a${number}`);
    const { sharers } = read('a shared');
    sharers.join('b');
    sharers.join('b');
    for (let left = 11; left > 0; left -= 1) await end();
    expect(begun.slice(0, 4)).toEqual(['a0', 'a1', 'a shared', 'a2']);
    expect(begun).toHaveLength(11);
  });

  it('leave turns of the event loop to others, though all of them could begin', async () => {
    const reads = new LiveReads(1_000);
    let begun = 0;
    const work = async () => {
      begun += 1;
      const until = performance.now() + 3;
      while (performance.now() < until);
    };
    const all = Array.from({ length: 20 }, () => reads.run(new Sharers('a'), work));
    expect(begun).toBeLessThan(20);
    await nextTurn();
    expect(begun).toBeLessThan(20);
    await Promise.all(all);
    expect(begun).toBe(20);
  });

  it('go on after one that fails', async () => {
    const reads = new LiveReads(1);
    const failing = reads.run(new Sharers('a'), () => Promise.reject(new Error('no')));
    const after = reads.run(new Sharers('a'), async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await after).toBe('yes');
  });
});
