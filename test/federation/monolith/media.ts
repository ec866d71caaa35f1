import type { Given, TestSubgraph } from '../fixture.ts';

/** A small world with interface objects, several and nested keys, shared fields and a field that has moved. */

const media: Given[] = [1, 2, 3, 4].map((number) => ({
  __typename: number % 2 === 0 ? 'Film' : 'Book',
  id: `m${number}`,
  number,
}));
const people: Given[] = [1, 2, 3].map((number) => ({
  __typename: 'Person',
  id: `p${number}`,
  number,
  mail: `p${number}@x`,
  home: { town: { code: `t${number}` }, street: number === 2 ? null : `s${number}` },
}));

const mediumOf = (number: number) => media[number % media.length];
const personOf = (number: number) => people[number % people.length];

/** Every field's resolver, written on the whole things. */
export const fields: Record<string, Record<string, (thing: Given, args: Given) => unknown>> = {
  Query: {
    media: () => [media[0], null, media[1], media[2]],
    top: () => [media[3], media[0]],
    best: () => media[1],
    people: () => people,
    shared: () => ({ a: 1, list: [{ x: 1, y: 2 }, null] }),
  },
  Person: {
    age: ({ number }) => number * 10,
    likes: ({ number }) => [mediumOf(number), mediumOf(number + 1)],
    boss: ({ number }) => (number === 1 ? null : personOf(number)),
    card: ({ mail }) => `card ${mail}`,
    moved: ({ number }) => `moved ${number}`,
  },
};

const medium = {
  title: ({ number }: Given) => `Title ${number}`,
  score: ({ number }: Given) => (number === 3 ? null : number * 2),
  rank: ({ number }: Given) => (number === 3 ? -1 : number * 4),
  fans: ({ number }: Given) => [personOf(number)],
  related: ({ number }: Given) => mediumOf(number + 1),
};
fields['Book'] = { ...medium, pages: ({ number }) => number * 100 };
fields['Film'] = { ...medium, minutes: ({ number }) => number * 60 };

const whole = (reference: Given): Given | null =>
  [...media, ...people].find(
    ({ id, mail, home }) =>
      id === reference['id'] ||
      (mail !== undefined && mail === reference['mail']) ||
      (home && home.town.code === reference['home']?.town?.code),
  ) ?? null;

/** The world's resolvers for these fields, of references as well as of whole things. */
function take(type: string, ...names: string[]): Record<string, unknown> {
  const resolvers = names.map((name) => [
    name,
    (thing: Given, args: Given) => fields[type]?.[name]?.(whole(thing ?? {}) ?? {}, args),
  ]);
  return { ...Object.fromEntries(resolvers), ...(type !== 'Query' && { __resolveReference: whole }) };
}

const resolveType = ({ __typename }: Given) => __typename;

/** References as a subgraph holds them that knows nothing but keys. */
const keys = (thing: unknown): unknown => {
  if (Array.isArray(thing)) return thing.map(keys);
  return thing === null || thing === undefined ? thing : { id: (thing as Given)['id'] };
};

export const subgraphs: Record<string, TestSubgraph> = {
  catalogue: {
    schema: `type Query { media: [Media] shared: Shared @shareable }
      type Shared @shareable { a: Int list: [Part] } type Part @shareable { x: Int }
      interface Media @key(fields: "id") { id: ID! title: String! }
      type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int }
      type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int }`,
    resolvers: {
      Query: take('Query', 'media', 'shared'),
      Media: { __resolveType: resolveType, __resolveReference: whole },
      Book: take('Book', 'title', 'pages'),
      Film: take('Film', 'title', 'minutes'),
    },
  },
  reviews: {
    schema: `type Query { top: [Media!]! best: Media shared: Shared @shareable }
      type Shared @shareable { list: [Part] } type Part @shareable { y: Int }
      type Media @interfaceObject @key(fields: "id") { id: ID! score: Int fans: [Person!] related: Media }
      type Person @key(fields: "id") { id: ID! }`,
    resolvers: {
      Query: {
        top: () => keys(fields['Query']?.['top']?.({}, {})),
        best: () => keys(fields['Query']?.['best']?.({}, {})),
        shared: () => ({ list: [{ y: 2 }, null] }),
      },
      Media: {
        score: (thing: Given) => medium.score(whole(thing) ?? {}),
        fans: (thing: Given) => keys(medium.fans(whole(thing) ?? {})),
        related: (thing: Given) => keys(medium.related(whole(thing) ?? {})),
      },
    },
  },
  ranking: {
    schema: `type Media @interfaceObject @key(fields: "id") { id: ID! score: Int @external rank: Int! @requires(fields: "score") }
      type Person @key(fields: "id") { id: ID! moved: String }`,
    resolvers: {
      Media: { rank: ({ score }: Given) => (score === null ? -1 : score * 2) },
      Person: take('Person', 'moved'),
    },
  },
  registry: {
    schema: `type Query { people: [Person!]! }
      type Person @key(fields: "id") @key(fields: "mail") @key(fields: "home { town { code } }") { id: ID! mail: String! home: Home age: Int boss: Person moved: String @override(from: "ranking") }
      type Home @shareable { town: Town street: String } type Town @shareable { code: ID! }`,
    resolvers: { Query: take('Query', 'people'), Person: take('Person', 'age', 'boss', 'moved') },
  },
  cards: {
    schema: `type Person @key(fields: "mail") { mail: String! card: String! }`,
    resolvers: { Person: take('Person', 'card') },
  },
  tastes: {
    schema: `type Person @key(fields: "home { town { code } }") { home: Home likes: [Media!] }
      type Home @shareable { town: Town } type Town @shareable { code: ID! }
      interface Media { id: ID! } type Book implements Media @key(fields: "id") { id: ID! } type Film implements Media @key(fields: "id") { id: ID! }`,
    resolvers: { Person: take('Person', 'likes'), Media: { __resolveType: resolveType } },
  },
};
