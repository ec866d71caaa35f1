import { describe, expect, it } from 'vitest';
import { HttpRefusal } from '../http/refusal.ts';
import { createBudget, defaultRates, TokenBuckets } from './rate-limit.ts';

describe('a bucket', () => {
  it('lets its burst be spent at once, not a minute’s worth, and then as much as time allows', () => {
    const buckets = new TokenBuckets({ perMinute: 60, burst: 5 });
    const spendAt = (now: number) => {
      const wait = buckets.wait('a', now);
      if (wait === 0) buckets.spend('a', 1, now);
      return wait;
    };
    for (let count = 0; count < 5; count += 1) expect(spendAt(1_000)).toBe(0);
    expect(spendAt(1_000)).toBe(1_000);
    expect(spendAt(1_900)).toBe(100);
    expect(spendAt(2_000)).toBe(0);
    expect(spendAt(2_000)).toBe(1_000);
    for (let count = 0; count < 5; count += 1) expect(spendAt(100_000)).toBe(0);
    expect(spendAt(100_000)).toBe(1_000);
  });

  it('lets somebody who has a point left spend more than it holds, and wait until that is paid', () => {
    const buckets = new TokenBuckets({ perMinute: 60, burst: 5 });
    buckets.spend('a', 4, 0);
    expect(buckets.wait('a', 0)).toBe(0);
    buckets.spend('a', 100, 0);
    expect(buckets.wait('a', 0)).toBe(100_000);
    expect(buckets.wait('a', 99_999)).toBe(1);
    expect(buckets.wait('a', 100_000)).toBe(0);
  });

  it('is of one key alone', () => {
    const buckets = new TokenBuckets({ perMinute: 1, burst: 1 });
    buckets.spend('a', 1, 0);
    expect([buckets.wait('a', 0), buckets.wait('b', 0)]).toEqual([60_000, 0]);
  });
});

describe('a budget', () => {
  const rates = { ...defaultRates, perSubject: 60, perClient: 120, burst: 5 };
  const refusalOf = (spend: () => void): HttpRefusal => {
    try {
      spend();
    } catch (error) {
      return error as HttpRefusal;
    }
    throw new Error('It was not refused.');
  };

  it('says what was to be spent, from whose bucket, and when there is something in it again', () => {
    const budget = createBudget(rates);
    budget.spend({ subject: 'a', client: 'desk' }, 7);
    const refused = refusalOf(() => budget.spend({ subject: 'a', client: 'other' }, 3));
    expect(refused).toBeInstanceOf(HttpRefusal);
    expect(refused.answer.errors?.[0]?.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryable: true,
      bucket: 'subject',
      cost: 3,
      owed: 3,
      retryAfter: 3,
    });
    expect([refused.statusCode, refused.headers]).toEqual([429, { 'retry-after': '3' }]);
    expect(refused.message).toMatch(/60 points a minute.*owes 3.*costs at least 3.*after 3 s/);
  });

  it('is the application’s too, and a refusal spends nothing of the caller’s', () => {
    const budget = createBudget(rates);
    budget.spend({ subject: 'a', client: 'desk' }, 4);
    budget.spend({ subject: 'b', client: 'desk' }, 6);
    const shared = refusalOf(() => budget.spend({ subject: 'c', client: 'desk' }, 5));
    expect(shared.answer.errors?.[0]?.extensions).toMatchObject({ bucket: 'client', cost: 5 });
    for (let count = 0; count < 5; count += 1) budget.spend({ subject: 'c', client: 'elsewhere' }, 1);
    expect(() => budget.spend({ subject: 'c', client: 'elsewhere' }, 1)).toThrow(HttpRefusal);
  });

  it('counts also what was found out too late to be refused', () => {
    const budget = createBudget(rates);
    budget.owe({ subject: 'a', client: 'desk' }, 50);
    expect(() => budget.spend({ subject: 'a', client: 'desk' }, 1)).toThrow(HttpRefusal);
    expect(() => budget.spend({ subject: 'b', client: 'home' }, 1)).not.toThrow();
  });
});
