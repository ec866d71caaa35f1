import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { untilEnded } from './until-ended.ts';

const LATER = Date.now() + 2 ** 40; // longer than a timer can wait

/** Watches a standing for which `holds` is asked every millisecond. Resolves when it has ended. */
const ended = (endsAt: number, holds: () => boolean | Promise<boolean>) =>
  new Promise<void>((resolve) => untilEnded({ endsAt, holds }, resolve, 1));

describe('a standing', () => {
  it('ends when its caller is no longer vouched for, though nothing happens', async () => {
    let asked = 0;
    await ended(LATER, () => (asked += 1) < 3);
    expect(asked).toBe(3);
  });

  it('ends also when that is found out later', async () => {
    let asked = 0;
    await ended(LATER, async () => (asked += 1) < 3);
    expect(asked).toBe(3);
  });

  it('ends with its token', async () => {
    const endsAt = Date.now() + 20;
    await ended(endsAt, () => Date.now() < endsAt);
    expect(Date.now()).toBeGreaterThanOrEqual(endsAt);
  });

  it('is not watched any more once the watch is stopped, also while it is asked', async () => {
    let asked = 0;
    await new Promise<void>((resolve) => {
      const holds = async () => {
        asked += 1;
        forget();
        resolve();
        return false;
      };
      const forget = untilEnded({ endsAt: LATER, holds }, () => expect.unreachable(), 1);
    });
    await delay(20);
    expect(asked).toBe(1);
  });
});
