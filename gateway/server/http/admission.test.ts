import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { unlimited } from '../caller/rate-limit.ts';
import { type Admission, createAdmission } from './admission.ts';
import { HttpRefusal } from './refusal.ts';

const limits = { requests: 10, requestsPerSubject: 5, runningPerSubject: 2 };

/** Requests that note when they begin, and end when they are told to. */
function work(admit: Admission) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (subject: string, name: string, busy = 0) =>
    admit({ subject, client: 'desk' }, async () => {
      begun.push(name);
      const until = performance.now() + busy;
      while (performance.now() < until);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      return name;
    });
  return { begun, ask, end: (name: string) => ends.get(name)?.() };
}

describe('requests of one caller', () => {
  it('begin at once as long as few of theirs run; the others wait until one of those has ended', async () => {
    const { begun, ask, end } = work(createAdmission({ limits, budget: unlimited }));
    const asked = ['a1', 'a2', 'a3', 'a4'].map((name) => ask('a', name));
    expect(begun).toEqual(['a1', 'a2']);
    await nextTurn();
    expect(begun).toEqual(['a1', 'a2']);
    end('a2');
    expect(await asked[1]).toBe('a2');
    await nextTurn();
    expect(begun).toEqual(['a1', 'a2', 'a3']);
  });

  it('keep nobody else waiting', async () => {
    const { begun, ask } = work(createAdmission({ limits, budget: unlimited }));
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) void ask('a', name);
    void ask('b', 'b1');
    await nextTurn();
    expect(begun).toEqual(['a1', 'a2', 'b1']);
  });

  it('are refused beyond what one may have under way, and others’ are not, until all there is room for are', async () => {
    const { ask } = work(createAdmission({ limits, budget: unlimited }));
    const outcome = (subject: string, name: string) =>
      Promise.race([ask(subject, name).catch((error: HttpRefusal) => error.code), nextTurn('waits')]);
    for (let count = 0; count < 5; count += 1) expect(await outcome('a', `a${count}`)).toBe('waits');
    expect(await outcome('a', 'a5')).toBe('OVERLOADED');
    for (let count = 0; count < 5; count += 1) expect(await outcome('b', `b${count}`)).toBe('waits');
    expect(await outcome('c', 'c0')).toBe('OVERLOADED');
  });
});

describe('requests that keep the process busy', () => {
  it('leave the next to other turns of the event loop, in which callers take turns', async () => {
    const many = { requests: 100, requestsPerSubject: 100, runningPerSubject: 100 };
    const { begun, ask } = work(createAdmission({ limits: many, budget: unlimited }));
    for (const name of ['a1', 'a2', 'a3']) void ask('a', name, 10); // more than a turn is for
    for (const name of ['b1', 'b2']) void ask('b', name, 10);
    void ask('c', 'c1', 10);
    expect(begun).toEqual(['a1']);
    for (let turn = 0; turn < 8; turn += 1) await nextTurn();
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
  });

  it('are refused in their turn when their caller has spent meanwhile what they may', async () => {
    let isEmpty = false;
    const refusal = new HttpRefusal(429, 'RATE_LIMITED', 'Nothing is left.');
    const check = () => {
      if (isEmpty) throw refusal;
    };
    const { begun, ask, end } = work(createAdmission({ limits, budget: { check } }));
    const asked = ['a1', 'a2', 'a3', 'a4'].map((name) => ask('a', name));
    isEmpty = true;
    end('a1');
    await expect(asked[2]).rejects.toBe(refusal);
    await expect(asked[3]).rejects.toBe(refusal); // which had room, since the one before left it
    expect(begun).toEqual(['a1', 'a2']);
  });

  it('leave room again however they end', async () => {
    const admit = createAdmission({ limits, budget: unlimited });
    for (let count = 0; count < 20; count += 1) {
      const failing = () => {
        if (count % 2 === 0) throw new Error('at once');
        return Promise.reject(new Error('later'));
      };
      await expect(admit({ subject: 'a', client: 'desk' }, failing)).rejects.toThrow();
    }
    expect(await admit({ subject: 'a', client: 'desk' }, async () => 'there is room')).toBe('there is room');
  });
});
