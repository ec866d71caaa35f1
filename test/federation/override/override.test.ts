import { describe, expect, it } from 'vitest';
import { federate } from '../fixture.ts';

const subgraphs = (argument: string) => ({
  old: {
    schema: `type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! label: String }`,
    resolvers: {
      Query: { thing: () => ({ id: '1' }) },
      Thing: { label: () => 'old', __resolveReference: ({ id }: { id: string }) => ({ id }) },
    },
  },
  new: {
    schema: `type Thing @key(fields: "id") { id: ID! label: String @override(from: "old"${argument}) }`,
    resolvers: { Thing: { label: () => 'new' } },
  },
});

const query = '{ thing { label } }';

describe('@override', () => {
  it('moves a field to another subgraph', async () => {
    const { ask } = await federate(subgraphs(''));
    expect(await ask(query)).toEqual({ data: { thing: { label: 'new' } } });
  });

  it('moves it for the given share of requests', async () => {
    for (const [share, labels] of [
      [0, ['old']],
      [100, ['new']],
      [50, ['new', 'old']],
    ] as const) {
      const { ask } = await federate(subgraphs(`, label: "percent(${share})"`));
      const seen = new Set<unknown>();
      for (let count = 0; count < 60; count += 1) seen.add((await ask(query)).data?.['thing']);
      const answers = [...seen].map((thing) => (thing as { label: string }).label);
      expect([...new Set(answers)].toSorted()).toEqual(labels);
    }
  });

  it('moves it when its label is switched on', async () => {
    const labelled = subgraphs(', label: "new-labels"');
    const { ask: askOff } = await federate(labelled);
    expect(await askOff(query)).toEqual({ data: { thing: { label: 'old' } } });
    const { ask: askOn } = await federate(labelled, { overrideLabels: new Set(['new-labels']) });
    expect(await askOn(query)).toEqual({ data: { thing: { label: 'new' } } });
  });
});
