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
});
