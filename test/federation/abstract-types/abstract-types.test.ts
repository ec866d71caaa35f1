import { describe, expect, it } from 'vitest';
import { federate, type Given } from '../fixture.ts';

const resolveType = ({ __typename }: Given) => __typename;

const things: Given[] = [
  { __typename: 'User', id: '1', name: 'Ann' },
  { __typename: 'Group', id: '2', title: 'All', owner: { __typename: 'User', id: '1', name: 'Ann' } },
];

const start = () =>
  federate({
    a: {
      schema: `type Query { any: [Any] nodes: [Node!] } interface Node { id: ID! } union Any = User | Group
        type User implements Node @key(fields: "id") { id: ID! name: String }
        type Group implements Node @key(fields: "id") { id: ID! title: String owner: User }`,
      resolvers: {
        Query: { any: () => [...things, null], nodes: () => things },
        Any: { __resolveType: resolveType },
        Node: { __resolveType: resolveType },
      },
    },
    b: {
      schema: `type User @key(fields: "id") { id: ID! size(unit: String): Int } type Group @key(fields: "id") { id: ID! size(unit: String): Int }`,
      resolvers: {
        User: { size: (_: Given, { unit }: Given) => (unit === 'cm' ? 170 : 1) },
        Group: { size: (_: Given, { unit }: Given) => (unit === 'cm' ? 9000 : 90) },
      },
    },
  });

describe('interfaces and unions', () => {
  it('are resolved by the type of each object, over subgraphs', async () => {
    const { ask, sent } = await start();
    const query = `{ any { __typename ... on User { name size } ...group } }
      fragment group on Group { title size owner { size ...name } } fragment name on Node { ... on User { name } }`;
    expect(await ask(query)).toEqual({
      data: {
        any: [
          { __typename: 'User', name: 'Ann', size: 1 },
          { __typename: 'Group', title: 'All', size: 90, owner: { size: 1, name: 'Ann' } },
          null,
        ],
      },
    });
    expect(sent).toHaveLength(2);
  });

  it('keep the aliases and arguments of each type apart', async () => {
    const { ask } = await start();
    expect(
      await ask(
        '{ nodes { ... on User { it: name size(unit: "cm") } ... on Group { it: title size(unit: "m") } } }',
      ),
    ).toEqual({
      data: {
        nodes: [
          { it: 'Ann', size: 170 },
          { it: 'All', size: 90 },
        ],
      },
    });
  });

  it('keep arguments of a field of the interface apart that each subgraph type answers', async () => {
    const { ask } = await start();
    expect(
      await ask(
        '{ any { ... on User { short: size(unit: "m") long: size(unit: "cm") } ... on Group { long: size } } }',
      ),
    ).toEqual({ data: { any: [{ short: 1, long: 170 }, { long: 90 }, null] } });
  });

  it('let fields of one name differ in nullability between implementations', async () => {
    const { ask } = await federate({
      a: {
        schema: `type Query { nodes: [Node] } interface Node { label: String } 
          type One implements Node @key(fields: "id") { id: ID! label: String! @shareable } type Two implements Node @key(fields: "id") { id: ID! label: String @shareable }`,
        resolvers: {
          Query: {
            nodes: () => [
              { __typename: 'One', id: '1', label: 'one' },
              { __typename: 'Two', id: '2' },
            ],
          },
          Node: { __resolveType: resolveType },
        },
      },
    });
    expect(await ask('{ nodes { label } }')).toEqual({
      data: { nodes: [{ label: 'one' }, { label: null }] },
    });
  });

  it('let fields differ in nullability where another subgraph resolves them', async () => {
    const { ask } = await federate({
      a: {
        schema: `type Query { nodes: [Node] } interface Node { id: ID! } type One implements Node @key(fields: "id") { id: ID! } type Two implements Node @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            nodes: () => [
              { __typename: 'One', id: '1' },
              { __typename: 'Two', id: '2' },
            ],
          },
          Node: { __resolveType: resolveType },
        },
      },
      b: {
        schema: `interface Node { id: ID! label: String } type One implements Node @key(fields: "id") { id: ID! label: String! } type Two implements Node @key(fields: "id") { id: ID! label: String }`,
        resolvers: { One: { label: () => 'one' } },
      },
    });
    expect(await ask('{ nodes { label } }')).toEqual({
      data: { nodes: [{ label: 'one' }, { label: null }] },
    });
    expect(await ask('{ nodes { x: label ... on Two { label } } }')).toEqual({
      data: { nodes: [{ x: 'one' }, { x: null, label: null }] },
    });
  });

  it('find a member that only some subgraphs know', async () => {
    const { ask } = await federate({
      a: {
        schema: `type Query { a: Any } union Any = One | Two type One { x: Int } type Two { y: Int }`,
        resolvers: { Query: { a: () => ({ __typename: 'Two', y: 2 }) }, Any: { __resolveType: resolveType } },
      },
      b: {
        schema: `type Query { b: Any } union Any = Three type Three { z: Int }`,
        resolvers: {
          Query: { b: () => ({ __typename: 'Three', z: 3 }) },
          Any: { __resolveType: resolveType },
        },
      },
    });
    const parts = '__typename ... on One { x } ... on Two { y } ... on Three { z }';
    expect(await ask(`{ a { ${parts} } b { ${parts} } }`)).toEqual({
      data: { a: { __typename: 'Two', y: 2 }, b: { __typename: 'Three', z: 3 } },
    });
  });
});
