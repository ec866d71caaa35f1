import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coversRegion,
  createAuthority,
  type Grant,
  nobody,
  readAuthority,
  regionPrefix,
  writeAuthority,
} from './authority.ts';
import { purposeNames } from './purposes.ts';
import { scopeNames } from './scopes.ts';

const prefixes = fc.stringMatching(/^([1-9]\d(\d\d){0,2}(\d{3}){0,2})?$/);

const grants: fc.Arbitrary<Grant> = fc.record({
  subject: fc.string({ unit: 'binary' }),
  client: fc.string(),
  ministry: fc.constantFrom(null, 'HEALTH'),
  person: fc.constantFrom(null, 'P1'),
  case: fc.option(fc.string({ unit: 'grapheme' })),
  purpose: fc.constantFrom(null, ...purposeNames),
  regions: fc.array(prefixes, { maxLength: 5 }),
  scopes: fc.array(fc.constantFrom(...scopeNames)),
  expiresAt: fc.constant(Infinity),
});

describe('an authority', () => {
  it('should have one class for callers who may the same for the same purpose, whoever they are, and in whatever order', () => {
    fc.assert(
      fc.property(grants, grants, (grant, other) => {
        const own = createAuthority(grant);
        const { regions, scopes, purpose } = grant;
        const shuffled = { regions: regions.toReversed(), scopes: [...scopes, ...scopes], purpose };
        const isLike = (other.subject === '') === (grant.subject === '');
        const subject = isLike ? other.subject : grant.subject;
        const matter = grant.case === null ? null : (other.case ?? 'K1');
        expect(createAuthority({ ...other, ...shuffled, subject, case: matter }).class).toBe(own.class);
      }),
    );
  });

  it('should have another class where somebody is known, or a policy holds', () => {
    const plain = createAuthority({ ...nobody, regions: ['53'] });
    expect(createAuthority({ ...plain, subject: 's' }).class).not.toBe(plain.class);
    expect(createAuthority({ ...plain, case: 'K1' }).class).not.toBe(plain.class);
  });

  it('should cover the same households whether or not it lists regions within others', () => {
    fc.assert(
      fc.property(grants, prefixes, (grant, prefix) => {
        const code = prefix.padEnd(12, '1');
        expect(coversRegion(createAuthority(grant), code)).toBe(coversRegion(grant, code));
      }),
    );
  });

  it('should come whole to the ministry that writes, and without the person who asks to one that reads', () => {
    fc.assert(
      fc.property(grants, (grant) => {
        const authority = createAuthority(grant);
        const written = writeAuthority(authority, 'mutation');
        expect(written).toMatch(/^[ -~]*$/);
        expect(readAuthority(written)).toEqual(authority);
        const { authenticated, purpose, regions, scopes, policies, class: own } = authority;
        const told = { authenticated, purpose, regions, scopes, policies, class: own };
        expect(readAuthority(writeAuthority(authority, 'query'))).toEqual({ ...nobody, ...told });
      }),
    );
  });

  it.each(['', 'nonsense', 'null', '[]', '{}'])('should be refused when it is %j', (text) =>
    expect(() => readAuthority(text)).toThrow(RangeError),
  );

  it.each<[string, unknown]>([
    ['purpose', 'FUN'],
    ['regions', ['5%']],
    ['regions', [5]],
    ['scopes', null],
    ['authenticated', undefined],
    ['authenticated', 1],
    ['policies', undefined],
    ['policies', ['unknown']],
  ])('should be refused when its %s is %j', (member, value) => {
    const given: object = JSON.parse(nobody.class);
    expect(readAuthority(JSON.stringify(given))).toEqual(nobody);
    expect(() => readAuthority(JSON.stringify({ ...given, [member]: value }))).toThrow(member);
  });
});

describe('a region of a grant', () => {
  it.each([
    ['*', ''],
    ['53', '53'],
    ['530625', '530625'],
    ['530600000000', '5306'],
    ['530625101', '530625101'],
  ])('should stand for a prefix of division codes: %s for %j', (text, prefix) => {
    expect(regionPrefix(text)).toBe(prefix);
  });

  it.each(['', '5', '530', '00', '5306251', 'all', '53%'])(
    'should be refused by name when it is %j',
    (text) => {
      expect(() => regionPrefix(text)).toThrow(JSON.stringify(text));
    },
  );
});
