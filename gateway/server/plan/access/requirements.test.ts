import { createAuthority, nobody } from '@hearth/schema/protocol/authority.ts';
import { describe, expect, it } from 'vitest';
import { readSupergraph } from '../supergraph.ts';
import { isMet } from './clause.ts';

const scopesLink = '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)';

/** A supergraph of one subgraph with these links and types. */
const read = (links: string, types: string) =>
  readSupergraph(`
    schema @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION) ${links} { query: Query }
    directive @join__graph(name: String!, url: String!) on ENUM_VALUE
    directive @join__field(graph: join__Graph, requires: String) repeatable on FIELD_DEFINITION
    enum join__Graph { A @join__graph(name: "a", url: "http://a.test/") B @join__graph(name: "b", url: "http://b.test/") }
    ${types}`);

/** What a field needs, in words. */
function needsOf(links: string, types: string, type = 'Query', field = 'it'): unknown[] {
  const { requirements } = read(links, types);
  return requirements
    .of(type, field)
    .map((number) => requirements.clauses[number])
    .map((clause) => (clause && 'anyOf' in clause ? clause.anyOf : clause?.kind));
}

describe('what a supergraph demands for a field', () => {
  it.each([
    [
      'by the name of the specification',
      '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1")',
      'requiresScopes',
    ],
    ['with its prefix', scopesLink, 'requiresScopes__requiresScopes'],
    [
      'by another name of the specification',
      '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", as: "needs")',
      'needs',
    ],
    [
      'imported',
      '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", import: ["@requiresScopes"])',
      'requiresScopes',
    ],
    [
      'imported under another name',
      '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", import: [{ name: "@requiresScopes", as: "@scopes" }])',
      'scopes',
    ],
  ])('is found %s', (_how, link, name) => {
    const types = `type Query { it: Int @${name}(scopes: [["a", "b"], ["c"]]) other: Int }`;
    expect(needsOf(link, types)).toEqual([[['a', 'b'], ['c']]]);
    expect(needsOf(link, types, 'Query', 'other')).toEqual([]);
  });

  it.each([
    ['with its prefix', '@link(url: "https://hearth.example/access/v0.1")', 'access__purpose'],
    ['imported', '@link(url: "https://hearth.example/access/v0.1", import: ["@purpose"])', 'purpose'],
  ])('finds purposes %s', (_how, link, name) => {
    expect(needsOf(link, `type Query { it: Int @${name}(any: [AUDIT, MONITORING]) }`)).toEqual([
      [['AUDIT'], ['MONITORING']],
    ]);
  });

  const s = (name: string) => `@requiresScopes(scopes: [["${name}"]])`;

  it('is that of its own, of its type and of the type it answers with', () => {
    const types = `type Query ${s('root')} { it: [Leaf!] ${s('own')} union: Both } scalar Leaf ${s('leaf')}
      type One ${s('one')} { x: Int } union Both ${s('both')} = One`;
    expect(needsOf(scopesLink, types)).toEqual([[['root']], [['own']], [['leaf']]]);
    expect(needsOf(scopesLink, types, 'Query', 'union')).toEqual([[['root']], [['both']]]);
    expect(needsOf(scopesLink, types, 'One', 'x')).toEqual([[['one']]]);
  });

  it('is that of all that its requirement reads, however far', () => {
    const types = `type Query { it: It }
      type It { far: Int @join__field(graph: B, requires: "near inner { x ... on Inner { y } }")
        near: Int @join__field(graph: A, requires: "far first") first: Int ${s('first')} inner: Inner }
      type Inner { x: Int ${s('x')} y: Leaf z: Int ${s('z')} } scalar Leaf ${s('leaf')}`;
    expect(needsOf(scopesLink, types, 'It', 'far')).toEqual([[['first']], [['x']], [['leaf']]]);
    expect(needsOf(scopesLink, types, 'It', 'near')).toEqual([[['first']], [['x']], [['leaf']]]);
  });

  it('is, on an interface, that of every object that may stand there, and on an object its own', () => {
    const types = `type Query { it: Face } interface Face ${s('face')} { x: Int }
      type One implements Face ${s('one')} { x: Int } type Two implements Face { x: Int ${s('two')} }`;
    expect(needsOf(scopesLink, types, 'Face', 'x')).toEqual([[['face']], [['one']], [['two']]]);
    expect(needsOf(scopesLink, types, 'Two', 'x')).toEqual([[['two']]]);
    expect(needsOf(scopesLink, types)).toEqual([[['face']]]);
  });

  it('is, for a field that an interface object adds, that of the interface and of what it requires there', () => {
    const types = `type Query { it: Face }
      interface Face ${s('face')} { x: Int @join__field(graph: B, requires: "y") ${s('x')} y: Int }
      type One implements Face { x: Int @join__field y: Int ${s('y')} }
      type Two implements Face ${s('two')} { x: Int @join__field y: Int }`;
    expect(needsOf(scopesLink, types, 'One', 'x')).toEqual([[['face']], [['x']], [['y']]]);
  });
});

describe('a supergraph that protects something in a way that is not known', () => {
  const none = 'type Query { it: Int }';
  it.each([
    [
      'another version',
      '@link(url: "https://specs.apollo.dev/requiresScopes/v9.9", for: SECURITY)',
      none,
      'requiresScopes/v9.9',
    ],
    [
      'another version without a purpose',
      '@link(url: "https://specs.apollo.dev/policy/v0.2")',
      none,
      'policy/v0.2',
    ],
    ['another version of our own', '@link(url: "https://hearth.example/access/v0.2")', none, 'access/v0.2'],
    ['another specification', '@link(url: "https://other.test/seal/v1.0", for: SECURITY)', none, 'seal/v1.0'],
    [
      "another's specification of that name",
      '@link(url: "https://other.test/authenticated/v0.1")',
      none,
      'other.test',
    ],
    [
      'a directive that nothing links',
      '',
      'type Query { it: Int @authenticated }',
      '@authenticated and links no',
    ],
    [
      'an argument',
      scopesLink,
      'type Query { it: Int @requiresScopes(scopes: [["a"]], mode: 1) }',
      'no argument mode',
    ],
    ['a value', scopesLink, 'type Query { it: Int @requiresScopes(scopes: [1]) }', 'needs scopes'],
    ['no value', scopesLink, 'type Query { it: Int @requiresScopes }', 'needs scopes'],
    ['a place', scopesLink, 'type Query { it(x: Int @requiresScopes(scopes: [["a"]])): Int }', 'to x, where'],
  ])('is refused: %s', (_what, links, types, message) => {
    expect(() => read(links, types)).toThrow(message);
  });

  it('is one that is known when it only hides elements', () => {
    const link = '@link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY)';
    expect(needsOf(link, none)).toEqual([]);
  });
});

describe('a clause', () => {
  const who = createAuthority({ ...nobody, scopes: ['a', 'b'], purpose: 'AUDIT' });

  it.each([
    ['one scope', [['a']], true],
    ['all of an alternative', [['a', 'b']], true],
    [
      'a part of each',
      [
        ['a', 'c'],
        ['b', 'd'],
      ],
      false,
    ],
    ['another alternative', [['c'], ['b']], true],
    ['no alternative', [], false],
  ])('of scopes is met by all of one alternative: %s', (_what, anyOf, isExpected) => {
    expect(isMet({ kind: 'scopes', anyOf }, who)).toBe(isExpected);
  });

  it('of purposes is met by the one that is asked for', () => {
    expect(isMet({ kind: 'purposes', anyOf: [['MONITORING'], ['AUDIT']] }, who)).toBe(true);
    expect(isMet({ kind: 'purposes', anyOf: [['MONITORING']] }, who)).toBe(false);
    expect(isMet({ kind: 'purposes', anyOf: [['AUDIT']] }, nobody)).toBe(false);
  });

  it('of being known is met by somebody, and of the case by who names one', () => {
    expect(isMet({ kind: 'authenticated' }, who)).toBe(false);
    expect(isMet({ kind: 'authenticated' }, createAuthority({ ...nobody, subject: 's' }))).toBe(true);
    const isCase = { kind: 'policies', anyOf: [['case']] } as const;
    expect(isMet(isCase, who)).toBe(false);
    expect(isMet(isCase, createAuthority({ ...nobody, case: 'K' }))).toBe(true);
    expect(isMet({ kind: 'policies', anyOf: [['toString']] }, who)).toBe(false);
  });
});
