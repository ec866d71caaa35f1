import { describe, expect, it } from 'vitest';
import type { TypeRelations } from '../plan/supergraph.ts';
import type { Data } from './data.ts';
import { createMerge } from './merge.ts';

const types: TypeRelations = {
  isAbstract: (type) => type === 'Media',
  matches: (type, condition) => type === condition || condition === 'Media',
};
const merge = createMerge(types);
const merged = (target: Data, source: Data) => {
  merge(target, source);
  return target;
};

describe('merging answers', () => {
  it('adds fields, at any depth, and item by item in lists', () => {
    const target = { a: { x: 1 }, list: [{ x: 1 }, null, [{ x: 2 }]] };
    const source = { b: 2, a: { y: 2 }, list: [{ y: 1 }, null, [{ y: 2 }]] };
    expect(merged(target, source)).toEqual({
      a: { x: 1, y: 2 },
      b: 2,
      list: [{ x: 1, y: 1 }, null, [{ x: 2, y: 2 }]],
    });
  });

  it('lets an object stay where another answer has null, and take the place of null', () => {
    expect(merged({ a: { x: 1 }, b: null }, { a: null, b: { x: 1 } })).toEqual({ a: { x: 1 }, b: { x: 1 } });
  });

  it('never replaces the type of an object by the name of its interface', () => {
    expect(merged({ __typename: 'Book' }, { __typename: 'Media' })).toEqual({ __typename: 'Book' });
    expect(merged({ __typename: 'Media' }, { __typename: 'Book' })).toEqual({ __typename: 'Book' });
  });

  it('merges nothing into what all objects inherit', () => {
    merged({ a: {} }, JSON.parse('{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}}}') as Data);
    expect(({} as Data)['polluted']).toBeUndefined();
  });
});
