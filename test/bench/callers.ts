import { generateKeyPair } from 'jose';
import { Pool } from 'undici';
import { startIssuer, type TestIssuer } from '../access/issuer.ts';
import { knowsCallersOf } from './known-callers.ts';
import { cpuOf } from './measured-processes.ts';
import { median, round, type Table } from './results.ts';
import { withWorkspace } from './workspace.ts';

const ROUNDS = 5;
const REQUESTS = 1_000; // in each round
const CONNECTIONS = 8;

/** Tokens that come in a flood, and how each is answered. */
interface Flood {
  readonly name: string;
  readonly status: number;
  readonly tokens: readonly string[];
}

/** What callers cost the gateway's process: those who are known, those who come first, and floods of bad tokens. */
export function measureCallers(): Promise<Table[]> {
  return withWorkspace(async ({ start }) => {
    const issuer = await startIssuer();
    const env = {
      LOG_LEVEL: 'info', // it tells where it answers
      ...knowsCallersOf(issuer),
    };
    const gateway = start('gateway/server/main.ts', { folder: 'callers', env });
    const [, url] = await gateway.printed(/"url":"([^"]+)","msg":"ready"/);
    const pool = new Pool(url!, { connections: CONNECTIONS });
    const rows = [];
    for (const { name, status, tokens } of await floodsOf(issuer)) {
      const measured: number[] = [];
      for (let turn = 0; turn <= ROUNDS; turn += 1) {
        const before = cpuOf(gateway.pid);
        await send(pool, tokens.slice(turn * REQUESTS, (turn + 1) * REQUESTS), status);
        measured.push(((cpuOf(gateway.pid) - before) / REQUESTS) * 1_000);
      }
      rows.push({ callers: name, status, 'gateway CPU µs': round(median(measured.slice(1))) });
    }
    await pool.destroy();
    await issuer.stop();
    return [{ title: `Requests for __typename (median of ${ROUNDS} rounds of ${REQUESTS})`, rows }];
  });
}

async function floodsOf(issuer: TestIssuer): Promise<Flood[]> {
  const count = (ROUNDS + 1) * REQUESTS;
  const { privateKey } = await generateKeyPair('ES256');
  const each = (make: (number: number) => string | Promise<string>) =>
    Promise.all(Array.from({ length: count }, (_, number) => make(number)));
  const known = await issuer.token();
  const forged = await issuer.token({ key: privateKey });
  return [
    { name: 'known', status: 200, tokens: await each(() => known) },
    { name: 'each new', status: 200, tokens: await each((jti) => issuer.token({ claims: { jti } })) },
    { name: 'no token', status: 401, tokens: await each(() => '') },
    { name: 'no JWT, each another', status: 401, tokens: await each((number) => `nonsense-${number}`) },
    { name: 'over-long', status: 401, tokens: await each(() => 'x'.repeat(9_000)) },
    { name: 'forged, one', status: 401, tokens: await each(() => forged) },
    {
      name: 'forged, each another',
      status: 401,
      tokens: await each((jti) => issuer.token({ claims: { jti }, key: privateKey })),
    },
  ];
}

/** @throws when a request is answered otherwise: something else would be measured */
async function send(pool: Pool, tokens: readonly string[], status: number): Promise<void> {
  const left = tokens.values();
  const connection = async () => {
    for (const token of left) {
      const headers = { 'content-type': 'application/json', 'x-purpose': 'MONITORING' };
      const answer = await pool.request({
        method: 'POST',
        path: '/graphql',
        headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
        body: '{"query":"{ __typename }"}',
      });
      await answer.body.dump();
      if (answer.statusCode !== status) throw new Error(`Answered with ${answer.statusCode}, not ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
}
