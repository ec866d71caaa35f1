import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createHttpTransport } from '@hearth/gateway/transport/http/http.ts';
import { describe, expect, it } from 'vitest';
import { households, post, startTestGateway } from './fixture.ts';

const query = '{ household(id: "H1") { name visits } }';

const nowhere = { name: 'gone', url: 'http://127.0.0.1:1/graphql' }; // nobody listens there

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give: () => give() };
}

/** A subgraph that holds its answers back until it is told, and tells when it was asked. */
function held(subgraph: string) {
  const asked = signal();
  const released = signal();
  const tampered = {
    ...households,
    [subgraph]: {
      ...households[subgraph]!,
      tamper: async (_operation: unknown, answer: () => Promise<unknown>) => {
        asked.give();
        await released.given;
        return answer();
      },
    },
  };
  return { subgraphs: tampered, asked: asked.given, release: released.give };
}

describe('a gateway in service', () => {
  it('lives, and is ready with the state of every subgraph, whatever that is', async () => {
    const { subgraphs, release } = held('clinic');
    const gateway = await startTestGateway(
      { ...subgraphs, gone: { schema: 'type Query { gone: Int }' } },
      { transport: (list) => createHttpTransport(list.map((one) => (one.name === 'gone' ? nowhere : one))) },
    );
    expect(await (await fetch(`${gateway.url}/health`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${gateway.url}/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({
      status: 'ready',
      subgraphs: { clinic: 'TIMEOUT', gone: 'DOWN', register: 'UP' },
    });
    release();
    await gateway.stop();
  });

  it('does not start where another program listens, nor where other machines reach it', async () => {
    const gateway = await startTestGateway();
    const port = Number(new URL(gateway.url).port);
    await expect(startTestGateway(households, { port })).rejects.toThrow(
      `PORT is ${port}: another program listens there already, on 127.0.0.1.`,
    );
    await expect(startTestGateway(households, { host: '0.0.0.0' })).rejects.toThrow(
      'HOST is 0.0.0.0: with ACCESS=open a gateway listens on a loopback address only.',
    );
    await gateway.stop();
  });

  it('answers what was asked before it stops, and takes nothing more', async () => {
    const { subgraphs, asked, release } = held('register');
    const gateway = await startTestGateway(subgraphs);
    const answer = post(gateway.graphql, { query });
    await asked;
    const stopping = gateway.stop();
    await delay(300);
    await expect(fetch(`${gateway.url}/health`)).rejects.toThrow('fetch failed');
    release();
    const response = await answer;
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.json()).toMatchObject({ data: { household: { name: 'Household H1', visits: 3 } } });
    await stopping;
  });

  it('asks no further subgraph for a client that has hung up', async () => {
    const { subgraphs, asked, release } = held('register');
    const gateway = await startTestGateway(subgraphs);
    const hangUp = new AbortController();
    const answer = fetch(gateway.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: hangUp.signal,
    });
    await asked;
    hangUp.abort();
    await expect(answer).rejects.toThrow('aborted');
    await delay(50);
    release();
    await delay(50);
    expect(gateway.federation.sent.map(({ subgraph }) => subgraph)).toEqual(['register']);
    await gateway.stop();
  });

  it('closes connections that stay silent when it stops', async () => {
    const gateway = await startTestGateway();
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    await gateway.stop();
    if (!socket.closed) await once(socket, 'close');
    expect(socket.closed).toBe(true);
  });

  it('keeps what a subgraph says of itself for the log', async () => {
    const logged: object[] = [];
    const gateway = await startTestGateway(
      {
        ...households,
        clinic: {
          ...households['clinic']!,
          tamper: async () => ({ errors: [{ message: 'password of clinic_db is wrong' }] }),
        },
      },
      { log: { warn: (fields) => logged.push(fields), error: () => {} } },
    );
    const response = await post(gateway.graphql, { query });
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).not.toContain('password');
    expect(JSON.parse(text)).toMatchObject({
      data: { household: { name: 'Household H1', visits: null } },
      errors: [{ extensions: { code: 'SUBGRAPH_ERROR', ministry: 'clinic' } }],
    });
    expect(logged).toMatchObject([{ subgraph: 'clinic', reason: 'password of clinic_db is wrong' }]);
    await gateway.stop();
  });
});
