import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root, sender, template } from '../batching/fixture.ts';
import { answers, type FailingMinistry, fails, hangs, startFailingMinistry } from './fixture.ts';

let ministry: FailingMinistry;
beforeEach(async () => {
  ministry = await startFailingMinistry();
});
afterEach(() => ministry.stop());

const answer = { data: { x: 1 } };
let asked = 0;
/** Asks something that nobody asked before, so that nothing is shared. */
const ask = (deadline = 5_000) =>
  ministry.dispatch.send(root(template(`{ x${(asked += 1)} }`)), sender({ deadline }));
const write = () => ministry.dispatch.send(root(template('mutation { x }', 'mutation')), sender());

/** Fails so many of the next requests, then answers. */
function failTimes(times: number, status: number, headers: Record<string, string> = {}): void {
  let left = times;
  ministry.handle = (response, request) =>
    ((left -= 1) >= 0 ? fails(status, headers) : answers)(response, request);
}

/** Asks until the ministry is no longer asked. */
async function openBreaker(): Promise<void> {
  for (let count = 0; count < 5; count += 1) await ask(30).catch(() => {});
}

describe('a read', () => {
  it.each([502, 503, 504])('is sent again after status %i', async (status) => {
    failTimes(2, status);
    expect(await ask()).toEqual(answer);
    expect(ministry.count()).toBe(3);
  });

  it('is sent again when the ministry could not be reached and is back in time', async () => {
    await ministry.goAway();
    const answering = ask();
    await ministry.comeBack();
    expect(await answering).toEqual(answer);
  });

  it('is sent again when a kept connection was closed before anything was answered', async () => {
    await ask();
    await ministry.goAway();
    await ministry.comeBack();
    expect(await ask()).toEqual(answer);
  });

  it('is sent three times at the most', async () => {
    ministry.handle = fails(503);
    await expect(ask()).rejects.toMatchObject({ code: 'DOWN' });
    expect(ministry.count()).toBe(3);
  });

  it.each([400, 404, 500])('is not sent again after status %i, which is an answer', async (status) => {
    ministry.handle = fails(status);
    await expect(ask()).rejects.toMatchObject({ code: 'BAD_ANSWER' });
    expect(ministry.count()).toBe(1);
  });

  it('is not sent again when its time is over', async () => {
    ministry.handle = hangs;
    await expect(ask(50)).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(ministry.count()).toBe(1);
  });
});

describe('a mutation', () => {
  it.each([502, 503, 504])('is sent once, also after status %i', async (status) => {
    failTimes(1, status);
    await expect(write()).rejects.toMatchObject({ code: 'DOWN' });
    expect(ministry.count()).toBe(1);
  });

  it('is sent once, also when the connection is cut before an answer', async () => {
    ministry.handle = (response) => response.destroy();
    await expect(write()).rejects.toMatchObject({ code: 'DOWN' });
    expect(ministry.count()).toBe(1);
  });
});

describe('a ministry that fails again and again', () => {
  it('is no longer asked: the answer is there at once', async () => {
    ministry.handle = hangs;
    await openBreaker();
    const before = ministry.count();
    const refused = await Promise.allSettled(Array.from({ length: 50 }, () => ask()));
    expect(refused.every(({ status }) => status === 'rejected')).toBe(true);
    expect(ministry.count() - before).toBeLessThanOrEqual(2); // probes
  });

  it('is found to be well again by itself, without a request that fails', async () => {
    ministry.handle = hangs;
    await openBreaker();
    const before = ministry.count();
    ministry.handle = answers;
    while (ministry.count() === before) await delay(10); // the probe by the clock
    expect(await ask()).toEqual(answer);
  });

  it('answers the first request after it is back', async () => {
    await ministry.goAway();
    await openBreaker();
    await ministry.comeBack();
    expect(await ask()).toEqual(answer);
  });

  it('is asked as before once it is back', async () => {
    await ministry.goAway();
    await openBreaker();
    await ministry.comeBack();
    await ask();
    const before = ministry.count();
    await Promise.all(Array.from({ length: 5 }, () => ask()));
    expect(ministry.count() - before).toBe(5);
  });
});

describe('Retry-After', () => {
  it('is honoured: nothing is sent, not even a probe, until its time is over', async () => {
    failTimes(1, 503, { 'retry-after': '1' });
    await expect(ask()).rejects.toMatchObject({ code: 'DOWN' });
    await delay(500);
    await expect(ask()).rejects.toMatchObject({ code: 'DOWN' });
    expect(ministry.count()).toBe(1);
    while (ministry.count() === 1) await delay(20);
    expect(await ask()).toEqual(answer);
  });
});
