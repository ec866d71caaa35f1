import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentlyUsed } from './recently-used.ts';

describe('a bounded cache', () => {
  it('drops what was used least recently', () => {
    const cache = new RecentlyUsed<string, number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([1, undefined, 3, 2]);
  });

  it('drops it too when what is kept weighs too much, and keeps nothing that alone does', () => {
    const cache = new RecentlyUsed<string, number>(10, { limit: 5, of: (key) => key.length });
    cache.set('aa', 1);
    cache.set('bb', 2);
    cache.set('ccc', 3);
    cache.set('dddddd', 4);
    expect(['aa', 'bb', 'ccc', 'dddddd'].map((key) => cache.get(key))).toEqual([undefined, 2, 3, undefined]);
    cache.set('ccc', 5);
    expect([cache.get('bb'), cache.get('ccc'), cache.size]).toEqual([2, 5, 2]);
  });

  it('keeps, of whatever is set, read and deleted, what a list in the order of use keeps', () => {
    const step = fc.record({
      do: fc.constantFrom('set' as const, 'get' as const, 'delete' as const),
      key: fc.nat(9),
      value: fc.nat(6),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (steps, limit) => {
        const dropped: number[] = [];
        const weight = { limit: 12, of: (_key: number, value: number) => value, onDropped: drop };
        function drop(key: number) {
          dropped.push(key);
        }
        const cache = new RecentlyUsed<number, number>(limit, weight);
        let list: { key: number; value: number }[] = [];
        const expected: number[] = [];
        for (const { do: what, key, value } of steps) {
          const known = list.find((each) => each.key === key);
          const found = what === 'get' ? cache.get(key) : undefined;
          expect(found).toBe(what === 'get' ? known?.value : undefined);
          if (what === 'set') cache.set(key, value);
          if (what === 'delete') cache.delete(key);
          list = list.filter((each) => each !== known);
          if (what === 'set') list.push({ key, value });
          if (what === 'get' && known) list.push(known);
          while (list.length > limit || sum(list) > weight.limit) expected.push(list.shift()!.key);
        }
        expect(dropped).toEqual(expected);
        expect([cache.size, cache.weight]).toEqual([list.length, sum(list)]);
      }),
    );
  });
});

const sum = (list: readonly { readonly value: number }[]): number =>
  list.reduce((total, { value }) => total + value, 0);
