import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCursorSeal } from './cursor-seal.ts';

const [old, fresh] = [randomBytes(32), randomBytes(32)];
const PLACE = '["530102001001","H000000017"]';

describe('sealed cursors', () => {
  it('are read in any process that has the secret', () => {
    const cursor = createCursorSeal([old], 'health').seal(PLACE, 'list', 'asked');
    expect(createCursorSeal([Buffer.from(old)], 'health').open(cursor, 'list')).toBe(PLACE);
  });

  it('are of one list and one owner', () => {
    const cursor = createCursorSeal([old], 'health').seal(PLACE, 'list', 'asked');
    expect(createCursorSeal([old], 'health').open(cursor, 'another')).toBeUndefined();
    expect(createCursorSeal([old], 'finance').open(cursor, 'list')).toBeUndefined();
  });

  it('are read with a former secret until that is taken away', () => {
    const cursor = createCursorSeal([old], 'health').seal(PLACE, 'list', 'asked');
    const both = createCursorSeal([fresh, old], 'health');
    expect(both.open(cursor, 'list')).toBe(PLACE);
    const next = both.seal(PLACE, 'list', 'asked');
    expect(createCursorSeal([fresh], 'health').open(next, 'list')).toBe(PLACE);
    expect(createCursorSeal([fresh], 'health').open(cursor, 'list')).toBeUndefined();
  });

  it('are of one length, however long a number in them is', () => {
    const seal = createCursorSeal([old], 'health');
    const lengths = ['1', '22', '333'].map((amount) => seal.seal(`["${amount}","S1"]`, 'list', '').length);
    expect(new Set(lengths).size).toBe(1);
  });

  it('need a secret', () => {
    expect(() => createCursorSeal([], 'health')).toThrow('no key for cursors');
  });
});
