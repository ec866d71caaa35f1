import { describe, expect, it, vi } from 'vitest';
import { oncePerText } from './once-per-text.ts';
import { RecentlyUsed } from './recently-used.ts';

describe('what is made once for each text', () => {
  it.each([
    ['kept', '{ person(id: "P000000001") { name } }', 1, 1],
    [
      'made anew where a citizen ID stands in the text',
      '{ person(id: "990000199003070013") { name } }',
      2,
      0,
    ],
  ])('is %s', (_, text, times, kept) => {
    const known = new RecentlyUsed<string, { of: string }>(10);
    const make = vi.fn<(of: string) => { of: string }>((of) => ({ of }));
    const find = oncePerText(known, make);
    expect([find(text), find(text)]).toEqual([{ of: text }, { of: text }]);
    expect(make).toHaveBeenCalledTimes(times);
    expect(known.size).toBe(kept);
  });
});
