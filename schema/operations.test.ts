import { existsSync, readFileSync } from 'node:fs';
import { buildSchema, parse, Source, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { apiPath } from './composed-files.ts';
import { repositoryFile } from './generated-files.ts';
import { operations, parseOperation } from './operations.ts';

const file = (body: string) => new Source(body, 'schema/operations/Example.graphql');

describe('ready operations', () => {
  it.skipIf(!existsSync(repositoryFile(apiPath)))('all fit the API', () => {
    const api = buildSchema(readFileSync(repositoryFile(apiPath), 'utf8'));
    const faults = operations().flatMap(({ name, document }) =>
      validate(api, parse(new Source(document, name))).map((error) => error.toString()),
    );
    expect(faults).toEqual([]);
  });

  it('come with example variables', () => {
    const body =
      '# One household.\n# variables: {"id": "H1"}\nquery Example($id: ID!) { household(id: $id) { id } }';
    expect(parseOperation(file(body))).toEqual({ name: 'Example', document: body, variables: { id: 'H1' } });
  });

  it('need no variables', () => {
    expect(parseOperation(file('query Example { a }')).variables).toEqual({});
  });

  it('are called what their file is called', () => {
    expect(() => parseOperation(file('query Other { a }'))).toThrow(
      'must hold one operation, called Example; it holds Other',
    );
  });

  it('are refused when their example variables are no JSON object', () => {
    expect(() => parseOperation(file('# variables: {id: 1}\nquery Example { a }'))).toThrow(
      'no JSON object: {id: 1}',
    );
  });
});
