import { openDemoIssuer } from '@hearth/gateway/caller/demo/demo-issuer.ts';
import { makeChanges } from '@hearth/standalone/change/make-changes.ts';
import { COUNTY, personas } from '@hearth/standalone/personas.ts';
import { join } from 'node:path';
import { percentiles } from './live-rounds.ts';
import type { Row, Table } from './results.ts';
import { Subscribers } from './subscribers.ts';
import { withWorkspace, type Workspace } from './workspace.ts';

const REGION = COUNTY.padEnd(12, '0');
const WATCH = `subscription { regionChanged(code: "${REGION}") { cursor at household { id } } }`;
const RATE = 20; // changes a second
const SECONDS = 20;

/** From the commit of a command to its message, by how the log comes to the gateway. */
export async function measureCommits(): Promise<Table> {
  const rows = [
    await measureHub('in one process', 'gateway/standalone/main.ts'),
    await measureHub('signed SSE of each ministry', 'gateway/standalone/services.ts'),
  ];
  const { NATS_URL: broker } = process.env;
  const viaBroker = { NATS_URL: broker ?? '', NATS_PREFIX: `bench-${process.pid}` };
  if (broker) rows.push(await measureHub('NATS JetStream', 'gateway/standalone/main.ts', viaBroker));
  return { title: `From commit to delivery, at ${RATE} commands a second at the most`, rows };
}

const measureHub = (log: string, script: string, settings: Record<string, string> = {}): Promise<Row> =>
  withWorkspace(async ({ start, directory }: Workspace) => {
    const env = { ACCESS: 'demo', SAMPLE_HOUSEHOLDS: '2000', ...settings };
    const hub = start(script, { folder: 'hub', env });
    const [, url] = await hub.printed(/Hearth answers at (http:[^\s,]+)/);
    const official = personas.find(({ name }) => name === 'county-official')!;
    const { issue } = await openDemoIssuer(join(directory, 'hub'));
    const token = await issue({ ...official, regions: [REGION] }, 1);
    const headers = [{ authorization: `Bearer ${token}`, 'x-purpose': 'MONITORING' }];
    const subscribers = await Subscribers.open({ url: url!, carrier: 'SSE', query: WATCH, headers });
    const made = await makeChanges({
      url: url!,
      token,
      region: REGION,
      rate: RATE,
      duration: SECONDS,
      seed: 1,
      signal: new AbortController().signal,
      onChange: () => {},
    });
    await subscribers.receive(made.committed);
    subscribers.close();
    return {
      log,
      commands: made.committed,
      messages: subscribers.received,
      ...percentiles(subscribers.delays),
    };
  });
