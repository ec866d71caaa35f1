import { buildSchema } from 'graphql';
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

  it('stay as they are written where the example names nothing', () => {
    expect(readyOperations(schema, [view, region])).toEqual([view, region]);
  });
});
