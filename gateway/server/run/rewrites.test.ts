import { describe, expect, it } from 'vitest';
import { compileOutputRewrites, readRewrites, renamedKeys } from './rewrites.ts';

const types = {
  isAbstract: () => false,
  matches: (type: string, condition: string) => type === condition,
};
const rewrites = readRewrites([
  { KeyRenamer: { path: [{ Key: 'any' }, { TypenameEquals: ['B'] }, { Key: '_1' }], renameKeyTo: 'v' } },
  {
    kind: 'ValueSetter',
    path: [{ Key: 'any' }, { TypenameEquals: ['A'] }, { Key: 'kind' }],
    setValueTo: 'a',
  },
]);

describe('rewrites of an answer', () => {
  it('rename keys and set values for objects of their types, through lists', () => {
    const answer = { any: [[{ __typename: 'A', v: 1 }], null, { __typename: 'B', _1: 2 }, { _1: 3 }] };
    compileOutputRewrites(rewrites, types)?.(answer);
    expect(answer).toMatchObject({ any: [[{ v: 1, kind: 'a' }], null, { v: 2 }, { v: 3 }] });
  });

  it('are known to the paths of errors', () => {
    expect([...renamedKeys(rewrites)]).toEqual([['_1', 'v']]);
  });
});
