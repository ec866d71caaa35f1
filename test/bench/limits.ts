import { Pool } from 'undici';
import { attacks, bodyOf } from '../limits/attacks.ts';
import { requests } from '../limits/requests.ts';
import { processesOfHub } from './hub-processes.ts';
import { type Load, load } from './load.ts';
import { cpuOf } from './measured-processes.ts';
import { median, type Row, round, type Table } from './results.ts';
import { withWorkspace } from './workspace.ts';

const HOUSEHOLDS = 200;
const ROUNDS = 5;
const ATTACKS = 20; // in each round, one after the other: the system counts CPU time in hundredths of a second
const DURATION = 1_500; // milliseconds that ordinary requests and attacks last beside each other
const CLIENTS = 1; // ordinary requests wait for attacks, not for one another

/** What others ask: of one ministry, so that they wait for the gateway more than for what is behind it. */
const ORDINARY = {
  query: 'query ($id: ID!) { household(id: $id) { id kind size riskCauses region { code name } } }',
  variables: { id: 'H000000000' },
};

/** One attack; no two requests of it hold the same document, so that none is answered from a cache. */
interface Attacker {
  readonly name: string;
  readonly code: string;
  readonly headers: Record<string, string>;
  body(number: number): string | Buffer;
}

const attackers: readonly Attacker[] = [
  ...attacks.map(({ name, query, variables, code }): Attacker => ({
    name,
    code,
    headers: { 'content-type': 'application/json' },
    body: (number) => bodyOf({ query: `${query} #${number}`, ...(variables && { variables }) }),
  })),
  ...requests.map(({ body, ...request }): Attacker => ({ ...request, body: () => body })),
];

/** What each attack costs the gateway's process, and how long others wait for their answers meanwhile. */
export function measureLimits(): Promise<Table[]> {
  return withWorkspace(async ({ start }) => {
    const env = { ACCESS: 'open', SAMPLE_HOUSEHOLDS: String(HOUSEHOLDS) };
    const services = start('gateway/standalone/services.ts', { folder: 'services', env });
    const [, url] = await services.printed(/Hearth answers at (http:[^\s,]+)/);
    const { gateway } = processesOfHub(services.pid);
    const { origin } = new URL(url!);
    const pool = new Pool(origin, { connections: 1, pipelining: 1 });
    await stream(url!);
    const undisturbed = await stream(url!);
    const rows: Row[] = [rowOf('none', 0, undisturbed)];
    for (const attacker of attackers) {
      const cpu = await cpuOfAttack(pool, attacker, gateway);
      rows.push(rowOf(attacker.name, cpu, await streamBeside(url!, pool, attacker)));
    }
    await pool.destroy();
    return [{ title: `Attacks (median of ${ROUNDS} rounds) and ordinary requests beside them`, rows }];
  });
}

const rowOf = (attack: string, cpu: number, { p50, p99 }: Load): Row => ({
  attack,
  'gateway CPU ms': round(cpu),
  'others p50 ms': round(p50),
  'others p99 ms': round(p99),
});

const stream = (url: string): Promise<Load> =>
  load({ url, requests: [ORDINARY], connections: CLIENTS, duration: DURATION });

let number = 0;

async function cpuOfAttack(pool: Pool, attacker: Attacker, gateway: number): Promise<number> {
  const measured: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = cpuOf(gateway);
    for (let count = 0; count < ATTACKS; count += 1) await attack(pool, attacker);
    measured.push((cpuOf(gateway) - before) / ATTACKS);
  }
  return median(measured);
}

async function streamBeside(url: string, pool: Pool, attacker: Attacker): Promise<Load> {
  const over = new AbortController();
  const attacking = (async () => {
    while (!over.signal.aborted) await attack(pool, attacker);
  })();
  const seen = await stream(url);
  over.abort();
  await attacking;
  return seen;
}

/** @throws when the attack is answered otherwise than with its code: something else would be measured */
async function attack(pool: Pool, { name, code, headers, body }: Attacker): Promise<void> {
  number += 1;
  const answer = await pool
    .request({ method: 'POST', path: '/graphql', headers, body: body(number) })
    .then((response) => response.body.text(), ignoreHangUp);
  if (answer !== undefined && !answer.includes(`"code":"${code}"`)) {
    throw new Error(`The attack "${name}" was answered with ${answer.slice(0, 300)}`);
  }
}

/** A gateway that has refused a body need not read it to its end. */
function ignoreHangUp(error: unknown): undefined {
  const codes = ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'];
  if (!codes.includes((error as { code: string }).code)) throw error;
}
