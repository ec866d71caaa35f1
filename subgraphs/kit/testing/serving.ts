import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { LINES_TYPE, OPERATIONS_HEADER, OPERATIONS_PATH } from '@hearth/schema/protocol/operations.ts';
import { expect, it } from 'vitest';
import { openMinistry } from '../subgraph.ts';
import { type MinistryWithSample, SECRETS } from './ministry-with-sample.ts';
import { KEYS, signedHeaders } from './signed.ts';

const QUESTION = JSON.stringify({ query: '{ _service { sdl } __typename }' });

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

/** Asks over one of an agent's connections. */
function ask(ministry: string, url: URL, agent: Agent): Promise<Answer> {
  const target = url.pathname;
  const contentType = target === OPERATIONS_PATH ? LINES_TYPE : 'application/json';
  const headers = signedHeaders({ ministry, target, contentType, body: QUESTION });
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, text: body }), reject);
    });
    sent.on('error', reject).end(QUESTION);
  });
}

/** Leaves the file of a socket on which nobody listens, as a process does that is killed. */
async function leaveSocket(path: string): Promise<void> {
  const script = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  await new Promise((resolve) => spawn(process.execPath, ['-e', script]).once('exit', resolve));
}

/** What resolves each field. */
const resolversOf = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map(({ resolve }) => resolve));

/** How a ministry behaves as a server of its own. */
export function describeServing(opened: () => MinistryWithSample): void {
  const listen = async () => {
    const { ministry, databaseUrl } = opened();
    const open = await openMinistry(ministry, { databaseUrl, secrets: SECRETS });
    return { open, url: await open.listen({ host: '127.0.0.1', port: 0 }, { keys: KEYS }) };
  };

  it('C09 MUST answer /health and /ready', async () => {
    const { open, url } = await listen();
    const health = await fetch(new URL('/health', url));
    const ready = await fetch(new URL('/ready', url));
    expect([health.status, ready.status]).toEqual([200, 200]);
    await open.stop();
  });

  it('C12 MUST answer on a Unix domain socket, also where one that was killed left its own', async () => {
    const { ministry, databaseUrl } = opened();
    const directory = await mkdtemp(join(tmpdir(), 'hearth-socket-'));
    const path = join(directory, 'ministry.sock');
    await leaveSocket(path);
    const open = await openMinistry(ministry, { databaseUrl, secrets: SECRETS });
    expect(await open.listen({ path }, { keys: KEYS })).toBe(`unix:${path}`);
    const health = await new Promise<number | undefined>((resolve, reject) => {
      request({ socketPath: path, path: '/health' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(health).toBe(200);
    await open.stop();
    await rm(directory, { recursive: true });
  });

  it('C11 MUST answer operations that come as lines, each by its place, and say where it takes them', async () => {
    const { open, url } = await listen();
    const ministry = open.name;
    const { schema } = opened().ministry;
    const resolvers = resolversOf(schema);
    const named = await fetch(url, {
      method: 'POST',
      headers: signedHeaders({ ministry, target: '/graphql', body: QUESTION }),
      body: QUESTION,
    });
    const path = named.headers.get(OPERATIONS_HEADER);
    await named.text();
    expect(resolversOf(schema)).toEqual(resolvers); // the public path's plugins cost the other nothing
    const lines = ['{"query":"{ __typename }"}', 'nonsense', '{"query":"{ nothing }"}', QUESTION];
    const body = lines.join('\n');
    const answered = await fetch(new URL(path!, url), {
      method: 'POST',
      headers: signedHeaders({ ministry, target: path!, contentType: LINES_TYPE, body }),
      body,
    });
    const byPlace = new Map<number, { data?: object; errors?: { extensions: object }[] }>(
      (await answered.text())
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    );
    expect(byPlace.size).toBe(4);
    expect(byPlace.get(0)).toEqual({ data: { __typename: 'Query' } });
    expect(byPlace.get(1)?.errors?.[0]?.extensions).toEqual({ code: 'BAD_REQUEST' });
    expect(byPlace.get(2)?.errors?.[0]?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(byPlace.get(3)?.data).toMatchObject({ __typename: 'Query' });
    await open.stop();
  });

  it('C14 MUST answer nothing that is not signed but /health and /ready', async () => {
    const { open, url } = await listen();
    const post = (body: string, type = 'application/json') => ({
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    const unsigned: [string, RequestInit][] = [
      ['/graphql', post(QUESTION)],
      ['/graphql', post('{"query":"{ __schema { types { name } } }"}')],
      ['/graphql?query={__typename}', { headers: { 'apollo-require-preflight': 'true' } }],
      ['/graphql', { method: 'OPTIONS' }],
      [OPERATIONS_PATH, post(QUESTION, LINES_TYPE)],
      [OPERATIONS_PATH, post('no JSON', 'text/plain')],
      ['/', {}],
      ['/health/../graphql', post(QUESTION)],
    ];
    for (const [target, init] of unsigned) {
      const answer = await fetch(new URL(target, url), init);
      expect([target, answer.status]).toEqual([target, 401]);
      expect(await answer.json()).toEqual({
        errors: [
          {
            message: 'No gateway that the ministry knows vouches for the call.',
            extensions: { code: 'UNSIGNED_CALL' },
          },
        ],
      });
    }
    await open.stop();
  });

  it.each(['/graphql', OPERATIONS_PATH])('C10 MUST lose no answer of %s when it is stopped', async (path) => {
    const { open, url: served } = await listen();
    const url = new URL(path, served);
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const askAll = () => Promise.all(Array.from({ length: 20 }, () => ask(open.name, url, agent)));
    await askAll(); // opens the connections
    const [answers] = await Promise.all([askAll(), open.stop()]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.every(({ text: body }) => body.includes('"__typename":"Query"'))).toBe(true);
    await expect(ask(open.name, url, agent)).rejects.toThrow();
  });
}
