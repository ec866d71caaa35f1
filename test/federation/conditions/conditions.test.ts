import { describe, expect, it } from 'vitest';
import { federate } from '../fixture.ts';

const start = () =>
  federate({
    a: {
      schema: `type Query { me: User } type User @key(fields: "id") { id: ID! name: String }`,
      resolvers: { Query: { me: () => ({ id: '1', name: 'Ann' }) } },
    },
    b: {
      schema: `type Query { count: Int } type User @key(fields: "id") { id: ID! age: Int }`,
      resolvers: { Query: { count: () => 5 }, User: { age: () => 40 } },
    },
  });

describe('@skip and @include', () => {
  it('decide by variables, on fields, fragments and spreads', async () => {
    const { ask } = await start();
    const query = `query ($yes: Boolean!, $no: Boolean! = false) {
      me { name @skip(if: $yes) ... @include(if: $yes) { age } ...id @skip(if: $no) n: name @include(if: $yes) @skip(if: $no) } }
      fragment id on User { id @include(if: $no) key: id }`;
    expect(await ask(query, { yes: true })).toEqual({ data: { me: { age: 40, key: '1', n: 'Ann' } } });
    expect(await ask(query, { yes: false, no: true })).toEqual({ data: { me: { name: 'Ann' } } });
  });

  it('send nothing for what is left out', async () => {
    const { ask, sent } = await start();
    const query = 'query ($b: Boolean!) { me { name age @include(if: $b) } count @include(if: $b) }';
    expect(await ask(query, { b: false })).toEqual({ data: { me: { name: 'Ann' } } });
    expect(sent.map(({ subgraph }) => subgraph)).toEqual(['a']);
    expect(await ask(query, { b: true })).toEqual({ data: { me: { name: 'Ann', age: 40 }, count: 5 } });
    expect(await ask('query ($b: Boolean!) { me @include(if: $b) { age } }', { b: false })).toEqual({
      data: {},
    });
    expect(sent).toEqual([]);
  });

  it('leave an empty object where an object has no field left', async () => {
    const { ask } = await start();
    expect(await ask('query ($b: Boolean!) { me { age @include(if: $b) } }', { b: false })).toEqual({
      data: { me: {} },
    });
  });

  it('put fields in the order in which the conditions leave them', async () => {
    const { ask } = await start();
    const query = 'query ($b: Boolean!) { me { ... @include(if: $b) { name } age name } }';
    expect(JSON.stringify(await ask(query, { b: true }))).toBe('{"data":{"me":{"name":"Ann","age":40}}}');
    expect(JSON.stringify(await ask(query, { b: false }))).toBe('{"data":{"me":{"age":40,"name":"Ann"}}}');
  });

  it('refuse null', async () => {
    const { ask } = await start();
    const { data, errors } = await ask('query ($b: Boolean = true) { count @include(if: $b) }', { b: null });
    expect(data).toBeUndefined();
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
      message: expect.stringContaining('$b'),
    });
  });
});
