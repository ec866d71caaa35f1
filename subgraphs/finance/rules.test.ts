import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUND_BENEFICIARIES, FUND_USES } from './codes.ts';
import {
  ageOn,
  executionRate,
  fundEligibility,
  isOverdue,
  isStatusOfAmounts,
  isWithinTerm,
  maskAccount,
  mayBorrowAt,
  outstanding,
  overdueDays,
  isMaskedAccount,
  isPayable,
  isRepaidAfterLending,
  isUseOf,
  isWithinAllocation,
  isWithinBalance,
} from './rules.ts';

const loan = { principal: 5_000_000n, repaid: 0n, dueOn: '2024-06-30', reportedOn: '2024-12-31' };

describe('a microcredit loan', () => {
  it('should be overdue while something is owed past the due day', () => {
    expect(isOverdue(loan)).toBe(true);
    expect(overdueDays(loan)).toBe(184);
  });

  it.each([
    ['paid back', { repaid: 5_000_000n }],
    ['due on the day of the report', { dueOn: '2024-12-31' }],
    ['due later', { dueOn: '2025-01-01' }],
  ])('should not be overdue when %s', (_, change) => {
    expect(isOverdue({ ...loan, ...change })).toBe(false);
    expect(overdueDays({ ...loan, ...change })).toBe(0);
  });

  it('should owe what was lent and not paid back', () => {
    const fen = fc.bigInt({ min: 0n, max: 5_000_000n });
    fc.assert(
      fc.property(fen, fen, (principal, repaid) => {
        expect(outstanding({ principal, repaid }) + repaid).toBe(principal);
      }),
    );
  });

  it('should be settled when, and only when, nothing is owed', () => {
    expect(isStatusOfAmounts('SETTLED', { principal: 1n, repaid: 1n })).toBe(true);
    expect(isStatusOfAmounts('SETTLED', { principal: 1n, repaid: 0n })).toBe(false);
    expect(isStatusOfAmounts('ACTIVE', { principal: 1n, repaid: 1n })).toBe(false);
    expect(isStatusOfAmounts('COMPENSATED', { principal: 1n, repaid: 0n })).toBe(true);
  });

  it.each([
    ['2021-05-10', '2024-05-10', true],
    ['2021-05-10', '2024-05-11', false],
    ['2021-05-10', '2021-05-10', false],
    ['2024-02-29', '2027-02-28', true],
    ['2024-02-29', '2027-03-01', false],
  ])('should say of a loan from %s to %s that its term is within three years: %s', (lent, due, is) => {
    expect(isWithinTerm(lent, due)).toBe(is);
  });
});

describe('a borrower', () => {
  it.each([
    ['2000-05-10', '2018-05-09', 17],
    ['2000-05-10', '2018-05-10', 18],
    ['2000-02-29', '2018-02-28', 17],
    ['2000-02-29', '2018-03-01', 18],
  ])('should, born on %s, be on %s %i years old', (birthDate, day, age) => {
    expect(ageOn(birthDate, day)).toBe(age);
  });

  it('should be 18 to 65 years old', () => {
    expect([17, 18, 65, 66].map(mayBorrowAt)).toEqual([false, true, true, false]);
  });
});

describe('a fund', () => {
  const fund = {
    allowedCategories: ['LIFTED', 'MARGINAL'] as (typeof FUND_BENEFICIARIES)[number][],
    allowedUses: ['MICROCREDIT_INTEREST', 'PUBLIC_POST'] as (typeof FUND_USES)[number][],
    emergencyUse: true,
  };
  const purpose = { category: 'MARGINAL', use: 'PUBLIC_POST', emergency: false } as const;

  it('should pay for a use and a household that it is for', () => {
    expect(fundEligibility(fund, purpose)).toEqual({ allowed: true, reason: 'WITHIN_PURPOSE' });
  });

  it('should say which rule refuses', () => {
    expect(fundEligibility(fund, { ...purpose, use: 'SCHOOLS' }).reason).toBe('USE_NOT_ALLOWED');
    expect(fundEligibility(fund, { ...purpose, category: 'UNSTABLE' }).reason).toBe('CATEGORY_NOT_ALLOWED');
  });

  it('should pay for anything in an emergency when it may be used so, and only then', () => {
    const emergency = { ...purpose, use: 'WATER', emergency: true } as const;
    expect(fundEligibility(fund, emergency)).toEqual({ allowed: true, reason: 'EMERGENCY' });
    expect(fundEligibility({ ...fund, emergencyUse: false }, emergency).allowed).toBe(false);
  });

  it('should never pay outside its lists without an emergency', () => {
    const category = fc.constantFrom(...FUND_BENEFICIARIES);
    const use = fc.constantFrom(...FUND_USES);
    fc.assert(
      fc.property(category, use, (someCategory, someUse) => {
        const { allowed } = fundEligibility(fund, { category: someCategory, use: someUse, emergency: false });
        expect(allowed).toBe(
          fund.allowedCategories.includes(someCategory) && fund.allowedUses.includes(someUse),
        );
      }),
    );
  });

  it('should have no execution rate where nothing was allocated', () => {
    expect(executionRate(0n, 0n)).toBeNull();
    expect(executionRate(400n, 100n)).toBe(0.25);
  });
});

describe('an account number', () => {
  it('should keep its length and its last four digits and nothing else', () => {
    const digits = fc.stringMatching(/^\d{8,32}$/);
    fc.assert(
      fc.property(digits, (account) => {
        const masked = maskAccount(account)!;
        expect(masked).toMatch(/^\*+\d{4}$/);
        expect(masked).toHaveLength(account.length);
        expect(masked.slice(-4)).toBe(account.slice(-4));
        expect(maskAccount(masked)).toBe(masked);
      }),
    );
  });

  it.each(['', '1234567', 'ABCD12345678', '1234 5678 9012'])('should refuse %j', (account) => {
    expect(maskAccount(account)).toBeNull();
  });
});

describe('what is paid', () => {
  const fen = fc.bigInt({ min: 0n, max: 10n ** 12n });

  it('should be more than nothing', () => {
    expect([-1n, 0n, 1n].map(isPayable)).toEqual([false, false, true]);
  });

  it('should never leave less than nothing owed of a loan', () => {
    fc.assert(
      fc.property(fen, fen, fen, (repaid, rest, amount) => {
        const loan = { principal: repaid + rest, repaid };
        expect(isWithinBalance(loan, amount)).toBe(outstanding({ ...loan, repaid: repaid + amount }) >= 0n);
      }),
    );
  });

  it('should never take more out of a fund than it was allocated', () => {
    fc.assert(
      fc.property(fen, fen, fen, (allocated, spent, amount) => {
        expect(isWithinAllocation({ allocated, spent }, amount)).toBe(spent + amount <= allocated);
      }),
    );
    expect(isWithinAllocation({ allocated: 0n, spent: 0n }, 1n)).toBe(false);
  });

  it('should serve what the fund allows, and come back no sooner than it was lent', () => {
    expect(isUseOf({ allowedUses: ['INDUSTRY'] }, 'INDUSTRY')).toBe(true);
    expect(isUseOf({ allowedUses: ['INDUSTRY'] }, 'SCHOOLS')).toBe(false);
    expect(isRepaidAfterLending('2024-05-01', '2024-05-01')).toBe(true);
    expect(isRepaidAfterLending('2024-05-01', '2024-04-30')).toBe(false);
  });

  it('should go to an account that is written as it is kept', () => {
    expect(isMaskedAccount(maskAccount('6228000012345678')!)).toBe(true);
    expect(isMaskedAccount('6228000012345678')).toBe(false);
  });
});
