import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chronicConditionOf, diagnosisName, isDiagnosisCode } from './diagnoses.ts';

describe('diagnoses', () => {
  it.each(['I10', 'C16.9', 'C16.900', 'I10.x00x002', 'A17.0+', 'G01*', 'U07.1'])('should take %s', (code) => {
    expect(isDiagnosisCode(code)).toBe(true);
  });

  it.each(['', 'i10', 'I1', 'I100', 'C16.', 'C16.9000', '胃癌', 'I10 ', 'C16.9;I10'])(
    'should refuse %o',
    (code) => {
      expect(isDiagnosisCode(code)).toBe(false);
    },
  );

  it.each([
    ['I10', 'HYPERTENSION'],
    ['I15.900', 'HYPERTENSION'],
    ['I20', null],
    ['E11.900', 'DIABETES'],
    ['A16.200', 'TUBERCULOSIS'],
    ['A17', null],
    ['F20.900', 'SEVERE_MENTAL_DISORDER'],
    ['F32', null],
  ])('should count %s to the condition %s', (code, condition) => {
    expect(chronicConditionOf(code)).toBe(condition);
  });

  it('should be named by their category, and stay without a name when the list lacks it', () => {
    expect(diagnosisName('C16.900')).toBe('胃恶性肿瘤');
    expect(diagnosisName('Z99')).toBeNull();
  });

  it('should belong to the condition of their category, however long the code', () => {
    const category = fc.stringMatching(/^[A-Z]\d\d$/);
    fc.assert(
      fc.property(category, fc.stringMatching(/^\d{1,3}$/), (code, detail) => {
        expect(isDiagnosisCode(`${code}.${detail}`)).toBe(true);
        expect(chronicConditionOf(`${code}.${detail}`)).toBe(chronicConditionOf(code));
      }),
    );
  });
});
