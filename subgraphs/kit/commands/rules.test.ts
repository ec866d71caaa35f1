import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demand, hasCome, isAmount } from './rules.ts';

describe('rules of all ministries', () => {
  it('should refuse by the name of what decides, and not otherwise', () => {
    expect(() => demand(true, 'isAmount', 'An amount is below zero.')).not.toThrow();
    expect(() => demand(false, 'isAmount', 'An amount is below zero.')).toThrow(
      expect.objectContaining({
        message: 'An amount is below zero.',
        extensions: { code: 'RULE_REFUSED', rule: 'isAmount' },
      }),
    );
  });

  it('should take amounts of a household: from nothing to a hundred million yuan', () => {
    expect(isAmount(0n, 100_000_000_00n)).toBe(true);
    expect([isAmount(-1n), isAmount(100_000_000_01n)]).toEqual([false, false]);
    fc.assert(
      fc.property(fc.array(fc.bigInt()), (amounts) => {
        expect(isAmount(...amounts)).toBe(!amounts.some((fen) => fen < 0n || fen > 10_000_000_000n));
      }),
    );
  });

  it('should take days up to today', () => {
    expect(hasCome('2024-12-31', '2024-12-31')).toBe(true);
    expect(hasCome('2025-01-01', '2024-12-31')).toBe(false);
  });
});
