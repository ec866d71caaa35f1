import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

/** Takes all that is left. */
const rest = (turns: Turns<string, string>, may?: (key: string) => boolean): (string | undefined)[] => {
  const taken = [];
  for (let item = turns.take(may); item !== undefined; item = turns.take(may)) taken.push(item);
  return taken;
};

describe('turns', () => {
  it('give one of each key after the other, the oldest first', () => {
    const turns = new Turns<string, string>();
    for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) turns.add(item[0]!, item);
    expect(rest(turns)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
    expect(turns.size).toBe(0);
  });

  it('go on where they were when more comes', () => {
    const turns = new Turns<string, string>();
    for (const item of ['a1', 'a2', 'b1']) turns.add(item[0]!, item);
    expect(turns.take()).toBe('a1');
    turns.add('c', 'c1');
    expect(rest(turns)).toEqual(['b1', 'a2', 'c1']);
  });

  it('pass over a key that may not, and over what waits no longer', () => {
    const turns = new Turns<string, string>();
    for (const item of ['a1', 'b1', 'b2']) turns.add(item[0]!, item);
    turns.delete('b', 'b1');
    turns.delete('b', 'b1');
    expect([turns.size, turns.countOf('b')]).toEqual([2, 1]);
    expect(rest(turns, (key) => key !== 'a')).toEqual(['b2']);
    expect(rest(turns)).toEqual(['a1']);
  });
});
