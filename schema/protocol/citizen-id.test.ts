import { assert, constantFrom, date, integer, property, tuple } from 'fast-check';
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

  it('are not computed over anything but 17 digits', () => {
    assert(
      property(constantFrom('', '1', '1'.repeat(18), 'a'.repeat(17)), (text) => {
        expect(() => citizenIdCheckCharacter(text)).toThrow(RangeError);
      }),
    );
  });
});
