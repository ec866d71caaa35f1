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
});
