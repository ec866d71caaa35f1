import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { startIssuer } from '../access/issuer.ts';
import { requestFor } from '../operation.ts';
import { processesOfHub } from './hub-processes.ts';
import { callersOf, type Headers, knowsCallersOf } from './known-callers.ts';
import { cpuOf } from './measured-processes.ts';
import { type Row, round, type Table } from './results.ts';
import { withWorkspace } from './workspace.ts';

const HOUSEHOLDS = 200;
const DURATION = 10_000; // milliseconds of each scenario
const PAUSE = 20; // milliseconds between two queries of the other caller
const REST = 6_000; // milliseconds in which buckets are full again

const SMALL = { query: 'query Small($id: ID!) { household(id: $id) { id kind size } }' };

/** What one caller does while another asks their small query. */
interface Neighbour {
  readonly name: string;
  /** Requests that they have under way at the same time. */
  readonly connections: number;
  /** Milliseconds from one of them to the next. Default: none. */
  readonly every?: number;
  body(number: number): object;
}

const view = requestFor('HouseholdView', { id: 'H000000000' });
const selection = view.query.slice(view.query.indexOf('household('), view.query.lastIndexOf('}'));

/** A document of about 14 KB that no other request has, of five household views. */
const unique = (number: number) => ({
  query: `query Unique${number}($id: ID!, $year: Int!, $until: Date) {
    ${[1, 2, 3, 4, 5].map((index) => `h${index}: ${selection}`).join('\n')} }`,
  variables: view.variables,
});

const introspection = (number: number) => ({
  query: `query Schema${number} { __schema { types { name ${'abcdefgh'
    .split('')
    .map((alias) => `${alias}: fields { name description args { name description type { name } } }`)
    .join(' ')} } } }`,
});

const neighbours: readonly Neighbour[] = [
  { name: 'nobody', connections: 0, body: () => SMALL },
  { name: 'household views, 16 at once', connections: 16, body: () => view },
  { name: 'a unique document of 14 KB, 20 a second', connections: 20, every: 1_000, body: unique },
  { name: 'unique documents of 14 KB, 64 at once', connections: 64, body: unique },
  { name: 'introspection of 229 MB, 16 at once', connections: 16, body: introspection },
];

/** How long one caller's small query takes while another does their worst, at the rates of a hub and without rates. */
export function measureFairness(): Promise<Table[]> {
  return withWorkspace(async ({ start }) => {
    const issuer = await startIssuer();
    const tables: Table[] = [];
    try {
      const [one, other] = await callersOf(issuer, { region: '*', count: 2 });
      const { RATE_PER_SUBJECT: _subject, RATE_PER_CLIENT: _client, ...withRates } = knowsCallersOf(issuer);
      const hubs = { 'at the rates of a hub': withRates, 'without rates': knowsCallersOf(issuer) };
      for (const [title, settings] of Object.entries(hubs)) {
        const env = { ...settings, INTROSPECTION: 'on', SAMPLE_HOUSEHOLDS: String(HOUSEHOLDS) };
        const services = start('gateway/standalone/services.ts', { folder: title.replaceAll(' ', '-'), env });
        const [, url] = await services.printed(/Hearth answers at (http:[^\s,]+)/);
        const callers = { url: url!, pid: processesOfHub(services.pid).gateway, one: one!, other: other! };
        await measure(callers, neighbours[0]!); // warms what is compiled
        const rows: Row[] = [];
        for (const neighbour of neighbours) {
          rows.push(await measure(callers, neighbour));
          await delay(REST);
        }
        tables.push({ title: `A small query beside another caller, ${title}`, rows });
        services.signal('SIGINT');
        await services.ended;
      }
    } finally {
      await issuer.stop();
    }
    return tables;
  });
}

interface Callers {
  readonly url: string;
  /** The gateway's process. */
  readonly pid: number;
  readonly one: Headers;
  readonly other: Headers;
}

async function measure({ url, pid, one, other }: Callers, neighbour: Neighbour): Promise<Row> {
  const over = new AbortController();
  const statuses = new Map<number, number>();
  const before = cpuOf(pid);
  const disturbing = disturb({ url, headers: one, neighbour, over: over.signal, statuses });
  const times = await askSmall(url, other);
  over.abort();
  const cpu = cpuOf(pid) - before;
  await disturbing;
  times.sort((a, b) => a - b);
  const percentile = (part: number) => round(times[Math.floor(times.length * part)] ?? Infinity);
  return {
    'the other caller sends': neighbour.name,
    'answered/s': round(((statuses.get(200) ?? 0) * 1_000) / DURATION),
    '429/s': round(((statuses.get(429) ?? 0) * 1_000) / DURATION),
    '503/s': round(((statuses.get(503) ?? 0) * 1_000) / DURATION),
    'p50 ms': percentile(0.5),
    'p99 ms': percentile(0.99),
    'slowest ms': percentile(0.9999),
    'gateway CPU %': round((cpu / DURATION) * 100),
  };
}

/** @throws when the small query is answered with an error: its caller stays within what they may spend */
async function askSmall(url: string, own: Headers): Promise<number[]> {
  const pool = new Pool(new URL(url).origin, { connections: 1 });
  const times: number[] = [];
  const end = performance.now() + DURATION;
  for (let number = 0; performance.now() < end; number += 1) {
    const id = `H${String(number % HOUSEHOLDS).padStart(9, '0')}`;
    const begun = performance.now();
    const { status, text } = await post(pool, own, { ...SMALL, variables: { id } });
    times.push(performance.now() - begun);
    if (status !== 200 || text.includes('"errors":'))
      throw new Error(`Answered ${status}: ${text.slice(0, 300)}`);
    await delay(PAUSE);
  }
  await pool.destroy();
  return times;
}

interface Disturbing {
  readonly url: string;
  readonly headers: Headers;
  readonly neighbour: Neighbour;
  readonly over: AbortSignal;
  /** How many requests were answered with each status. */
  readonly statuses: Map<number, number>;
}

let lastNumber = 0;

async function disturb({ url, headers, neighbour, over, statuses }: Disturbing): Promise<void> {
  const { connections, every = 0, body } = neighbour;
  const pool = new Pool(new URL(url).origin, { connections: Math.max(connections, 1) });
  const client = async (place: number) => {
    await delay((every * place) / connections); // spread over the time from one to the next
    while (!over.aborted) {
      const next = delay(every);
      const { status } = await post(pool, headers, body((lastNumber += 1)));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      await next;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, place) => client(place)));
  await pool.destroy();
}

async function post(pool: Pool, own: Headers, body: object): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...own };
  const response = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.statusCode, text: await response.body.text() };
}
