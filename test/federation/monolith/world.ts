import type { Given, TestSubgraph } from '../fixture.ts';

/** One small world that a monolith serves whole and subgraphs serve in parts. Some of it is null; some of it fails. */

type Thing = Record<string, unknown>;

/** An error that a resolver throws where the world says so. */
export const broken = new Error('broken');

const pick = (list: readonly Thing[], index: number) => list[index % list.length];

const authors: Thing[] = [1, 2, 3, 4].map((number) => ({ __typename: 'Author', id: `a${number}`, number }));
const books: Thing[] = [1, 2, 3, 4, 5].map((number) => ({ __typename: 'Book', id: `b${number}`, number }));
const films: Thing[] = [1, 2, 3].map((number) => ({ __typename: 'Film', id: `f${number}`, number }));
const works = [books[0], films[0], books[1], null, films[1], books[2], books[0]];

const numberOf = (thing: Thing) => thing['number'] as number;

/** Every field's resolver, written on the whole things; arguments as in the schema. */
export const fields: Record<string, Record<string, (thing: Thing, args: Given) => unknown>> = {
  Query: {
    author: (_, { id }) => authors.find((author) => author['id'] === id) ?? null,
    authors: () => authors,
    works: () => works,
    anything: () => [authors[0], films[2], books[3], null],
    shelf: () => [[books[0], books[1]], null, [], [books[0], null]],
    count: () => 42,
    rare: () => null,
  },
  Author: {
    name: (thing) => (numberOf(thing) === 3 ? null : `Author ${numberOf(thing)}`),
    born: (thing, { plus }) => 1900 + numberOf(thing) + plus,
    books: (thing) => books.filter((book) => numberOf(book) % 2 === numberOf(thing) % 2),
    favourite: (thing) => pick([books[1] as Thing, films[1] as Thing, books[2] as Thing], numberOf(thing)),
    friends: (thing) => [pick(authors, numberOf(thing)), pick(authors, numberOf(thing) + 1)],
    rating: (thing) => (numberOf(thing) === 2 ? null : numberOf(thing) / 2),
    greeting: (thing) => `Hello ${fields['Author']?.['name']?.(thing, {})}`,
    must: (thing) => (numberOf(thing) === 4 ? broken : `must ${numberOf(thing)}`),
  },
  Book: {
    title: (thing) => `Book ${numberOf(thing)}`,
    pages: (thing, { from }) => numberOf(thing) * 100 - from,
    author: (thing) => pick(authors, numberOf(thing)),
    genre: (thing) => pick([{ g: 'FICTION' }, { g: 'FACT' }], numberOf(thing))?.['g'],
    stock: (thing) => (numberOf(thing) === 3 ? broken : numberOf(thing) * 7),
    weight: (thing) => numberOf(thing) * 1.5,
    postage: (thing) => numberOf(thing) * 1.5 * 2 + numberOf(thing) * 100,
    editions: (thing) => [[{ year: 2000 + numberOf(thing) }, null], [{ year: 1 }]],
    tags: (thing) => [`t${numberOf(thing)}`, null],
    price: (thing) => (numberOf(thing) === 5 ? null : numberOf(thing) * 10),
  },
  Film: {
    title: (thing) => `Film ${numberOf(thing)}`,
    minutes: (thing) => numberOf(thing) * 60,
    author: (thing) => pick(authors, numberOf(thing) + 2),
    price: (thing) => numberOf(thing) * 4,
    cast: (thing) => [pick(authors, numberOf(thing)), null],
  },
};

/** The resolvers of a subgraph or a monolith: the world's fields as far as its schema has them. */
export function resolversFor(
  types: Record<string, readonly string[]>,
): Record<string, Record<string, unknown>> {
  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const [type, names] of Object.entries(types)) {
    const own: Record<string, unknown> = {};
    for (const name of names) {
      const resolve = fields[type]?.[name];
      if (resolve) own[name] = (thing: Thing, args: object) => raise(resolve(whole(thing ?? {}), args));
    }
    if (type !== 'Query') own['__resolveReference'] = (reference: Thing) => whole(reference);
    resolvers[type] = own;
  }
  const isTypeOf = { __resolveType: (thing: Thing) => thing['__typename'] };
  return { ...resolvers, Work: isTypeOf, Anything: isTypeOf };
}

/** The thing behind a reference, with what the reference brought. */
function whole(reference: Thing): Thing {
  const known = [...authors, ...books, ...films].find(({ id }) => id === reference['id']);
  return { ...reference, ...known };
}

function raise(value: unknown): unknown {
  if (value === broken) throw broken;
  return value;
}

/** The world split over three subgraphs. */
export const subgraphs: Record<string, TestSubgraph> = {
  people: {
    schema: `
      type Query { author(id: ID!): Author authors: [Author!]! anything: [Anything] count: Int! rare: Author }
      type Author @key(fields: "id") { id: ID! name: String born(plus: Int = 0): Int! friends: [Author!]! favourite: Work @shareable }
      interface Work { id: ID! }
      type Book implements Work @key(fields: "id") { id: ID! author: Author! }
      type Film implements Work @key(fields: "id") { id: ID! author: Author cast: [Author] }
      union Anything = Author | Book | Film`,
    resolvers: resolversFor({
      Query: ['author', 'authors', 'anything', 'count', 'rare'],
      Author: ['name', 'born', 'friends', 'favourite'],
      Book: ['author'],
      Film: ['author', 'cast'],
    }),
  },
  library: {
    schema: `
      type Query { works: [Work] shelf: [[Book]] }
      enum Genre { FICTION FACT }
      interface Work { id: ID! title: String! }
      type Author @key(fields: "id") { id: ID! books: [Book!] must: String! }
      type Book implements Work @key(fields: "id") { id: ID! title: String! pages(from: Int! = 0): Int genre: Genre weight: Float editions: [[Edition]] tags: [String] }
      type Edition { year: Int! }
      type Film implements Work @key(fields: "id") { id: ID! title: String! minutes: Int }`,
    resolvers: resolversFor({
      Query: ['works', 'shelf'],
      Author: ['books', 'must'],
      Book: ['title', 'pages', 'genre', 'weight', 'editions', 'tags'],
      Film: ['title', 'minutes'],
    }),
  },
  shop: {
    schema: `
      type Author @key(fields: "id") { id: ID! name: String @external rating: Float greeting: String @requires(fields: "name") }
      type Book @key(fields: "id") { id: ID! weight: Float @external pages(from: Int! = 0): Int @external price: Int
        stock: Int! postage: Float @requires(fields: "weight pages(from: 0)") }
      type Film @key(fields: "id") { id: ID! price: Int! }`,
    resolvers: {
      Author: {
        ...resolversFor({ Author: ['rating'] })['Author'],
        greeting: ({ name }: Thing) => `Hello ${String(name)}`,
        __resolveReference: whole,
      },
      Book: {
        ...resolversFor({ Book: ['price', 'stock'] })['Book'],
        postage: ({ weight, pages }: Record<string, number>) => (weight as number) * 2 + (pages as number),
        __resolveReference: whole,
      },
      Film: resolversFor({ Film: ['price'] })['Film'] as Record<string, unknown>,
    },
  },
};
