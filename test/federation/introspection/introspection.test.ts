import { buildClientSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { federate } from '../fixture.ts';

const subgraphs = {
  a: {
    schema: `"What there is." type Query { me: User count: Int @deprecated(reason: "use me") } 
      "One person." type User @key(fields: "id") { id: ID! name(short: Boolean = true old: Int @deprecated): String @tag(name: "x") }
      scalar Url @specifiedBy(url: "https://url.spec") input Filter { from: Int = 3 }
      enum Kind { A B @deprecated(reason: "gone") }`,
    resolvers: { Query: { me: () => ({ id: '1', name: 'Ann' }), count: () => 3 } },
  },
  b: { schema: `scalar Url type User @key(fields: "id") { id: ID! secret: Int @inaccessible home: Url }` },
};

describe('introspection', () => {
  it('tells of the API and of nothing of federation', async () => {
    const { ask, hub, sent } = await federate(subgraphs, { introspection: true });
    const { data, errors } = await ask(
      getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true }),
    );
    expect(errors).toBeUndefined();
    expect(sent).toEqual([]);
    const told = printSchema(lexicographicSortSchema(buildClientSchema(data as never)));
    expect(told).toBe(printSchema(lexicographicSortSchema(hub.schema)));
    expect(told).not.toMatch(/join__|link__|_Entity|_Any|secret|@tag/);
    expect(told).toContain('"""What there is."""');
    expect(told).toContain('count: Int @deprecated(reason: "use me")');
    expect(told).toContain('@specifiedBy(url: "https://url.spec")');
  });

  it('stands beside data, under aliases, in fragments and with variables', async () => {
    const { ask, sent } = await federate(subgraphs, { introspection: true });
    const query = `query ($name: String!, $all: Boolean) { me { name } ...schema kind: __type(name: $name) { enumValues(includeDeprecated: $all) { name isDeprecated deprecationReason } } t: __typename }
      fragment schema on Query { s: __schema { queryType { name t: __typename } } }`;
    expect(await ask(query, { name: 'Kind', all: true })).toEqual({
      data: {
        me: { name: 'Ann' },
        s: { queryType: { name: 'Query', t: '__Type' } },
        kind: {
          enumValues: [
            { name: 'A', isDeprecated: false, deprecationReason: null },
            { name: 'B', isDeprecated: true, deprecationReason: 'gone' },
          ],
        },
        t: 'Query',
      },
    });
    expect((await ask(query, { name: 'Kind' })).data?.['kind']).toEqual({
      enumValues: [{ name: 'A', isDeprecated: false, deprecationReason: null }],
    });
    expect(sent).toHaveLength(1);
  });

  it('needs no subgraph for __typename at the root', async () => {
    const { ask, sent } = await federate(subgraphs);
    expect(await ask('{ __typename x: __typename }')).toEqual({ data: { __typename: 'Query', x: 'Query' } });
    expect(sent).toEqual([]);
  });

  it('is refused unless it is switched on', async () => {
    const { ask } = await federate(subgraphs);
    const { data, errors } = await ask('{ __schema { queryType { name } } }');
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions.code).toBe('INTROSPECTION_NOT_ALLOWED');
    expect(await ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
  });
});
