import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASSISTANCE_KINDS, MEASURE_CATEGORIES, MONITORING_STATES } from './codes.ts';
import {
  cameInTime,
  decisionDueOn,
  firstMeasureDueOn,
  fitsSex,
  type HouseAndWater,
  isDecided,
  isDevelopmental,
  judgeBasicMedicalCare,
  judgeCompulsoryEducation,
  judgeDrinkingWater,
  judgeHousing,
  kindOfCategory,
  mayFollow,
  missingMembers,
  netIncome,
  netIncomePerCapita,
  shareOf,
  isArea,
  isCount,
  isReportedAfterStart,
  isVillage,
  livesWhereItStruck,
  movesElsewhere,
  withPart,
} from './rules.ts';

const fen = fc.bigInt({ min: 0n, max: 100_000_000n });
const day = fc
  .date({ min: new Date('2014-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('net income', () => {
  const parts = fc.record({ wage: fen, business: fen, property: fen, transfer: fen, businessExpense: fen });

  it('should be what the four parts leave after the expense', () => {
    fc.assert(
      fc.property(parts, (income) => {
        const { wage, business, property, transfer, businessExpense } = income;
        expect(netIncome(income) + businessExpense).toBe(wage + business + property + transfer);
      }),
    );
  });

  it('should be shared so that the shares never exceed it, and by less than a fen a head fall short', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -10_000_000n, max: 10_000_000n }),
        fc.integer({ min: 1, max: 20 }),
        (net, memberCount) => {
          const all = netIncomePerCapita({ net, memberCount }) * BigInt(memberCount);
          expect(all <= net && net < all + BigInt(memberCount)).toBe(true);
        },
      ),
    );
  });
});

const water = (change: Partial<HouseAndWater> = {}): HouseAndWater => ({
  surveyedOn: '2024-05-01',
  houseGrade: 'A',
  inDryArea: false,
  waterLitresPerPersonDay: 35,
  waterQualityMet: true,
  waterFetchMinutes: 20,
  waterOutageDaysPerYear: 36,
  ...change,
});

describe('a safe house', () => {
  it('should be of grade A or B', () => {
    const safe = (['A', 'B', 'C', 'D'] as const).filter(
      (houseGrade) => judgeHousing(water({ houseGrade })).status === 'SAFE',
    );
    expect(safe).toEqual(['A', 'B']);
  });

  it('should be judged with the grade as evidence, on the day of the survey', () => {
    expect(judgeHousing(water({ houseGrade: 'D' }))).toEqual({
      status: 'AT_RISK',
      evidence: 'House of grade D',
      observedOn: '2024-05-01',
    });
  });
});

describe('safe drinking water', () => {
  it('should be safe at the very limits', () => {
    expect(judgeDrinkingWater(water()).status).toBe('SAFE');
    expect(judgeDrinkingWater(water({ inDryArea: true, waterLitresPerPersonDay: 20 })).status).toBe('SAFE');
  });

  it.each([
    [{ waterLitresPerPersonDay: 34 }, '34 of 35 litres a day'],
    [{ waterLitresPerPersonDay: 19, inDryArea: true }, '19 of 20 litres a day'],
    [{ waterQualityMet: false }, 'Quality not met'],
    [{ waterFetchMinutes: 21 }, '21 minutes to fetch'],
    [{ waterOutageDaysPerYear: 37 }, '37 days a year without'],
    [{ waterLitresPerPersonDay: null }, 'Quantity not measured'],
    [{ waterQualityMet: null }, 'Quality not tested'],
    [{ waterFetchMinutes: null }, 'Way to the water not known'],
    [{ waterOutageDaysPerYear: null }, 'Outages not known'],
  ])('should be at risk by %o', (change, evidence) => {
    expect(judgeDrinkingWater(water(change))).toMatchObject({ status: 'AT_RISK', evidence });
  });

  it('should never be lost by more, better, nearer or steadier water', () => {
    const anyWater = fc.record({
      waterLitresPerPersonDay: fc.integer({ min: 0, max: 100 }),
      waterFetchMinutes: fc.integer({ min: 0, max: 60 }),
      waterOutageDaysPerYear: fc.integer({ min: 0, max: 100 }),
      waterQualityMet: fc.boolean(),
      inDryArea: fc.boolean(),
    });
    const gain = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(anyWater, gain, gain, gain, (before, litres, minutes, days) => {
        const after = {
          ...before,
          waterLitresPerPersonDay: before.waterLitresPerPersonDay + litres,
          waterFetchMinutes: before.waterFetchMinutes - minutes,
          waterOutageDaysPerYear: before.waterOutageDaysPerYear - days,
          waterQualityMet: true,
        };
        const wasSafe = judgeDrinkingWater(water(before)).status === 'SAFE';
        expect(!wasSafe || judgeDrinkingWater(water(after)).status === 'SAFE').toBe(true);
      }),
    );
  });
});

describe('schooling and medical care', () => {
  const survey = {
    surveyedOn: '2024-05-01',
    compulsoryAgeChildren: 2,
    childrenOutOfSchool: 0,
    membersWithoutInsurance: 0,
    membersWithoutTreatment: 0,
  };

  it('should be safe when no child is out of school, nobody uninsured and nobody untreated', () => {
    expect(judgeCompulsoryEducation(survey).status).toBe('SAFE');
    expect(judgeBasicMedicalCare(survey).status).toBe('SAFE');
  });

  it('should be at risk by a single child or member, and say how many', () => {
    expect(judgeCompulsoryEducation({ ...survey, childrenOutOfSchool: 1 })).toMatchObject({
      status: 'AT_RISK',
      evidence: '1 of 2 children out of school',
    });
    expect(
      judgeBasicMedicalCare({ ...survey, membersWithoutInsurance: 1, membersWithoutTreatment: 2 }),
    ).toMatchObject({
      status: 'AT_RISK',
      evidence: '1 members without insurance; 2 members without treatment',
    });
  });
});

describe('a monitoring case', () => {
  const followers = (state: (typeof MONITORING_STATES)[number]) =>
    MONITORING_STATES.filter((next) => mayFollow(state, next));

  it('should begin with a clue and nothing else', () => {
    expect(MONITORING_STATES.filter((state) => mayFollow(null, state))).toEqual(['CLUE']);
  });

  it('should end only when rejected', () => {
    expect(MONITORING_STATES.filter((state) => followers(state).length === 0)).toEqual(['REJECTED']);
  });

  it('should reach every state from a clue', () => {
    const reached = new Set(['CLUE']);
    for (const state of reached) for (const next of followers(state as 'CLUE')) reached.add(next);
    expect(reached.size).toBe(MONITORING_STATES.length);
  });

  it('should not reach help without the county’s decision', () => {
    const before = MONITORING_STATES.filter((state) => !isDecided(state));
    const into = before.flatMap((state) => followers(state).filter((next) => isDecided(next)));
    expect(new Set(into)).toEqual(new Set(['IDENTIFIED']));
  });

  it('should be decided within fifteen days of the first clue', () => {
    expect(decisionDueOn('2024-02-20')).toBe('2024-03-06');
  });

  it('should have its first measure within a month, at the latest on the last day of a short one', () => {
    expect(firstMeasureDueOn('2024-03-14')).toBe('2024-04-14');
    expect(firstMeasureDueOn('2024-01-31')).toBe('2024-02-29');
    expect(firstMeasureDueOn('2023-12-31')).toBe('2024-01-31');
  });

  it('should never give less than 28 or more than 31 days for the first measure', () => {
    fc.assert(
      fc.property(day, (decidedOn) => {
        const days = (Date.parse(firstMeasureDueOn(decidedOn)) - Date.parse(decidedOn)) / 86_400_000;
        expect(days).toBeGreaterThanOrEqual(28);
        expect(days).toBeLessThanOrEqual(31);
      }),
    );
  });
});

describe('the five kinds of assistance', () => {
  it('should each have a finer category, and each category one kind', () => {
    const kinds = MEASURE_CATEGORIES.map((category) => kindOfCategory[category]);
    expect(new Set(kinds)).toEqual(new Set(ASSISTANCE_KINDS));
  });

  it('should let a household earn more itself by industry and employment alone', () => {
    expect(ASSISTANCE_KINDS.filter(isDevelopmental)).toEqual(['INDUSTRY', 'EMPLOYMENT']);
  });
});

describe('a village team', () => {
  it('should lack what is required and absent, and nothing once it was withdrawn', () => {
    expect(missingMembers({ memberCount: 2, requiredCount: 3, withdrawnOn: null })).toBe(1);
    expect(missingMembers({ memberCount: 5, requiredCount: 3, withdrawnOn: null })).toBe(0);
    expect(missingMembers({ memberCount: 0, requiredCount: 3, withdrawnOn: '2024-01-01' })).toBe(0);
  });
});

describe('shares and terms', () => {
  it('should have no share of nothing', () => {
    expect([shareOf(1, 0), shareOf(0, 4), shareOf(3, 4)]).toEqual([null, 0, 0.75]);
  });

  it('should be in time on the day itself, late the day after, and neither while missing', () => {
    const due = '2024-05-10';
    expect([due, '2024-05-11', null].map((came) => cameInTime(due, came))).toEqual([true, false, null]);
  });
});

describe('the 17th digit of a citizen ID', () => {
  it('should be odd for men and even for women, also when masked', () => {
    expect(fitsSex('110105194912310021', 'FEMALE')).toBe(true);
    expect(fitsSex('110105********002X', 'FEMALE')).toBe(true);
    expect(fitsSex('110105********003X', 'FEMALE')).toBe(false);
    expect(fitsSex('110105********003X', 'MALE')).toBe(true);
  });
});

describe('an income of which a part is set', () => {
  const parts = fc.record({ wage: fen, business: fen, property: fen, transfer: fen, businessExpense: fen });

  it('should grow or shrink by the difference, the other way round for the expense', () => {
    const part = fc.constantFrom('wage', 'business', 'property', 'transfer', 'businessExpense');
    fc.assert(
      fc.property(parts, part, fen, (income, name, amount) => {
        const difference = amount - income[name];
        const grown = netIncome(withPart(income, name, amount)) - netIncome(income);
        expect(grown).toBe(name === 'businessExpense' ? -difference : difference);
      }),
    );
  });
});

describe('a household', () => {
  it('should move to another village', () => {
    expect(isVillage({ level: 'VILLAGE' })).toBe(true);
    expect(isVillage({ level: 'TOWNSHIP' })).toBe(false);
    expect(movesElsewhere('530102001001', '530102001002')).toBe(true);
    expect(movesElsewhere('530102001001', '530102001001')).toBe(false);
  });

  it('should be struck by a disaster where it lives, once that has begun', () => {
    expect(livesWhereItStruck('530102001001', '530100000000')).toBe(true);
    expect(livesWhereItStruck('530102001001', '530103000000')).toBe(false);
    expect(isReportedAfterStart('2024-07-01', '2024-07-01')).toBe(true);
    expect(isReportedAfterStart('2024-07-01', '2024-06-30')).toBe(false);
  });

  it('should have as much land and as many members hurt as a household can', () => {
    expect([-0.01, 0, 10_000, 10_000.01, NaN].map(isArea)).toEqual([false, true, true, false, false]);
    expect([-1, 0, 50, 51].map(isCount)).toEqual([false, true, true, false]);
  });
});
