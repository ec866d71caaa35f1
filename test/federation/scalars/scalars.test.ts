import { describe, expect, it } from 'vitest';
import { federate } from '../fixture.ts';

const specifiedElsewhere = '@specifiedBy(url: "https://example.test/epoch")';

/** A subgraph of another federation, whose scalars have names of ours and rules of their own. */
const foreign = {
  schema: `
    scalar Date
    scalar DateTime ${specifiedElsewhere}
    scalar Cursor
    scalar Yuan ${specifiedElsewhere}
    scalar Place
    type Query { day: Date moment: DateTime! page: Cursor prices: [Yuan!]! place: Place }
  `,
  resolvers: {
    Query: {
      day: () => ({ year: 2020, month: 2 }),
      moment: () => 1_577_836_800,
      page: () => '',
      prices: () => [12.5, '12.5', 'about ten'],
      place: () => ['north', 7],
    },
  },
};

describe('scalars of a federation that is not ours', () => {
  it('pass as they are, though they have names of ours', async () => {
    const { ask } = await federate({ foreign });
    expect(await ask('{ day moment page prices place }')).toEqual({
      data: {
        day: { year: 2020, month: 2 },
        moment: 1_577_836_800,
        page: '',
        prices: [12.5, '12.5', 'about ten'],
        place: ['north', 7],
      },
    });
  });
});
