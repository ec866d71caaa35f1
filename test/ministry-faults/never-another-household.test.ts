import { describe, expect, it } from 'vitest';
import { federate, type Given, type TestSubgraph } from '../federation/fixture.ts';

const register: TestSubgraph = {
  schema: `type Query { household(id: ID!): Household } type Household @key(fields: "id") { id: ID! name: String }`,
  resolvers: { Query: { household: (_: unknown, { id }: Given) => ({ id, name: 'Li' }) } },
};

describe('requests whose households travel together', () => {
  it.each([
    ['few', (list: unknown[]) => list.slice(1)],
    ['many', (list: unknown[]) => [list[0], ...list]],
  ])('never show what is another’s when too %s come back', async (_title, change) => {
    let largest = 0;
    const clinic: TestSubgraph = {
      schema: `type Household @key(fields: "id") { id: ID! visits: Int }`,
      resolvers: { Household: { visits: ({ id }: Given) => Number(id) } },
      tamper: async (_operation, answer) => {
        const given = (await answer()) as Given;
        const [list] = Object.values(given['data']) as [unknown[]];
        largest = Math.max(largest, list.length);
        if (list.length === 1) return given;
        return { data: Object.fromEntries(Object.keys(given['data']).map((key) => [key, change(list)])) };
      },
    };
    const { hub, stop } = await federate({ register, clinic });
    const query = 'query ($id: ID!) { household(id: $id) { id visits } }';
    const ids = Array.from({ length: 20 }, (_, index) => String(index + 1));
    const answers = await Promise.all(ids.map((id) => hub.execute({ query, variables: { id } })));
    expect(largest).toBeGreaterThan(1);
    for (const [index, { data, errors = [] }] of answers.entries()) {
      const { id, visits } = (data as Given)['household'];
      expect(id).toBe(ids[index]);
      const codes = errors.map(({ extensions }) => extensions.code);
      // What is left after so many halves without an answer is refused as a whole.
      const refused = [null, expect.stringMatching(/^(ENTITY_MISMATCH|SUBGRAPH_ERROR)$/)];
      expect([visits, ...codes]).toEqual(visits === null ? refused : [Number(id)]);
    }
    await stop();
  });
});
