import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isBreached,
  isComplete,
  isRegistrationCode,
  isResumptionOfDays,
  isStageOfDays,
  isStatusOfSales,
  netLoss,
  registrationCheckCharacter,
  shortfall,
  unsoldKg,
  hasNoBreach,
  isPromiseOfGuarantee,
  isReportedAfterSigning,
  signedByEndOfYear,
} from './rules.ts';

const fen = fc.bigInt({ min: 0n, max: 10n ** 12n });

describe('a benefit link', () => {
  it('should fall short by what the gain lacks of the promise, and never by less than nothing', () => {
    fc.assert(
      fc.property(fen, fen, (guaranteedGain, yearlyGain) => {
        const missing = shortfall({ guaranteedGain, yearlyGain })!;
        expect(missing >= 0n).toBe(true);
        expect(yearlyGain + missing >= guaranteedGain).toBe(true);
        expect(missing > 0n).toBe(yearlyGain < guaranteedGain);
      }),
    );
  });

  it('should have no shortfall where nothing was promised', () => {
    expect(shortfall({ guaranteedGain: null, yearlyGain: 0n })).toBeNull();
    expect(isBreached({ guaranteedGain: null, yearlyGain: 0n, breachReportedOn: null })).toBe(false);
  });

  it('should be broken when the gain falls short or somebody reported it', () => {
    const kept = { guaranteedGain: 100n, yearlyGain: 100n, breachReportedOn: null };
    expect(isBreached(kept)).toBe(false);
    expect(isBreached({ ...kept, yearlyGain: 99n })).toBe(true);
    expect(isBreached({ ...kept, breachReportedOn: '2024-05-01' })).toBe(true);
  });
});

describe('losses and sales', () => {
  it('should take from a loss what the insurance paid', () => {
    expect(netLoss({ loss: 500n, compensation: 120n })).toBe(380n);
  });

  it('should give produce exactly one of the states open, partly sold and sold', () => {
    const sales = fc
      .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
      .map(([quantityKg, sold]) => ({ quantityKg, soldKg: Math.min(sold, quantityKg) }));
    fc.assert(
      fc.property(sales, (some) => {
        const states = (['OPEN', 'PARTLY_SOLD', 'SOLD'] as const).filter((state) =>
          isStatusOfSales(state, some),
        );
        expect(states).toHaveLength(1);
        expect(isStatusOfSales('SPOILED', some)).toBe(unsoldKg(some) > 0);
      }),
    );
  });
});

describe('stages', () => {
  it('should call an e-commerce county complete when all three measures are done', () => {
    expect(isComplete({ produceSales: 'COMPLETED', logistics: 'COMPLETED', training: 'COMPLETED' })).toBe(
      true,
    );
    expect(isComplete({ produceSales: 'COMPLETED', logistics: 'UNDER_WAY', training: 'COMPLETED' })).toBe(
      false,
    );
  });

  it.each([
    ['SELECTED', null, null],
    ['TRAINED', '2020-01-01', null],
    ['LEADING', '2020-01-01', '2021-01-01'],
  ] as const)(
    'should let an entrepreneur who is %s have been trained %s and lead since %s only',
    (...row) => {
      const [stage, trainedOn, leadingSince] = row;
      const fits = (['SELECTED', 'TRAINED', 'LEADING'] as const).filter((other) =>
        isStageOfDays(other, { trainedOn, leadingSince }),
      );
      expect(fits).toEqual([stage]);
    },
  );

  it('should let a project go on only after it stopped', () => {
    expect(isResumptionOfDays('NOT_SUSPENDED', { suspendedOn: null, resumedOn: null })).toBe(true);
    expect(isResumptionOfDays('SUSPENDED', { suspendedOn: '2020-02-01', resumedOn: null })).toBe(true);
    expect(isResumptionOfDays('RESUMED', { suspendedOn: '2020-02-01', resumedOn: '2020-03-20' })).toBe(true);
    expect(isResumptionOfDays('RESUMED', { suspendedOn: '2020-03-20', resumedOn: '2020-02-01' })).toBe(false);
    expect(isResumptionOfDays('RESUMED', { suspendedOn: null, resumedOn: '2020-02-01' })).toBe(false);
  });
});

describe('a unified social credit code', () => {
  it('should take the published example of the standard', () => {
    expect(isRegistrationCode('91350100M000100Y43')).toBe(true);
  });

  it('should notice any one character that is wrong', () => {
    const characters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
    const first17 = fc.array(fc.constantFrom(...characters), { minLength: 17, maxLength: 17 });
    const place = fc.integer({ min: 0, max: 17 });
    fc.assert(
      fc.property(first17, place, fc.constantFrom(...characters), (some, at, wrong) => {
        const code = [...some, registrationCheckCharacter(some.join(''))!];
        expect(isRegistrationCode(code.join(''))).toBe(true);
        fc.pre(code[at] !== wrong);
        expect(isRegistrationCode(code.with(at, wrong).join(''))).toBe(false);
      }),
    );
  });

  it('should refuse characters that no code has, and other lengths', () => {
    expect(isRegistrationCode('9135010OM000100Y43')).toBe(false);
    expect(isRegistrationCode('91350100M000100Y4')).toBe(false);
    expect(isRegistrationCode('')).toBe(false);
  });
});

describe('a link to a business', () => {
  it('should promise a gain when, and only when, a least gain is guaranteed', () => {
    expect(isPromiseOfGuarantee({ guarantee: 'GUARANTEED_MINIMUM', guaranteedGain: 0n })).toBe(true);
    expect(isPromiseOfGuarantee({ guarantee: 'GUARANTEED_MINIMUM', guaranteedGain: null })).toBe(false);
    expect(isPromiseOfGuarantee({ guarantee: 'NONE', guaranteedGain: null })).toBe(true);
    expect(isPromiseOfGuarantee({ guarantee: 'PREMIUM_PURCHASE', guaranteedGain: 1n })).toBe(false);
  });

  it('should be signed before its year is over, and be broken once, after that', () => {
    expect(signedByEndOfYear({ signedOn: '2024-12-31', year: 2024 })).toBe(true);
    expect(signedByEndOfYear({ signedOn: '2025-01-01', year: 2024 })).toBe(false);
    expect(hasNoBreach({ breachReportedOn: null })).toBe(true);
    expect(hasNoBreach({ breachReportedOn: '2024-05-01' })).toBe(false);
    expect(isReportedAfterSigning('2024-05-01', '2024-05-01')).toBe(true);
    expect(isReportedAfterSigning('2024-05-01', '2024-04-30')).toBe(false);
  });
});
