import { openAccess } from '@hearth/gateway/caller/open-access.ts';
import { startGateway } from '@hearth/gateway/gateway.ts';
import { createInlinePlanner } from '@hearth/gateway/plan/inline-planner.ts';
import { createHttpTransport } from '@hearth/gateway/transport/http/http.ts';
import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compose, federate } from '../federation/fixture.ts';
import { post } from '../post.ts';
import { BEDS, ministries } from './fixture.ts';

const operations = [
  {
    name: 'View',
    document: 'query View($id: ID!) { household(id: $id) { name visits } }',
    variables: { id: 'H1' },
  },
  { name: 'Beds', document: 'query Beds { beds }', variables: {} },
];

afterEach(() => vi.restoreAllMocks());

describe('the operations that are known before anybody asks', () => {
  it('are planned before a supergraph serves, those that fit it, and are the explorer’s', async () => {
    const federation = await federate(ministries(BEDS), { overHttp: true });
    const urls = Object.fromEntries(federation.hub.subgraphs.map(({ name, url }) => [name, url]));
    const plan = vi.spyOn(QueryPlanner.prototype, 'planAsync');
    const gateway = await startGateway({
      access: openAccess,
      supergraph: compose(ministries(), urls),
      transport: (list) => createHttpTransport(list),
      host: '127.0.0.1',
      port: 0,
      introspection: true,
      operations,
      openPlanner: createInlinePlanner,
    });
    const shown = async () => (await fetch(`${gateway.url}/explorer/operations`)).json();
    const ask = ({ document: query, variables }: (typeof operations)[number]) =>
      post(`${gateway.url}/graphql`, { query, variables });
    const plansWhile = async (run: () => Promise<unknown>) => {
      plan.mockClear();
      await run();
      return plan.mock.calls.length;
    };

    expect(await shown()).toMatchObject([{ name: 'View' }]);
    expect(await plansWhile(() => ask(operations[0]!))).toBe(0);
    expect(await plansWhile(() => gateway.reload(compose(ministries(BEDS), urls)))).toBeGreaterThan(0);
    expect(await shown()).toMatchObject([{ name: 'View' }, { name: 'Beds' }]);
    expect(await plansWhile(() => Promise.all(operations.map(ask)))).toBe(0);
    await expect(gateway.reload('type Query { a: Int }')).rejects.toThrow('names no subgraph');
    expect((await ask(operations[1]!)).data).toEqual({ beds: 12 });
    await gateway.stop();
    await expect(gateway.reload(compose(ministries(), urls))).rejects.toThrow('about to end');
    await federation.stop();
  });
});
