import { buildASTSchema, Kind, parse, type FragmentDefinitionNode, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readCostWeights } from '../../plan/cost-weights.ts';
import { readLinks } from '../../plan/links.ts';
import { compileCost } from './cost.ts';

const schemaOf = (
  sdl: string,
  link = '@link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@cost", "@listSize"])',
) =>
  buildASTSchema(parse(`schema ${link} { query: Query mutation: Mutation } ${sdl}`), {
    assumeValidSDL: true,
  });

const schema = schemaOf(`
  type Mutation { rename(name: String): House }
  type Query {
    house(id: ID): House
    houses: [House]
    few: [House] @listSize(assumedSize: 3)
    page(first: Int = 20, last: Int): Page
      @listSize(slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)
    one(first: Int, last: Int): [House] @listSize(slicingArguments: ["first", "last"], assumedSize: 7)
    found(by: Filter): [House] @listSize(slicingArguments: ["by.page.size"], assumedSize: 50, requireOneSlicingArgument: false)
    heavy: Int @cost(weight: 5)
    map: Map
    paid(with: Int @cost(weight: 2), stamp: Stamp): Int
    any: Any
  }
  union Any = House | Map
  input Filter { page: Slice names: [Name!] dear: Int @cost(weight: 9) }
  input Slice { size: Int } input Name @cost(weight: 3) { text: String }
  scalar Stamp @cost(weight: 4)
  type Map @cost(weight: 8) { name: String }
  type Page { edges: [Edge] nodes: [House] total: Int info: Info } type Info { next: Boolean } type Edge { node: House }
  type House { id: ID name: String tags: [String] owner: House rooms: [House] @listSize(assumedSize: 2) }
`);

const linksOf = ({ astNode }: GraphQLSchema) =>
  readLinks({ kind: Kind.DOCUMENT, definitions: astNode ? [astNode] : [] });

function costOf(query: string, variables: Record<string, unknown> = {}, of = schema): number {
  const { definitions } = parse(query);
  const fragments = new Map(
    definitions.flatMap((node): [string, FragmentDefinitionNode][] =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
    ),
  );
  const operation = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)!;
  return compileCost(operation, fragments, {
    schema: of,
    weights: readCostWeights(of, linksOf(of)),
    listSize: 10,
  })(variables);
}

describe('the cost of an operation', () => {
  it.each([
    ['an object', '{ house { id name tags } }', 1],
    ['objects within one another', '{ house { owner { owner { id } } } }', 3],
    ['a list of assumed size', '{ few { id owner { id } } }', 6],
    ['a list of which nothing is said', '{ houses { id } }', 10],
    ['lists within lists', '{ few { rooms { rooms { id } } } }', 3 * (1 + 2 * (1 + 2))],
    ['a page of the default size', '{ page { edges { node { id } } } }', 1 + 20 * 2],
    ['a page of another size', '{ page(first: 5) { edges { node { id } } nodes { id } } }', 1 + 5 * 2 + 5],
    ['no more of a page than its size is for', '{ page(first: 5) { total info { next } } }', 2],
    ['the larger of two sizes', '{ page(first: 5, last: 50) { nodes { id } } }', 51],
    ['no size below none', '{ page(first: -5) { nodes { id } } }', 1],
    ['a size that null leaves to assumption', '{ one(first: 4, last: null) { id } }', 4],
    ['a size within an input object', '{ found(by: { page: { size: 4 } }) { id } }', 4 + 2],
    ['an assumed size beside an input object', '{ found(by: { dear: 1 }) { id } }', 50 + 1 + 9],
    [
      'weights of input objects, item by item',
      '{ found(by: { names: [{ text: "a" }, {}] }) { id } }',
      50 + 1 + 3 + 3 + 3,
    ],
    [
      'a weight of a field, a type, an argument, a scalar',
      '{ heavy map { name } paid(with: 1, stamp: 1) }',
      5 + 8 + 2 + 4,
    ],
    [
      'fragments wherever they stand',
      '{ ...a page(first: 3) { ...p ... on Page { nodes { id } } } } fragment a on Query { house { id } } fragment p on Page { edges { node { id } } }',
      1 + 1 + 3 * 2 + 3,
    ],
    ['every type of a union', '{ any { ... on House { owner { id } } ... on Map { name } } }', 2],
    [
      'nothing that is dropped',
      '{ house @skip(if: true) { id } few @include(if: false) { id } heavy @skip(if: false) }',
      5,
    ],
    ['nothing for names and the schema', '{ __typename __schema { types { fields { name } } } }', 0],
    ['ten for a mutation', 'mutation { rename(name: "x") { id } }', 11],
  ])('counts %s', (_name, query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  it('is found out from the variables of each request', () => {
    const page = 'query ($n: Int) { page(first: $n) { edges { node { rooms { id } } } } }';
    const sizes = [{ n: 3 }, { n: 1_000_000 }, { n: null }, {}].map((variables) => costOf(page, variables));
    expect(sizes).toEqual([1 + 3 * 4, 1 + 1_000_000 * 4, 1 + 10 * 4, 1 + 20 * 4]);
    const skipped = 'query ($if: Boolean!) { few @skip(if: $if) { id } house @include(if: $if) { id } }';
    expect([costOf(skipped, { if: true }), costOf(skipped, { if: false })]).toEqual([1, 3]);
    const found = 'query ($by: Filter) { found(by: $by) { id } }';
    expect(costOf(found, { by: { page: { size: 2 }, names: [{}] } })).toBe(2 + 1 + 1 + 3 + 3);
    expect(costOf('query ($p: Slice) { found(by: { page: $p }) { id } }', { p: { size: 2 } })).toBe(
      2 + 1 + 1,
    );
    expect(costOf('query ($w: Int) { paid(with: $w) }', { w: null })).toBe(0);
  });

  it('is calculated once for each fragment, however often it is spread', () => {
    const doubling = Array.from({ length: 60 }, (_, index) => {
      const next = `house { id } few { ...f${index + 1} ...f${index + 1} }`;
      return `fragment f${index} on ${index === 0 ? 'Query' : 'House'} { ${index === 0 ? next : `rooms { ...f${index + 1} ...f${index + 1} }`} }`;
    });
    const query = `query ($n: Int) { ...f0 } ${doubling.join(' ')} fragment f60 on House { owner { id } }`;
    expect(costOf(query)).toBeGreaterThan(2 ** 60);
  });

  it('wants exactly one slicing argument where the schema says so', () => {
    const one = 'query ($n: Int) { one(first: $n) { id } }';
    expect(costOf(one, { n: 4 })).toBe(4);
    const wrong = 'Query.one wants exactly one of the arguments first, last; it has';
    expect(() => costOf('{ one { id } }')).toThrow(`${wrong} 0.`);
    expect(() => costOf('{ one(first: 1, last: 1) { id } }')).toThrow(`${wrong} 2.`);
    expect(() => costOf(one)).toThrow(`${wrong} 0.`);
  });
});

describe('the directives of a cost', () => {
  const query = '{ few { id } heavy }';
  const sdl = (list: string, cost: string) =>
    `type Query { few: [House] @${list}(assumedSize: 3) heavy: Int @${cost}(weight: "5") } type House { id: ID } type Mutation { x: Int }`;

  it.each([
    ['import: ["@cost", "@listSize"]', 'listSize', 'cost'],
    ['import: [{ name: "@cost", as: "@price" }, { name: "@listSize", as: "@size" }]', 'size', 'price'],
    ['import: []', 'cost__listSize', 'cost'],
    ['as: "c"', 'c__listSize', 'c'],
  ])('are known by the names under which they are linked: %s', (link, list, cost) => {
    const linked = schemaOf(sdl(list, cost), `@link(url: "https://specs.apollo.dev/cost/v0.1", ${link})`);
    expect(costOf(query, {}, linked)).toBe(3 + 5);
  });

  it('are others’ where nothing links them', () => {
    const unlinked = schemaOf(sdl('listSize', 'cost'), '@link(url: "https://specs.apollo.dev/link/v1.0")');
    expect(costOf(query, {}, unlinked)).toBe(10);
  });
});
