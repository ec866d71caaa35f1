import { afterEach, describe, expect, it } from 'vitest';
import type { TestSubgraph } from '../federation/fixture.ts';
import { codeOf, households, post, startTestGateway, type TestGateway } from '../http/fixture.ts';

let gateway: TestGateway;
afterEach(() => gateway.stop());

const never = () => new Promise<never>(() => {});
const hung = (subgraph: TestSubgraph): TestSubgraph => ({ ...subgraph, tamper: never });

const schools: TestSubgraph = {
  schema: 'type Query { schools: Int }',
  resolvers: { Query: { schools: () => 7 } },
};

interface Answer {
  readonly data: object;
  readonly errors?: readonly { readonly path: readonly string[]; readonly extensions: object }[];
}

const ask = async (query: string): Promise<Answer> =>
  (await (await post(gateway.graphql, { query })).json()) as Answer;

const view = '{ household(id: "1") { name visits } schools }';
const late = (ministry: string) => ({ code: 'TIMEOUT', ministry, retryable: true });

describe('a request', () => {
  it('has its answer in time when a ministry hangs, without that slice alone', async () => {
    const subgraphs = { ...households, clinic: hung(households['clinic']!), schools };
    gateway = await startTestGateway(subgraphs, { deadline: 400 });
    const { data, errors } = await ask(view);
    expect(data).toEqual({ household: { name: 'Household 1', visits: null }, schools: 7 });
    expect(errors).toMatchObject([{ path: ['household'], extensions: late('clinic') }]);
  });

  it('leaves time for what comes after a ministry that hangs at its beginning', async () => {
    gateway = await startTestGateway({ ...households, schools: hung(schools) }, { deadline: 400 });
    const { data, errors } = await ask(view);
    expect(data).toEqual({ household: { name: 'Household 1', visits: 3 }, schools: null });
    expect(errors).toMatchObject([{ path: ['schools'], extensions: late('schools') }]);
  });
});

describe('more requests than are answered at the same time', () => {
  it('are refused at once, and asked of no ministry', async () => {
    const subgraphs = { ...households, clinic: hung(households['clinic']!) };
    gateway = await startTestGateway(subgraphs, { deadline: 1_000, limits: { requests: 2 } });
    const query = (id: number) => ({ query: `{ household(id: "${id}") { visits } }` });
    const answering = [1, 2].map((id) => post(gateway.graphql, query(id)));
    while (gateway.federation.sent.filter(({ subgraph }) => subgraph === 'clinic').length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const refused = await post(gateway.graphql, query(3));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await codeOf(refused)).toBe('OVERLOADED');
    expect(JSON.stringify(gateway.federation.sent)).not.toContain('"3"');
    const answers = await Promise.all(answering);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await post(gateway.graphql, query(4))).status).toBe(200);
  });
});
