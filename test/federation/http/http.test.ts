import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpTransport, type HttpTransportOptions } from '@hearth/gateway/transport/http/http.ts';
import type { SubgraphOperation } from '@hearth/gateway/transport/transport.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { federate, type Given } from '../fixture.ts';

const operation: SubgraphOperation = {
  kind: 'query',
  query: '{ x }',
  queryJson: '"{ x }"',
  variables: '{"a":1}',
};
const patient = { deadline: 5_000 };
const started: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of started.splice(0)) await stop();
});

/** A transport to a server that answers as the test says. */
async function open(
  answer: (response: ServerResponse, body: string) => void,
  options: HttpTransportOptions = {},
) {
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    answer(response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?x=1`;
  const transport = createHttpTransport([{ name: 'health', url }], options);
  started.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await transport.stop();
  });
  return transport;
}

const json = { 'content-type': 'application/graphql-response+json; charset=utf-8' };

describe('subgraphs over HTTP', () => {
  it('answer like those in process', async () => {
    const { ask, stop } = await federate(
      {
        a: {
          schema: 'type Query { users: [User] } type User @key(fields: "id") { id: ID! }',
          resolvers: { Query: { users: () => [{ id: '1' }, { id: '村' }] } },
        },
        b: {
          schema: 'type User @key(fields: "id") { id: ID! label(x: Int): String }',
          resolvers: { User: { label: ({ id }: Given, { x }: Given) => `${id} ${x}` } },
        },
      },
      { overHttp: true },
    );
    expect(await ask('query ($x: Int) { users { label(x: $x) } }', { x: 3 })).toEqual({
      data: { users: [{ label: '1 3' }, { label: '村 3' }] },
    });
    await stop();
  });

  it('are sent the query and its variables', async () => {
    const transport = await open((response, body) => response.writeHead(200, json).end(body));
    const answer = await transport.send('health', operation, patient);
    expect(answer).toEqual({ query: '{ x }', variables: { a: 1 } });
  });

  it('may answer with errors under any status', async () => {
    const transport = await open((response) =>
      response.writeHead(400, json).end('{"errors":[{"message":"no"}]}'),
    );
    expect(await transport.send('health', operation, patient)).toEqual({ errors: [{ message: 'no' }] });
  });

  it('are down when they cannot be reached or break off', async () => {
    const closed = createHttpTransport([{ name: 'health', url: 'http://127.0.0.1:1/' }]);
    started.push(() => closed.stop());
    await expect(closed.send('health', operation, patient)).rejects.toMatchObject({
      code: 'DOWN',
      subgraph: 'health',
    });
    const broken = await open((response) => {
      response.writeHead(200, { ...json, 'content-length': '100' }).write('{"data"');
      setImmediate(() => response.destroy());
    });
    await expect(broken.send('health', operation, patient)).rejects.toMatchObject({ code: 'DOWN' });
    const busy = await open((response) => response.writeHead(503, json).end('{}'));
    await expect(busy.send('health', operation, patient)).rejects.toMatchObject({ code: 'DOWN' });
  });

  it('are too late after the deadline, however much they dripped', async () => {
    const silent = await open(() => {});
    const late = { code: 'TIMEOUT' };
    await expect(silent.send('health', operation, { deadline: 100 })).rejects.toMatchObject(late);
    const dripping = await open((response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.writeHead(200, json).on('close', () => clearInterval(timer));
    });
    await expect(dripping.send('health', operation, { deadline: 150 })).rejects.toMatchObject(late);
  });

  it('do not answer with anything but JSON of bounded size', async () => {
    for (const answer of [
      (response: ServerResponse) => response.writeHead(500, { 'content-type': 'text/html' }).end('<html>'),
      (response: ServerResponse) => response.writeHead(200, json).end('{"data":'),
      (response: ServerResponse) => response.writeHead(200, json).end(),
      (response: ServerResponse) => response.writeHead(302, { location: '/else' }).end(),
      (response: ServerResponse) => response.writeHead(200, json).end(`{"data":"${'x'.repeat(2000)}"}`),
    ]) {
      const transport = await open(answer, { maxAnswerBytes: 1000 });
      await expect(transport.send('health', operation, patient)).rejects.toMatchObject({
        code: 'BAD_ANSWER',
      });
    }
  });

  it('must have a URL', () => {
    expect(() => createHttpTransport([{ name: 'health', url: '' }])).toThrow('health has no HTTP URL');
  });
});
