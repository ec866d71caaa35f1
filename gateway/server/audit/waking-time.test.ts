import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WakingTime } from './waking-time.ts';

describe('waking time', () => {
  it('should pass as the clock does while ticks come, and never by more than an interval between two of them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000)), (pauses) => {
        let clock = 7;
        const time = new WakingTime(1_000, () => clock);
        let expected = 0;
        for (const pause of pauses) {
          clock += pause;
          expected += Math.min(pause, 1_000);
          expect(time.now()).toBe(expected);
          time.tick();
          expect(time.now()).toBe(expected);
        }
      }),
    );
  });
});
