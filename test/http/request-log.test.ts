import { describe, expect, it } from 'vitest';
import { openAccess } from '@hearth/gateway/caller/open-access.ts';
import { startGateway } from '@hearth/gateway/gateway.ts';
import { createInProcessTransport } from '@hearth/gateway/transport/in-process.ts';
import { readSupergraph } from '@hearth/standalone/supergraph.ts';
import { post } from '../post.ts';

/** Lines that a gateway writes while it answers. */
async function linesOf(level: 'debug' | 'info', ask: (url: string) => Promise<unknown>) {
  const lines: Record<string, unknown>[] = [];
  const write = (fields: object, msg: string) => void lines.push({ ...fields, msg });
  const gateway = await startGateway({
    access: openAccess,
    supergraph: await readSupergraph(),
    transport: () => createInProcessTransport({}),
    host: '127.0.0.1',
    port: 0,
    log: { debug: write, info: write, warn: () => {}, error: write, isLevelEnabled: () => level === 'debug' },
  });
  try {
    await ask(gateway.url);
  } finally {
    await gateway.stop();
  }
  return lines;
}

const ID = '990000199001011234';

describe('the log of a gateway at debug', () => {
  it('has a line for each request, without what may be personal', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const lines = await linesOf('debug', async (url) => {
      const query = `query Named($id: ID!) { household(id: $id) { id } }`;
      const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
      await post(`${url}/graphql`, { query, variables: { id: ID } }, { traceparent });
      await fetch(`${url}/graphql?query={__typename}&variables=${encodeURIComponent(`{"id":"${ID}"}`)}`);
      await post(`${url}/graphql`, { query: `query Q${ID} { __typename }` });
      await fetch(`${url}/nothing/${ID}`);
    });
    expect(lines).toMatchObject([
      { method: 'POST', path: '/graphql', operation: 'Named', status: 200, traceId, msg: 'request answered' },
      { method: 'GET', path: '/graphql', status: 200, traceId: expect.any(String) },
      { method: 'POST', path: '/graphql', status: 200 },
      { method: 'GET', status: 404 },
    ]);
    for (const { milliseconds } of lines) expect(milliseconds).toEqual(expect.any(Number));
    expect(JSON.stringify(lines)).not.toContain(ID);
  });

  it('has none at info', async () => {
    expect(await linesOf('info', (url) => post(`${url}/graphql`, { query: '{ __typename }' }))).toEqual([]);
  });
});
