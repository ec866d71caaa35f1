import { describe, expect, it } from 'vitest';
import type { Data, Path } from './data.ts';
import { compilePositions } from './positions.ts';

const types = {
  isAbstract: () => false,
  matches: (type: string, condition: string) => type === condition,
};
const data = {
  any: [
    [{ __typename: 'A', to: { n: 1 } }, null],
    { __typename: 'B', to: { n: 2 } },
    { __typename: 'A', to: null },
  ],
};

describe('positions of entities', () => {
  const positions = compilePositions(
    [{ Field: 'any' }, '@', { TypeCondition: ['A'] }, { Field: 'to' }],
    types,
  );

  it('are found through nested lists, nulls and type conditions', () => {
    const found: Data[] = [];
    positions.collect(data, found);
    expect(found).toEqual([{ n: 1 }]);
  });

  it('are located with list indices', () => {
    const located: [Data, Path][] = [];
    positions.locate(data, (entity, path) => located.push([entity, path]));
    expect(located).toEqual([[{ n: 1 }, ['any', 0, 0, 'to']]]);
    expect(positions.prefix).toEqual(['any']);
  });
});
