import { describe, expect, it } from 'vitest';
import { RateLimit } from './rate-limit.ts';

describe('a rate of requests', () => {
  it('lets a minute’s worth come at once, and then as much as time allows', () => {
    const limit = new RateLimit(60);
    for (let count = 0; count < 60; count += 1) expect(limit.take('a', 1_000)).toBe(0);
    expect(limit.take('a', 1_000)).toBe(1_000);
    expect(limit.take('a', 1_900)).toBe(100);
    expect(limit.take('a', 2_000)).toBe(0);
    expect(limit.take('a', 2_000)).toBe(1_000);
    for (let count = 0; count < 60; count += 1) expect(limit.take('a', 100_000)).toBe(0);
    expect(limit.take('a', 100_000)).toBe(1_000);
  });

  it('counts each key for itself', () => {
    const limit = new RateLimit(1);
    expect([limit.take('a', 0), limit.take('b', 0), limit.take('a', 0)]).toEqual([0, 0, 60_000]);
  });
});
