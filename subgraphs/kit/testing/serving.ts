import { expect, it } from 'vitest';
import { openMinistry } from '../subgraph.ts';
import type { MinistryWithSample } from './ministry-with-sample.ts';

const QUESTION = JSON.stringify({ query: '{ _service { sdl } __typename }' });

const ask = (url: string) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: QUESTION });

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
    const questions = Array.from({ length: 40 }, () => ask(url));
    await Promise.race(questions);
    const [answers] = await Promise.all([Promise.all(questions), open.stop()]);
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    expect(texts.every((text) => text.includes('"__typename":"Query"'))).toBe(true);
    await expect(ask(url)).rejects.toThrow();
  });
}
