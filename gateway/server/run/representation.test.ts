import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { describe, expect, it } from 'vitest';
import { readSupergraph } from '../plan/supergraph.ts';
import type { Data } from './data.ts';
import { compileRepresentation } from './representation.ts';

const supergraph = readSupergraph(`
  enum join__Graph { A @join__graph(name: "a", url: "") }
  interface Media @join__type(graph: A, key: "id") { id: ID }
  type Book implements Media @join__type(graph: A, key: "id") { id: ID pages: Int author: Author }
  type Author { name: String }
  type Film { id: ID }
  type Query { x: Int }`);

const field = (name: string, selections?: RequiresSelection[], alias?: string): RequiresSelection => ({
  kind: 'Field',
  name,
  ...(alias !== undefined && { alias }),
  ...(selections && { selections }),
});
const on = (typeCondition: string, ...selections: RequiresSelection[]): RequiresSelection => ({
  kind: 'InlineFragment',
  typeCondition,
  selections,
});

/** The representation as data; null and undefined as they are. */
function represent(entity: Data, requires: RequiresSelection[], setTypename?: string) {
  const path = [{ TypenameEquals: ['Media'] }, { Key: '__typename' }];
  const inputRewrites =
    setTypename === undefined ? undefined : [{ ValueSetter: { path, setValueTo: setTypename } }];
  const text = compileRepresentation({ subgraph: 'a', requires, inputRewrites }, supergraph)(entity);
  return typeof text === 'string' ? JSON.parse(text) : text;
}

describe('representations', () => {
  const book = { __typename: 'Book', id: '1', own: 5, author: { name: 'Ann', born: 1900 } };

  it('hold the type and what is required, under the names of the subgraph', () => {
    const requires = [
      on('Book', field('id'), field('own', undefined, 'pages'), field('author', [field('name')])),
    ];
    expect(represent(book, requires)).toEqual({
      __typename: 'Book',
      id: '1',
      pages: 5,
      author: { name: 'Ann' },
    });
  });

  it('are of the type that the subgraph knows', () => {
    expect(represent(book, [on('Media', field('id'))], 'Media')).toEqual({ __typename: 'Media', id: '1' });
  });

  it('do not exist for other types and for null keys', () => {
    expect(represent({ __typename: 'Film', id: '1' }, [on('Book', field('id'))])).toBeNull();
    expect(
      represent({ __typename: 'Book', id: null, pages: 3 }, [on('Book', field('id'), field('pages'))]),
    ).toBeNull();
  });

  it('keep null where a requirement is null', () => {
    const requires = [on('Book', field('id'), field('author', [field('name')]))];
    expect(represent({ ...book, author: null }, requires)).toEqual({
      __typename: 'Book',
      id: '1',
      author: null,
    });
    expect(represent({ ...book, author: [null, { name: null }] }, requires)).toMatchObject({
      author: [null, { name: null }],
    });
  });

  it('cannot be written when something required is missing', () => {
    expect(represent(book, [on('Book', field('id'), field('pages'))])).toBeUndefined();
    expect(represent(book, [on('Book', field('author', [field('age')]))])).toBeUndefined();
    expect(represent({ id: '1' }, [on('Book', field('id'))])).toBeUndefined();
  });
});
