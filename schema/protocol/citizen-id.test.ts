import { array, assert, constantFrom, date, integer, oneof, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  birthDateOf,
  citizenIdCheckCharacter,
  citizenIdFault,
  holdsCitizenId,
  isMaskedCitizenId,
  maskCitizenId,
  maskCitizenIds,
  normalizeCitizenId,
} from './citizen-id.ts';

const born = date({ min: new Date('1900-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
const citizenIds = tuple(integer({ min: 100000, max: 999999 }), born, integer({ min: 0, max: 999 })).map(
  ([prefix, birth, order]) => {
    const digits = `${prefix}${birth.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`;
    return digits + citizenIdCheckCharacter(digits);
  },
);

describe('citizen IDs', () => {
  it('have the check character that the standard computes for its example', () => {
    expect(citizenIdCheckCharacter('11010519491231002')).toBe('X');
    expect(citizenIdCheckCharacter('44052418800101001')).toBe('4');
  });

  it('are right when their check character is', () => {
    assert(property(citizenIds, (citizenId) => citizenIdFault(citizenId) === null));
  });

  it('are wrong as soon as one digit differs', () => {
    assert(
      property(
        citizenIds,
        integer({ min: 0, max: 16 }),
        integer({ min: 1, max: 9 }),
        (citizenId, place, shift) => {
          const digit = (Number(citizenId[place]) + shift) % 10;
          return citizenIdFault(citizenId.slice(0, place) + digit + citizenId.slice(place + 1)) !== null;
        },
      ),
    );
  });

  it('are wrong as soon as two different neighbours are swapped', () => {
    assert(
      property(citizenIds, integer({ min: 0, max: 15 }), (citizenId, place) => {
        const [left = '', right = ''] = citizenId.slice(place, place + 2);
        const swapped = citizenId.slice(0, place) + right + left + citizenId.slice(place + 2);
        return left === right || citizenIdFault(swapped) !== null;
      }),
    );
  });

  it.each([
    ['11010519491231002', 'SHAPE'],
    ['11010519491231002x', 'SHAPE'],
    ['1101051949123100２X', 'SHAPE'],
    ['110105194902310025', 'BIRTH_DATE'],
    ['110105194912310021', 'CHECK_CHARACTER'],
  ])('say what is wrong with %s: %s', (citizenId, fault) => {
    expect(citizenIdFault(citizenId)).toBe(fault);
  });

  it('are read with spaces around them and a small x', () => {
    expect(citizenIdFault(normalizeCitizenId(' 11010519491231002x '))).toBeNull();
  });

  it('hold the date of birth', () => {
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31');
  });

  it('hide the date of birth when masked, and are no citizen IDs then', () => {
    expect(maskCitizenId('11010519491231002X')).toBe('110105********002X');
    assert(
      property(citizenIds, (citizenId) => {
        const masked = maskCitizenId(citizenId);
        return isMaskedCitizenId(masked) && masked.length === 18 && citizenIdFault(masked) === 'SHAPE';
      }),
    );
  });

  it('are masked within any text, wrong ones too', () => {
    const text = 'of 11010519491231002x, 110105194912310021';
    expect(maskCitizenIds(text)).toBe('of 110105********002x, 110105********0021');
    expect(maskCitizenIds('7440524188001010014')).toBe('744052*********0014');
    for (const other of ['H000000001 on 2024-12-31', '2000003000003000000']) {
      expect(maskCitizenIds(other)).toBe(other);
    }
  });

  it('are found within any text and any longer number, and nothing else is taken for one', () => {
    assert(
      property(
        citizenIds,
        (citizenId) => holdsCitizenId(`No. 7${citizenId.toLowerCase()}0 of`) && holdsCitizenId(citizenId),
      ),
    );
    for (const other of ['110105194912310021', '110105********002X', '91110105MA0000000X', '']) {
      expect(holdsCitizenId(other)).toBe(false);
    }
  });

  /** Zeros of scripts whose digits follow them: wide, Arabic-Indic, Persian, Devanagari, Bengali, Thai, mathematical. */
  const zeros = ['０', '٠', '۰', '०', '০', '๐', '𝟎', '𝟶'].map((zero) => zero.codePointAt(0)!);
  const scripts: readonly ((digit: string) => string)[] = [
    ...zeros.map((zero) => (digit: string) => String.fromCodePoint(zero + Number(digit))),
    (digit) => '〇一二三四五六七八九'[Number(digit)]!,
    (digit) => '⓪①②③④⑤⑥⑦⑧⑨'[Number(digit)]!,
    (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!,
    (digit) => digit,
  ];
  const written = tuple(citizenIds, array(constantFrom(...scripts), { minLength: 18, maxLength: 18 }));
  const spell = (citizenId: string, writers: readonly ((digit: string) => string)[], x = 'Ｘ') =>
    [...citizenId].map((character, index) => (character === 'X' ? x : writers[index]!(character)));

  it('are found and masked in the digits of any script, and of several', () => {
    assert(
      property(written, constantFrom('Ｘ', 'ｘ', 'Ⅹ', '×', 'Х', 'x'), ([citizenId, writers], x) => {
        const characters = spell(citizenId, writers, x);
        const text = `身份证号${characters.join('')}，`;
        const masked = [...characters.slice(0, 6), '********', ...characters.slice(14)].join('');
        expect(holdsCitizenId(text)).toBe(true);
        expect(maskCitizenIds(text)).toBe(`身份证号${masked}，`);
      }),
    );
  });

  it('are found and masked with a space, hyphen, dot or something that does not show between their digits', () => {
    const separators = constantFrom(
      '',
      '',
      ' ',
      '\u3000',
      '\u00A0',
      '-',
      '－',
      '–',
      '.',
      '·',
      '_',
      '\u200B',
      '\u00AD',
      '\n',
    );
    assert(
      property(
        written,
        array(separators, { minLength: 17, maxLength: 17 }),
        ([citizenId, writers], between) => {
          const characters = spell(citizenId, writers);
          const text = `No ${characters.map((character, index) => character + (between[index] ?? '')).join('')}!`;
          expect(holdsCitizenId(text)).toBe(true);
          const hidden = maskCitizenIds(text);
          expect(holdsCitizenId(hidden)).toBe(false);
          expect([...hidden].filter((character) => character === '*')).toHaveLength(8);
        },
      ),
    );
  });

  it('are not taken from dates, amounts and numbers that stand side by side', () => {
    const day = date({ min: new Date('1950-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
    const item = oneof(
      day.map((each) => each.toISOString().slice(0, 10)),
      day.map((each) => each.toISOString()),
      integer({ min: 0, max: 999_999 }).map((amount) => `${amount}.00`),
    );
    assert(
      property(array(item, { minLength: 2, maxLength: 8 }), (items) => !holdsCitizenId(items.join(', '))),
    );
    expect(holdsCitizenId('2007-12-10 2018-10-10 1997-03-01')).toBe(false); // 12 10 20|1810-10-19|97 03
    const days = array(day, { minLength: 2, maxLength: 8 });
    assert(
      property(days, (all) => !holdsCitizenId(all.map((each) => each.toISOString().slice(0, 10)).join(' '))),
    );
  });

  it('are not computed over anything but 17 digits', () => {
    assert(
      property(constantFrom('', '1', '1'.repeat(18), 'a'.repeat(17)), (text) => {
        expect(() => citizenIdCheckCharacter(text)).toThrow(RangeError);
      }),
    );
  });
});
