import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { openMinistry } from '../subgraph.ts';
import type { MinistryWithSample } from './ministry-with-sample.ts';

const QUESTION = JSON.stringify({ query: '{ _service { sdl } __typename }' });

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

/** Asks over one of an agent's connections. */
function ask(url: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(url, { method: 'POST', headers, agent }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, text: body }), reject);
    });
    sent.on('error', reject).end(QUESTION);
  });
}

/** How a ministry behaves as a server of its own. */
export function describeServing(opened: () => MinistryWithSample): void {
  const listen = async () => {
    const { ministry, databaseUrl } = opened();
    const open = await openMinistry(ministry, { databaseUrl });
    return { open, url: await open.listen({ host: '127.0.0.1', port: 0 }) };
  };

  it('C09 MUST answer /health and /ready', async () => {
    const { open, url } = await listen();
    const health = await fetch(new URL('/health', url));
    const ready = await fetch(new URL('/ready', url));
    expect([health.status, ready.status]).toEqual([200, 200]);
    await open.stop();
  });

  it('C10 MUST lose no answer when it is stopped while serving', async () => {
    const { open, url } = await listen();
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const askAll = () => Promise.all(Array.from({ length: 20 }, () => ask(url, agent)));
    await askAll(); // opens the connections
    const [answers] = await Promise.all([askAll(), open.stop()]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.every(({ text: body }) => body.includes('"__typename":"Query"'))).toBe(true);
    await expect(ask(url, agent)).rejects.toThrow();
  });
}
