import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attack, attacks, bodyOf, ordinary } from './attacks.ts';
import { ask, type ContractGateway, startContractGateway } from './fixture.ts';

const LONGEST_URL = 15_000; // bytes, with room for the header in the 16 KiB that Node reads

describe('a document that is too large', () => {
  let gateway: ContractGateway;
  beforeAll(async () => {
    gateway = await startContractGateway();
  });
  afterAll(() => gateway.stop());

  const post = (attack: Pick<Attack, 'query' | 'variables'>) =>
    ask(gateway.graphql, { body: bodyOf(attack) });

  it.each(attacks)('is refused before any ministry is asked: $name', async (attack) => {
    const { code, limit } = attack;
    expect(await post(attack)).toMatchObject({ code, limit });
    expect(gateway.calls()).toBe(0);
  });

  it.each(attacks)('is refused by GET too: $name', async ({ query, variables, code, limit }) => {
    const parameters = new URLSearchParams({ query, variables: variables ?? '{}' });
    const url = `${gateway.graphql}?${parameters}`;
    const expected =
      url.length > LONGEST_URL ? { status: 431, code: 'LIMIT_EXCEEDED', limit: 'headers' } : { code, limit };
    expect(await ask(url, { method: 'GET', headers: {} })).toMatchObject(expected);
    expect(gateway.calls()).toBe(0);
  });

  it('is told what it has and what it may have', async () => {
    const byLimit = new Map<string, string>();
    for (const attack of attacks) {
      if (attack.limit) byLimit.set(attack.limit, (await post(attack)).message);
    }
    expect(Object.fromEntries(byLimit)).toEqual({
      rootFields: 'The operation has 1073741824 fields at its root; the limit is 50.',
      aliases: 'The document has 33554430 aliases; the limit is 200.',
      tokens: 'The document has more tokens than the limit of 5000.',
      characters: 'The document has 200014 characters; the limit is 50000.',
      depth: 'The document nests deeper than the limit of 30.',
      directives: 'The document has more directives than the limit of 200.',
      repeats: '"code" is selected 1500 times on the same object; the limit is 30.',
      fragments: 'The document has 400 fragments; the limit is 200.',
      operations: 'The document has 500 operations; the limit is 50.',
      operationName: 'The name of an operation has 201 characters; the limit is 200.',
      cost: 'The operation may cost 2000003000003000000; the limit is 20000. Ask for shorter lists, or fewer of them.',
      variableValues: 'The variables hold more values than the limit of 10000.',
      variablesDepth: 'The variables nest deeper than the limit of 30.',
    });
  });

  it('is not sent back whole', async () => {
    const long = 'x'.repeat(40_000);
    const inDocument = await post({ query: `{ ${long} }` });
    const inVariables = await ask(gateway.graphql, {
      body: bodyOf({ query: 'query ($year: Int) { __typename }', variables: `{"year":"${long}"}` }),
    });
    for (const { text } of [inDocument, inVariables]) expect(text.length).toBeLessThan(2_000);
  });

  it('does not keep others from their answers', async () => {
    await ask(gateway.graphql, { body: JSON.stringify(ordinary()) });
    expect(gateway.calls()).toBeGreaterThan(0);
  });
});

describe('what a gateway tells of its schema', () => {
  const introspection = { query: '{ __schema { queryType { name } } }' };
  const mistyped = { query: '{ househol { id } }' };
  const mistypedInVariables = {
    query: 'query ($topic: DispatchTopic!) { cadenceSwitches(topic: $topic) { edges { cursor } } }',
    variables: { topic: 'HOUSIN' },
  };

  it('is nothing unless that is enabled', async () => {
    const gateway = await startContractGateway();
    const askFor = (body: object) => ask(gateway.graphql, { body: JSON.stringify(body) });
    expect(await askFor(introspection)).toMatchObject({ code: 'INTROSPECTION_NOT_ALLOWED' });
    for (const body of [mistyped, mistypedInVariables]) {
      expect((await askFor(body)).text).not.toContain('Did you mean');
    }
    await gateway.stop();
  });

  it('is the schema, and what was perhaps meant, where it is enabled', async () => {
    const gateway = await startContractGateway({ introspection: true });
    const askFor = (body: object) => ask(gateway.graphql, { body: JSON.stringify(body) });
    expect((await askFor(introspection)).text).toContain(
      '{"data":{"__schema":{"queryType":{"name":"Query"}}}',
    );
    expect((await askFor(mistyped)).message).toContain('Did you mean "household"');
    expect((await askFor(mistypedInVariables)).message).toContain('Did you mean the enum value "HOUSING"');
    await gateway.stop();
  });
});
