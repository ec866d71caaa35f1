import { describe, expect, it } from 'vitest';
import { federate, type Given } from '../fixture.ts';

/** A subgraph that answers with this data, whatever its schema says. */
const answering = (schema: string, data: unknown) =>
  federate({ a: { schema, tamper: async () => ({ data }) } });

const error = (message: string, ...path: (string | number)[]) => ({
  message,
  path,
  extensions: { code: 'SUBGRAPH_ERROR', ministry: 'a' },
});
const nullError = (field: string, ...path: (string | number)[]) =>
  error(`Cannot return null for non-nullable field ${field}.`, ...path);

describe('nulls that the schema forbids', () => {
  const schema = `type Query { things: [Thing!] grid: [[Int!]]! must: Thing! maybe: Thing } type Thing { id: ID! inner: Thing! open: Thing count: Int }`;

  it('rise to the next place that may be null, with one error each', async () => {
    const { ask } = await answering(schema, { maybe: { inner: { inner: { id: null } } } });
    expect(await ask('{ maybe { inner { inner { id } } } }')).toEqual({
      data: { maybe: null },
      errors: [nullError('Thing.id', 'maybe', 'inner', 'inner', 'id')],
    });
    const stopped = await answering(schema, { maybe: { open: { inner: null } } });
    expect(await stopped.ask('{ maybe { o: open { inner { id } } } }')).toMatchObject({
      data: { maybe: { o: null } },
    });
  });

  it('never stand in a list of non-null items', async () => {
    const { ask } = await answering(schema, { things: [{ id: '1' }, null], grid: [[1, 2], [3, null], null] });
    expect(await ask('{ things { id } grid }')).toEqual({
      data: { things: null, grid: [[1, 2], null, null] },
      errors: [nullError('Query.things', 'things', 1), nullError('Query.grid', 'grid', 1, 1)],
    });
  });

  it('make all data null when they rise to the root', async () => {
    const { ask } = await answering(schema, { must: { id: null }, maybe: { id: '1' } });
    expect(await ask('{ maybe { id } must { id } }')).toEqual({
      data: null,
      errors: [nullError('Thing.id', 'must', 'id')],
    });
  });
});

describe('values that the schema forbids', () => {
  const schema = `enum Kind { A B } scalar Any type Query { thing: Thing } interface Node { id: ID } type Other implements Node { id: ID }
    type Thing implements Node { id: ID int: Int float: Float text: String yes: Boolean kind: Kind list: [Int] any: Any node: Node object: Thing }`;

  it('are null with an error that does not tell the value', async () => {
    const wrong: Given = {
      int: 1.5,
      float: 'SECRET',
      text: 5,
      yes: 'SECRET',
      kind: 'SECRET',
      list: 1,
      object: 'SECRET',
      node: { __typename: 'SECRET' },
      id: true,
    };
    const fields = Object.keys(wrong);
    const { ask } = await answering(schema, { thing: wrong });
    const select = fields.map((field) =>
      field === 'object' || field === 'node' ? `${field} { id }` : field,
    );
    const { data, errors } = await ask(`{ thing { ${select.join(' ')} } }`);
    expect(data).toEqual({ thing: Object.fromEntries(fields.map((field) => [field, null])) });
    expect(errors?.map(({ path }) => path?.[1])).toEqual(fields);
    expect(JSON.stringify(errors)).not.toContain('SECRET');
  });

  it('leave alone what is right, custom scalars of any kind too', async () => {
    const thing = {
      id: 5,
      int: -1,
      float: 2,
      text: '',
      yes: false,
      kind: 'B',
      list: [null, 1],
      any: { a: [1, { b: null }] },
    };
    const { ask } = await answering(schema, { thing });
    expect(await ask('{ thing { id int float text yes kind list any } }')).toEqual({
      data: { thing: { ...thing, id: '5' } },
    });
  });

  it('are told of when a field was left out', async () => {
    const { ask } = await answering(schema, { thing: { object: {} } });
    expect(await ask('{ thing { object { text } } }')).toEqual({
      data: { thing: { object: { text: null } } },
      errors: [error('The answer has nothing for Thing.text.', 'thing', 'object', 'text')],
    });
  });
});
