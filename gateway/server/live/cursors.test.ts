import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../errors.ts';
import { bindingOf, createCursors } from './cursors.ts';

const [old, fresh] = [randomBytes(32), randomBytes(32)];
const binding = bindingOf('official-7', 'regionChanged', { code: '530625000000', ministries: ['HEALTH'] });
const positions = { health: '00000000000000000007.00000000000000000012', finance: '' };

const codeOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return (error as Refusal).errors[0]?.extensions.code;
  }
};

describe('cursors', () => {
  const { read, write } = createCursors([fresh]);

  it('give back any positions, whatever their texts hold', () => {
    const position = fc.string({ unit: fc.constantFrom('0', '1', '~', '"', '.', '信', 'z') });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), position, { noNullPrototype: true }), (given) => {
        expect(read(write(given, binding), binding)).toEqual(JSON.parse(JSON.stringify(given)));
      }),
    );
  });

  it('are short, although positions are long', () => {
    expect(write(positions, binding).length).toBeLessThan(140);
  });

  it('show no positions, and are as long for early ones as for late ones', () => {
    const late = { health: '00000000000007654321.00000000000000001234', finance: '' };
    const cursor = write(late, binding);
    for (const part of cursor.split('.')) {
      expect(Buffer.from(part, 'base64url').toString('latin1')).not.toMatch(/7654321|1234|health|finance/);
    }
    expect(cursor).toHaveLength(write(positions, binding).length);
  });

  it('are refused when any character is changed, cut or added', () => {
    const cursor = write(positions, binding);
    fc.assert(
      fc.property(fc.nat(cursor.length - 2), fc.constantFrom('A', 'b', '.', '-', ''), (place, char) => {
        const changed = `${cursor.slice(0, place)}${char}${cursor.slice(place + 1)}`;
        fc.pre(changed !== cursor);
        expect(codeOf(() => read(changed, binding))).toBe('CURSOR_INVALID');
      }),
    );
    for (const forged of [
      '',
      '.',
      'x',
      `${cursor}AAAA`,
      `${cursor}.`,
      `${cursor}.AAAA`,
      `.${cursor}`,
      'A'.repeat(5_000),
      cursor.split('.')[0]!,
    ]) {
      expect(codeOf(() => read(forged, binding))).toBe('CURSOR_INVALID');
    }
  });

  it('belong to one caller, field and arguments', () => {
    const cursor = write(positions, binding);
    const others = [
      bindingOf('official-8', 'regionChanged', { code: '530625000000', ministries: ['HEALTH'] }),
      bindingOf('official-7', 'householdChanged', { code: '530625000000', ministries: ['HEALTH'] }),
      bindingOf('official-7', 'regionChanged', { code: '530626000000', ministries: ['HEALTH'] }),
      bindingOf('official-7', 'regionChanged', { code: '530625000000' }),
    ];
    for (const other of others) expect(codeOf(() => read(cursor, other))).toBe('CURSOR_INVALID');
    const same = { ministries: ['HEALTH'], after: cursor, code: '530625000000' };
    expect(read(cursor, bindingOf('official-7', 'regionChanged', same))).toEqual(positions);
  });

  it('hold while keys are replaced, and no longer than that', () => {
    const cursor = createCursors([old]).write(positions, binding);
    expect(createCursors([fresh, old]).read(cursor, binding)).toEqual(positions);
    expect(codeOf(() => read(cursor, binding))).toBe('CURSOR_INVALID');
  });
});
