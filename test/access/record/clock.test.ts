import { ClockWatch } from '@hearth/gateway/audit/clock.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { entryAt } from './entries.ts';
import { openTestRecord, type TestRecord } from './fixture.ts';

const START = Date.UTC(2030, 0, 1, 12);
const HOUR = 3_600_000; // milliseconds
const at = (milliseconds: number) => new Date(START + milliseconds).toISOString();

describe('the clock of a record', () => {
  let record: TestRecord;
  beforeEach(async () => {
    record = await openTestRecord();
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await record.stop();
  });

  /** Adds a batch of entries of these times, which is stored when the clock says `stored`. */
  const add = async (stored: number, ...times: readonly number[]) => {
    vi.setSystemTime(START + stored);
    await record.add(times.map((time, index) => entryAt(index, { time: at(time) })));
  };
  const step = async () => {
    const { fault, clockStep } = await record.verify();
    expect(fault).toBeUndefined();
    return clockStep;
  };

  it('that goes forward is as it should be, also when a batch is stored long after, or by a small step back', async () => {
    await add(1_000, 0, 500, 900);
    await add(2_000, -5 * HOUR, -5 * HOUR + 1); // left by a gateway that was stopped
    await add(1_500, 1_200);
    await add(HOUR, 5_000, 4_900);
    expect(await step()).toBeUndefined();
  });

  it('is told where it went back between two batches', async () => {
    await add(1_000, 0, 500);
    await add(1_000 - HOUR, 600 - HOUR);
    await add(2_000 - HOUR, 1_500 - HOUR);
    expect(await step()).toEqual({ entry: 3, from: at(1_000), to: at(1_000 - HOUR) });
  });

  it('is told where it went back within a batch', async () => {
    await add(HOUR, 0, 500, 400 - HOUR, 700);
    expect(await step()).toEqual({ entry: 2, from: at(500), to: at(400 - HOUR) });
  });

  it('is told where it went back before a batch was stored', async () => {
    await add(-HOUR, 0);
    expect(await step()).toMatchObject({ from: at(0), to: at(-HOUR) });
  });

  it('leaves nothing out of a range that was recorded in it, whatever it said meanwhile', async () => {
    await add(1_000, 0);
    await add(2 * HOUR, HOUR);
    await add(HOUR + 1_000, HOUR); // went back
    await add(3 * HOUR, 3 * HOUR - 1);
    const range = { from: new Date(START + 1.5 * HOUR), to: new Date(START + 2.5 * HOUR) };
    expect(await record.verify(range)).toMatchObject({ entries: 3, fault: undefined });
    await record.tamper(`update access_entries set entry = replace(entry, 'clerk-17', 'x') where index = 1`);
    expect((await record.verify(range)).fault).toMatchObject({ entry: 1 });
    expect((await record.verify({ to: new Date(START + 1.2 * HOUR) })).fault).toMatchObject({ entry: 1 });
  });

  it('is never said to have gone back by times that rise', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(10_000))), (moments) => {
        const clock = new ClockWatch();
        let now = 0;
        for (const [isHead, pause] of moments) {
          now += pause;
          if (isHead) clock.head(1, at(now));
          else clock.entry(1, at(now));
        }
        expect(clock.step).toBeUndefined();
      }),
    );
  });
});
