import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjectOf } from './subject.ts';

describe('subjectOf', () => {
  it('should name the region from province to village, then the household', () => {
    const subject = subjectOf({ stream: 'hearth-health', region: '530625001001', household: 'H000001' });
    expect(subject).toBe('hearth-health.53.5306.530625.530625001.530625001001.H000001');
  });

  it('should let nothing through that has a meaning in a subject, and keep ids apart', () => {
    const strange = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('*', '>', '.', ' ', '', '%', '户', 'a.b.>'),
    );
    fc.assert(
      fc.property(strange, strange, (one, other) => {
        const [a, b] = [one, other].map((household) => subjectOf({ stream: 's', region: '', household }));
        expect(a).toMatch(/^s(\.[\w%-]+){6}$/);
        expect(a === b).toBe(one === other);
      }),
    );
  });
});
