import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Nonces } from './nonces.ts';

describe('nonces', () => {
  it('should be taken once within their lifetime, whenever that begins', () => {
    const steps = fc.array(fc.record({ wait: fc.nat(40), nonce: fc.constantFrom('a', 'b', 'c') }));
    fc.assert(
      fc.property(steps, (taken) => {
        let now = 0;
        const nonces = new Nonces({ lifetime: 100, now: () => now });
        const seenAt = new Map<string, number>();
        for (const { wait, nonce } of taken) {
          now += wait;
          const state = nonces.take(nonce);
          const age = now - (seenAt.get(nonce) ?? -Infinity);
          const allowed = age < 100 ? ['USED'] : age < 300 ? ['USED', 'FRESH'] : ['FRESH']; // a set ends with the first call after its time
          expect(allowed).toContain(state);
          if (state === 'FRESH') seenAt.set(nonce, now);
        }
      }),
    );
  });

  it('should be refused rather than forgotten when there is no room', () => {
    let now = 0;
    const nonces = new Nonces({ lifetime: 100, capacity: 2, now: () => now });
    expect(['a', 'b', 'c', 'a'].map((nonce) => nonces.take(nonce))).toEqual([
      'FRESH',
      'FRESH',
      'FULL',
      'USED',
    ]);
    now = 100;
    expect(['c', 'a'].map((nonce) => nonces.take(nonce))).toEqual(['FRESH', 'USED']);
  });
});
