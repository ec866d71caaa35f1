import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EDUCATION_AID_PROGRAMMES, EDUCATION_STAGES, ENROLMENT_STATUSES } from './codes.ts';
import {
  canHaveProgramme,
  daysOut,
  isCompulsory,
  isGradeOf,
  isOnRoll,
  isRepayable,
  isSchoolCode,
  selfPaid,
  hasNoOpenCase,
  isOutOfSchool,
  returnsAfterLeaving,
} from './rules.ts';

const fen = fc.bigInt({ min: 0n, max: 10_000_000n });
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('stages', () => {
  it('should be compulsory from primary to junior and nowhere else', () => {
    expect(EDUCATION_STAGES.filter(isCompulsory)).toEqual(['PRIMARY', 'JUNIOR']);
  });

  it('should have the grades from 1 to their last without a gap', () => {
    const grades = Array.from({ length: 24 }, (_, index) => index - 4);
    for (const stage of EDUCATION_STAGES) {
      const own = grades.filter((grade) => isGradeOf(stage, grade));
      expect(own).toEqual(Array.from({ length: own.length }, (_, index) => index + 1));
    }
    expect([6, 7].map((grade) => isGradeOf('PRIMARY', grade))).toEqual([true, false]);
  });

  it('should each be served by some programme of aid', () => {
    for (const stage of EDUCATION_STAGES) {
      const serving = EDUCATION_AID_PROGRAMMES.filter((programme) => canHaveProgramme(stage, programme));
      expect(serving).toContain('LOCAL_AID');
      expect(serving.length).toBeGreaterThan(1);
    }
    expect(canHaveProgramme('PRIMARY', 'HIGHER_GRANT')).toBe(false);
  });
});

describe('states of a stay at a school', () => {
  it('should keep whoever learns, at school or at home, or has leave on the roll', () => {
    expect(ENROLMENT_STATUSES.filter(isOnRoll)).toEqual(['STUDYING', 'TAUGHT_AT_HOME', 'SUSPENDED']);
  });
});

describe('days out of school', () => {
  it('should end with the return, whatever the day of asking', () => {
    fc.assert(
      fc.property(day, day, (leftOn, until) => {
        const absence = { status: 'RETURNED', leftOn, returnedOn: leftOn } as const;
        expect(daysOut(absence, until)).toBe(0);
      }),
    );
  });

  it('should grow by one with each day out of school', () => {
    const absence = { status: 'PERSUADING', leftOn: '2024-02-27', returnedOn: null } as const;
    expect(['2024-02-28', '2024-02-29', '2024-03-01'].map((until) => daysOut(absence, until))).toEqual([
      1, 2, 3,
    ]);
  });

  it('should not count before the day of leaving', () => {
    expect(daysOut({ status: 'OUT_OF_SCHOOL', leftOn: '2024-02-27', returnedOn: null }, '2023-01-01')).toBe(
      0,
    );
  });

  it('should be null once the case is released', () => {
    expect(daysOut({ status: 'RELEASED', leftOn: '2020-01-01', returnedOn: null }, '2024-01-01')).toBeNull();
  });
});

describe('what the family pays itself', () => {
  it('should add up with the subsidies to the whole cost', () => {
    fc.assert(
      fc.property(fen, fen, fen, fen, (tuition, lodging, books, subsidies) => {
        const own = selfPaid({ tuition, lodging, books, subsidies });
        expect(own + subsidies).toBe(tuition + lodging + books);
      }),
    );
  });
});

describe('aid and codes', () => {
  it('should have to be paid back for student loans alone', () => {
    expect(EDUCATION_AID_PROGRAMMES.filter(isRepayable)).toEqual(['STUDENT_LOAN']);
  });

  it('should take ten digits as the code of a school', () => {
    expect(['5306251023', '530625102', '53062510234', '530625102x'].map(isSchoolCode)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a case of leaving school early', () => {
  it('should be open while the child is out of school, whoever calls on the family', () => {
    expect((['OUT_OF_SCHOOL', 'PERSUADING', 'RETURNED', 'RELEASED'] as const).map(isOutOfSchool)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(hasNoOpenCase([])).toBe(true);
    expect(hasNoOpenCase([{ status: 'RETURNED' }, { status: 'RELEASED' }])).toBe(true);
    expect(hasNoOpenCase([{ status: 'RETURNED' }, { status: 'PERSUADING' }])).toBe(false);
  });

  it('should end no sooner than it began', () => {
    expect(returnsAfterLeaving('2024-03-01', '2024-03-01')).toBe(true);
    expect(returnsAfterLeaving('2024-03-01', '2024-02-29')).toBe(false);
  });
});
