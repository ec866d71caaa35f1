import { expect, it } from 'vitest';
import type { Clause } from './clause.ts';
import { describeDenial } from './denial.ts';

it.each<[string, Clause[], object]>([
  ['a caller who is known', [{ kind: 'authenticated' }], { authenticated: true }],
  ['the scope a', [{ kind: 'scopes', anyOf: [['a']] }], { scopes: [['a']] }],
  [
    'the scope a, or the scopes b and c',
    [{ kind: 'scopes', anyOf: [['a'], ['b', 'c']] }],
    { scopes: [['a'], ['b', 'c']] },
  ],
  [
    'the scopes a and b',
    [
      { kind: 'scopes', anyOf: [['a'], ['c', 'b', 'a']] },
      { kind: 'scopes', anyOf: [['b']] },
    ],
    { scopes: [['a', 'b']] },
  ],
  [
    'the scope a and the purpose AUDIT',
    [
      { kind: 'purposes', anyOf: [['AUDIT'], ['MONITORING']] },
      { kind: 'scopes', anyOf: [['a']] },
      { kind: 'purposes', anyOf: [['ASSISTANCE'], ['AUDIT']] },
    ],
    { scopes: [['a']], purposes: ['AUDIT'] },
  ],
  [
    'a purpose that nobody has',
    [
      { kind: 'purposes', anyOf: [['AUDIT']] },
      { kind: 'purposes', anyOf: [['MONITORING']] },
    ],
    { purposes: [] },
  ],
  ['the policies a and b', [{ kind: 'policies', anyOf: [['a', 'b']] }], { policies: [['a', 'b']] }],
])('says that %s is missing', (missing, clauses, reason) => {
  expect(describeDenial('Person.name', clauses)).toEqual({
    message: `Person.name needs ${missing}.`,
    reason,
  });
});
