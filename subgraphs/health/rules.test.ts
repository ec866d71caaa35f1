import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  daysInCare,
  daysWaited,
  holdsOn,
  monthsBefore,
  partsAddUp,
  payLaterStatus,
  periodOf,
  reimbursed,
  selfPaidToIncome,
  shareOf,
  visitsMissed,
  beginsInYear,
  catalogueWithinTotal,
  compliantWithinSelfPaid,
  endsAfterStart,
  overlapsNone,
  shortens,
} from './rules.ts';

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const fen = fc.bigInt({ min: 0n, max: 10n ** 12n });

describe('shares', () => {
  it('should lie between 0 and 1 for every part of every whole', () => {
    fc.assert(
      fc.property(fen, fen, (part, rest) => {
        const share = shareOf(part, part + rest + 1n);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('should have four decimals and round half up', () => {
    expect(shareOf(1, 3)).toBe(0.3333);
    expect(shareOf(2, 3)).toBe(0.6667);
    expect(shareOf(1, 20_000)).toBe(0.0001);
  });

  it('should be null without a whole', () => {
    expect(shareOf(0, 0)).toBeNull();
    expect(shareOf(5, -10)).toBeNull();
  });
});

describe('bills', () => {
  it('should add up when the parts are the total, whatever the amounts', () => {
    fc.assert(
      fc.property(fen, fen, fen, fen, fen, (basic, serious, aid, other, selfPaid) => {
        const parts = {
          paidByBasic: basic,
          paidBySeriousIllness: serious,
          paidByMedicalAid: aid,
          paidByOther: other,
        };
        const total = reimbursed(parts) + selfPaid;
        expect(partsAddUp({ ...parts, selfPaid, total })).toBe(true);
        expect(partsAddUp({ ...parts, selfPaid, total: total + 1n })).toBe(false);
      }),
    );
  });

  it('should be compared with the income that the gateway brings as text', () => {
    expect(selfPaidToIncome(1_250_000n, '50000.00')).toBe(0.25);
    expect(selfPaidToIncome(7_500_000n, '50000.00')).toBe(1.5);
  });

  it.each([null, undefined, '0.00', '-310.00', 'much'])(
    'should not be compared with an income of %o',
    (income) => {
      expect(selfPaidToIncome(100n, income)).toBeNull();
    },
  );
});

describe('periods', () => {
  it('should be the year when they are twelve months up to its last day', () => {
    expect(periodOf(12, '2024-12-31')).toEqual({ since: '2024-01-01', until: '2024-12-31' });
  });

  it('should end a month earlier on its last day when the day does not exist', () => {
    expect(monthsBefore('2024-03-31', 1)).toBe('2024-02-29');
    expect(monthsBefore('2023-12-31', 22)).toBe('2022-02-28');
  });

  it('should begin no later than they end and be 28 to 31 days a month', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 120 }), (until, months) => {
        const { since } = periodOf(months, until);
        const days = (Date.parse(until) - Date.parse(since)) / 86_400_000 + 1;
        expect(days).toBeGreaterThanOrEqual(28 * months);
        expect(days).toBeLessThanOrEqual(31 * months);
      }),
    );
  });
});

describe('time', () => {
  it('should count cover on its first and its last day and on neither side of them', () => {
    const cover = { startedOn: '2024-01-01', endedOn: '2024-12-31' };
    expect(
      ['2023-12-31', '2024-01-01', '2024-12-31', '2025-01-01'].map((day) => holdsOn(cover, day)),
    ).toEqual([false, true, true, false]);
    expect(holdsOn({ startedOn: '2024-01-01', endedOn: null }, '2099-01-01')).toBe(true);
  });

  it('should count a visit as one day and a stay without its last', () => {
    expect(daysInCare('2024-05-01', '2024-05-01')).toBe(1);
    expect(daysInCare('2024-05-01', '2024-05-09')).toBe(8);
    expect(daysInCare('2024-05-01', null)).toBeNull();
  });

  it('should stop the wait for treatment when it begins', () => {
    expect(daysWaited({ identifiedOn: '2024-05-01', treatmentStartedOn: '2024-05-11' }, '2024-12-31')).toBe(
      10,
    );
    expect(daysWaited({ identifiedOn: '2024-05-01', treatmentStartedOn: null }, '2024-05-31')).toBe(30);
  });
});

describe('visits of a contract', () => {
  const year = { signedOn: '2024-01-01', endsOn: '2024-12-31', visitsDue: 4, visitsDone: 1 };

  it('should be due evenly over the term', () => {
    expect(visitsMissed(year, '2024-06-30')).toBe(0);
    expect(visitsMissed(year, '2024-12-30')).toBe(2);
    expect(visitsMissed(year, '2024-12-31')).toBe(3);
  });

  it('should never be missed before the first day, nor more of them than are due, nor fewer as days pass', () => {
    const count = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(fc.tuple(day, day, day, day), count, count, (days, visitsDue, visitsDone) => {
        const [signedOn, sooner, later, endsOn] = days.toSorted() as [string, string, string, string];
        const contract = { signedOn, endsOn, visitsDue, visitsDone };
        expect(visitsMissed(contract, monthsBefore(signedOn, 1))).toBe(0);
        expect(visitsMissed(contract, '2099-01-01')).toBe(Math.max(0, visitsDue - visitsDone));
        expect(visitsMissed(contract, sooner)).toBeLessThanOrEqual(visitsMissed(contract, later));
      }),
    );
  });
});

describe('agreements to pay later', () => {
  it.each([
    { amountDue: null, amountPaid: 0n, dueOn: null, status: 'IN_TREATMENT' },
    { amountDue: 500n, amountPaid: 0n, dueOn: '2024-12-31', status: 'OWED' },
    { amountDue: 500n, amountPaid: 499n, dueOn: '2024-12-30', status: 'OVERDUE' },
    { amountDue: 500n, amountPaid: 500n, dueOn: '2024-12-30', status: 'SETTLED' },
    { amountDue: 0n, amountPaid: 0n, dueOn: '2024-12-30', status: 'SETTLED' },
  ])(
    'should be $status when $amountPaid of $amountDue fen are paid and $dueOn is the last day',
    (agreement) => {
      expect(payLaterStatus(agreement, '2024-12-31')).toBe(agreement.status);
    },
  );
});

describe('covers', () => {
  const cover = fc
    .tuple(day, day)
    .map(([one, other]) => (one < other ? [one, other] : [other, one]))
    .map(([startedOn, endedOn]) => ({ startedOn: startedOn!, endedOn: endedOn! }));
  const holds = ({ startedOn, endedOn }: { startedOn: string; endedOn: string }, on: string) =>
    startedOn <= on && on <= endedOn;

  it('should overlap when, and only when, they share a day, whichever is asked', () => {
    fc.assert(
      fc.property(cover, cover, (one, other) => {
        const shared = [one.startedOn, other.startedOn].some((on) => holds(one, on) && holds(other, on));
        expect(overlapsNone(one, [other])).toBe(!shared);
        expect(overlapsNone(other, [one])).toBe(!shared);
      }),
    );
    expect(overlapsNone({ startedOn: '2024-01-01', endedOn: '2024-12-31' }, [])).toBe(true);
  });

  it('should be shortened to a day of theirs that is not the last, and hold no longer after it', () => {
    fc.assert(
      fc.property(cover, day, (given, on) => {
        expect(endsAfterStart(given)).toBe(true);
        if (!shortens(given, on)) return;
        expect(holds(given, on)).toBe(true);
        expect(on).not.toBe(given.endedOn);
        expect(endsAfterStart({ ...given, endedOn: on })).toBe(true);
      }),
    );
  });

  it('should begin in their year', () => {
    expect(beginsInYear({ startedOn: '2024-03-01', year: 2024 })).toBe(true);
    expect(beginsInYear({ startedOn: '2024-03-01', year: 2025 })).toBe(false);
    expect(beginsInYear({ startedOn: '2024-03-01', year: 202 })).toBe(false);
  });
});

describe('the parts of a bill', () => {
  it('should not be more than what they are parts of', () => {
    fc.assert(
      fc.property(fen, fen, (one, other) => {
        expect(catalogueWithinTotal({ withinCatalogue: one, total: other })).toBe(one <= other);
        expect(compliantWithinSelfPaid({ compliantSelfPaid: one, selfPaid: other })).toBe(one <= other);
      }),
    );
  });
});
