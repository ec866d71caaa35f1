import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestSubgraph } from '../federation/fixture.ts';
import { startTestGateway, type TestGateway } from '../http/fixture.ts';
import { ask } from './fixture.ts';

/** A subgraph of which one entity hides what every object inherits among its fields. */
const poisoned = JSON.parse(
  '{"__proto__":{"polluted":true,"__proto__":{"polluted":true}},"constructor":{"prototype":{"polluted":true}},"toString":null}',
) as object;

const subgraphs: Record<string, TestSubgraph> = {
  register: {
    schema: `
      scalar Json
      type Query { household(id: ID!): Household households: [Household!] echo(value: Json): Json }
      type Household @key(fields: "id") { id: ID! name: String papers: Json }
    `,
    resolvers: {
      Query: {
        household: (_: unknown, { id }: { id: string }) => ({ id, name: 'Li', papers: poisoned }),
        households: () => ['H1', 'H1', 'H2'].map((id) => ({ id, name: 'Li' })),
        echo: (_: unknown, { value }: { value: unknown }) => value,
      },
    },
  },
  clinic: {
    schema: `type Household @key(fields: "id") { id: ID! visits: Int doctor: Doctor } type Doctor { name: String }`,
    resolvers: { Household: { visits: () => 3, doctor: () => ({ name: 'Wang' }) } },
    tamper: async (_operation, answer) => poison(await answer()),
  },
};

/** Adds what every object inherits to each object of an answer. */
function poison(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(poison);
  const entries = Object.entries(value).map(([key, inner]) => [key, poison(inner)] as const);
  return JSON.parse(
    JSON.stringify(Object.fromEntries(entries))
      .replace(/^\{/, `${JSON.stringify(poisoned).slice(0, -1)},`)
      .replace(',}', '}'),
  );
}

/** Every object and every function of this process, the gateway's too, is as it was. */
function expectNothingInherited(): void {
  const inherited = [{}, () => {}].map((plain) => (plain as Record<string, unknown>)['polluted']);
  expect(inherited).toEqual([undefined, undefined]);
  expect(Object.keys(Object.prototype)).toEqual([]);
}

describe('names that every object inherits', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway(subgraphs);
  });
  afterAll(() => gateway.stop());

  const askFor = async (query: string, variables = '{}') => {
    const { text } = await ask(gateway.graphql, {
      body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
    });
    expectNothingInherited();
    return text;
  };

  it('may be aliases', async () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
    const fields = names.map((name) => `${name}: name`).join(' ');
    const told = names.map((name) => `"${name}":"Li"`).join(',');
    expect(await askFor(`{ __proto__: household(id: "H1") { ${fields} visits } }`)).toContain(
      `"data":{"__proto__":{${told},"visits":3}}`,
    );
  });

  it('may stand in what a ministry answers, at any depth', async () => {
    const query =
      '{ households { name visits doctor { name } } household(id: "H1") { visits doctor { name } } }';
    const household = '"visits":3,"doctor":{"name":"Wang"}}';
    const list = Array.from({ length: 3 }, () => `{"name":"Li",${household}`).join(',');
    expect(await askFor(query)).toContain(`"data":{"households":[${list}],"household":{${household}}`);
  });

  it('may stand in a value of a ministry that has no form', async () => {
    expect(await askFor('{ household(id: "H1") { papers visits } }')).toContain('"visits":3');
  });

  it('may be variables that are sent, but for the prototype itself', async () => {
    const query =
      'query ($constructor: Json, $toString: Json) { a: echo(value: $constructor) b: echo(value: $toString) }';
    const answer = await askFor(query, '{"constructor":{"valueOf":1},"hasOwnProperty":1}');
    expect(answer).toContain('"data":{"a":{"valueOf":1},"b":null}');
    expect(await askFor(query, '{"constructor":{"prototype":1}}')).toContain('BAD_REQUEST');
  });

  it('are no value of a variable that was not sent', async () => {
    expect(await askFor('query ($constructor: ID!) { household(id: $constructor) { name } }')).toContain(
      'BAD_USER_INPUT',
    );
    expect(
      await askFor('query ($valueOf: Boolean!) { household(id: "H1") { name @skip(if: $valueOf) } }'),
    ).toContain('BAD_USER_INPUT');
    const variables = new URLSearchParams({
      query: 'query ($name: ID!) { household(id: $name) { name } }',
      variables: '{"__proto__":{"name":"H1"}}',
    });
    const got = await ask(`${gateway.graphql}?${variables}`, { method: 'GET', headers: {} });
    expect(got.code).toBe('BAD_REQUEST');
  });
});
