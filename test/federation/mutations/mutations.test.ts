import { describe, expect, it } from 'vitest';
import { federate, type Given, type TestSubgraph } from '../fixture.ts';

/** Two subgraphs over one counter: every mutation adds to it, every entity field reads it. */
function counters(): Record<string, TestSubgraph> {
  const state = { total: 0 };
  const add = (_: unknown, { n }: Given) => {
    state.total += n;
    return { id: String(n), total: state.total };
  };
  return {
    a: {
      schema: `type Query { x: Int } type Mutation { addA(n: Int!): Sum brokenA: Sum mustA: Sum! } type Sum @key(fields: "id") { id: ID! total: Int @shareable seenA: Int }`,
      resolvers: {
        Mutation: {
          addA: add,
          brokenA: () => Promise.reject(new Error('no')),
          mustA: () => Promise.reject(new Error('no')),
        },
        Sum: { seenA: () => state.total },
      },
    },
    b: {
      schema: `type Mutation { addB(n: Int!): Sum } type Sum @key(fields: "id") { id: ID! total: Int @shareable seenB: Int }`,
      resolvers: { Mutation: { addB: add }, Sum: { seenB: () => state.total } },
    },
  };
}

describe('mutations', () => {
  it('run one after another over subgraphs, each with all that it selects', async () => {
    const { ask, sent } = await federate(counters());
    const query = `mutation { one: addA(n: 1) { total seenB } two: addB(n: 10) { total seenA } three: addA(n: 100) { total seenA seenB } four: addA(n: 1000) { seenB } __typename }`;
    expect(await ask(query)).toEqual({
      data: {
        one: { total: 1, seenB: 1 },
        two: { total: 11, seenA: 11 },
        three: { total: 111, seenA: 111, seenB: 111 },
        four: { seenB: 1111 },
        __typename: 'Mutation',
      },
    });
    expect(sent.map(({ subgraph }) => subgraph).join('')).toBe('abbaabab');
  });

  it('go on after one that failed and may be null', async () => {
    const { ask } = await federate(counters());
    expect(await ask('mutation { brokenA { id } addB(n: 1) { total } }')).toMatchObject({
      data: { brokenA: null, addB: { total: 1 } },
      errors: [{ path: ['brokenA'] }],
    });
  });

  it('stop after one that failed and may not be null', async () => {
    const { ask, sent } = await federate(counters());
    expect(await ask('mutation { mustA { id } addB(n: 1) { total } }')).toMatchObject({
      data: null,
      errors: [{ path: ['mustA'] }],
    });
    expect(sent.map(({ subgraph }) => subgraph)).toEqual(['a']);
  });

  it('are refused where only queries are allowed', async () => {
    const { ask, sent } = await federate(counters());
    const answer = await ask('mutation { addA(n: 1) { id } }', {}, { mutationAllowed: false });
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'MUTATION_NOT_ALLOWED' } }] });
    expect(answer).not.toHaveProperty('data');
    expect(sent).toEqual([]);
  });
});
