import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyedHash, open, seal, SealError, sealingKey } from './sealing.ts';

const key = sealingKey(randomBytes(32));
const otherKey = sealingKey(randomBytes(32));
const anyText = fc.string({ unit: 'binary' });

describe('seal', () => {
  it('should be undone by open for every text', () => {
    fc.assert(fc.property(anyText, (text) => void expect(open(seal(text, key), key)).toBe(text)));
  });

  it('should give another result each time', () => {
    fc.assert(fc.property(anyText, (text) => void expect(seal(text, key)).not.toBe(seal(text, key))));
  });

  it('should begin with the id of the key and say nothing of its bytes', () => {
    expect(seal('text', key)).toMatch(new RegExp(`^${key.id}\\.[\\w-]+$`));
    expect(key.bytes.toString('hex')).not.toContain(key.id);
  });
});

describe('open', () => {
  it('should refuse a text that was changed in any one bit', () => {
    const flipped = fc.tuple(anyText, fc.nat(), fc.nat({ max: 7 })).map(([text, position, bit]) => {
      const [id, encoded] = seal(text, key).split('.') as [string, string];
      const bytes = Buffer.from(encoded, 'base64url');
      const at = position % bytes.length;
      bytes[at] = bytes[at]! ^ (1 << bit);
      return `${id}.${bytes.toString('base64url')}`;
    });
    fc.assert(fc.property(flipped, (sealed) => void expect(() => open(sealed, key)).toThrow(SealError)));
  });

  it('should refuse a text that was cut short anywhere', () => {
    const cut = fc.tuple(anyText, fc.nat()).map(([text, length]) => {
      const sealed = seal(text, key);
      return sealed.slice(0, length % sealed.length);
    });
    fc.assert(fc.property(cut, (sealed) => void expect(() => open(sealed, key)).toThrow(SealError)));
  });

  it('should name both keys when the text was sealed with another', () => {
    expect(() => open(seal('text', otherKey), key)).toThrow(
      `Sealed with key ${otherKey.id}, this is key ${key.id}`,
    );
  });

  it('should refuse whatever was never sealed', () => {
    fc.assert(fc.property(fc.string(), (text) => void expect(() => open(text, key)).toThrow(SealError)));
  });
});

describe('keyedHash', () => {
  it('should be the same for the same text and key, and differ for another text or key', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        expect(keyedHash(text, key)).toBe(keyedHash(text, key));
        expect(keyedHash(text, key)).not.toBe(keyedHash(text, otherKey));
        expect(keyedHash(text, key) === keyedHash(other, key)).toBe(text === other);
      }),
    );
  });
});
