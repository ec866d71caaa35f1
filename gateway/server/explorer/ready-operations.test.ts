import { buildSchema, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readyOperations } from './ready-operations.ts';

const schema = buildSchema('type Query { household(id: ID!, year: Int): ID region(code: ID!): ID }');
const view = {
  name: 'View',
  document: 'query View($id: ID!, $year: Int) { household(id: $id, year: $year) }',
  variables: { id: 'H0', year: 2024 },
};
const region = {
  name: 'Region',
  document: 'query Region($code: ID!) { region(code: $code) }',
  variables: { code: '0' },
};
const unknown = { name: 'Unknown', document: '{ person }', variables: {} };

describe('ready operations', () => {
  it('are those that the schema knows, in their order', () => {
    const names = readyOperations(schema, [unknown, view, region]).map(({ name }) => name);
    expect(names).toEqual(['View', 'Region']);
  });

  it('have the keys of the example and keep their other variables', () => {
    const filled = readyOperations(schema, [view, region], { householdId: 'H17', regionCode: '53' });
    expect(filled.map(({ variables }) => variables)).toEqual([{ id: 'H17', year: 2024 }, { code: '53' }]);
  });

  it('leave out the line of variables that stand beside them', () => {
    const document = `# One household.\n# variables: {"id": "H0"}\n${view.document}`;
    const [ready] = readyOperations(schema, [{ ...view, document }]);
    expect(ready?.document).toBe(`# One household.\n${view.document}`);
  });

  it('have in a command the records and the version of the example, and one key for one input', () => {
    const api = buildSchema(
      `${printSchema(schema)}
      input Change { idempotencyKey: ID! income: ID! expectedVersion: Int! }
      type Mutation { change(input: Change!): ID }`,
    );
    const input = { idempotencyKey: 'key', income: 'written', expectedVersion: 1 };
    const change = {
      name: 'Change',
      document: 'mutation Change($input: Change!) { change(input: $input) }',
      variables: { input },
    };
    const filled = (version: number) =>
      readyOperations(api, [view, change], { income: { id: 'I1', version } })[1]?.variables['input'];
    expect(filled(3)).toEqual({
      income: 'I1',
      expectedVersion: 3,
      idempotencyKey: expect.stringMatching(/^key-/),
    });
    expect(filled(3)).toEqual(filled(3));
    expect(filled(4)).not.toMatchObject({ idempotencyKey: (filled(3) as typeof input).idempotencyKey });
    expect(readyOperations(api, [view, change]).map(({ name }) => name)).toEqual(['View']);
  });

  it('stay as they are written where the example names nothing', () => {
    expect(readyOperations(schema, [view, region])).toEqual([view, region]);
  });
});
