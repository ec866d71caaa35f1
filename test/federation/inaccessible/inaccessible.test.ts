import { describe, expect, it } from 'vitest';
import { federate, type Given } from '../fixture.ts';

const resolveType = ({ __typename }: Given) => __typename;

const start = (given: Given) => federate(subgraphs(given), { introspection: true });

const subgraphs = (given: Given) => ({
  a: {
    schema: `type Query { thing: Thing colours: [Colour!] any: Any must: Any! secret: Int @inaccessible }
        enum Colour { RED SECRET @inaccessible } union Any = Thing | Hidden type Hidden @inaccessible { x: Int }
        type Thing @key(fields: "code") { code: ID! @inaccessible colour: Colour }`,
    resolvers: {
      Query: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, () => value])),
      Any: { __resolveType: resolveType },
    },
  },
  b: {
    schema: `type Thing @key(fields: "code") { code: ID! @inaccessible label: String }`,
    resolvers: { Thing: { label: ({ code }: Given) => `label ${code}` } },
  },
});

describe('@inaccessible', () => {
  it('hides elements from clients and still uses them as keys', async () => {
    const { ask } = await start({ thing: { code: '7', colour: 'RED' } });
    expect(await ask('{ thing { label colour } }')).toEqual({
      data: { thing: { label: 'label 7', colour: 'RED' } },
    });
    for (const query of ['{ secret }', '{ thing { code } }', '{ any { ... on Hidden { x } } }']) {
      const { data, errors } = await ask(query);
      expect(data).toBeUndefined();
      expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    }
    const types = await ask(
      '{ hidden: __type(name: "Hidden") { name } colour: __type(name: "Colour") { enumValues { name } } }',
    );
    expect(types).toEqual({ data: { hidden: null, colour: { enumValues: [{ name: 'RED' }] } } });
  });

  it('makes a hidden enum value that comes back null, with an error', async () => {
    const { ask } = await start({ thing: { code: '7', colour: 'SECRET' }, colours: ['RED', 'SECRET'] });
    const { data, errors } = await ask('{ thing { colour } colours }');
    expect(data).toEqual({ thing: { colour: null }, colours: null });
    expect(errors?.map(({ path }) => path)).toEqual([
      ['thing', 'colour'],
      ['colours', 1],
    ]);
    expect(JSON.stringify(errors)).not.toContain('SECRET');
  });

  it('makes an object of a hidden type null, with an error', async () => {
    const { ask } = await start({ any: { __typename: 'Hidden' }, must: { __typename: 'Hidden' } });
    const { data, errors } = await ask('{ any { __typename } }');
    expect(data).toEqual({ any: null });
    expect(errors?.map(({ path }) => path)).toEqual([['any']]);
    expect(JSON.stringify(errors)).not.toContain('Hidden');
    expect(await ask('{ must { __typename } }')).toMatchObject({ data: null, errors: [{ path: ['must'] }] });
  });
});
