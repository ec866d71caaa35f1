import { performance } from 'node:perf_hooks';
import type { LiveGateway } from './live-gateway.ts';
import { untilStreams, WATCH } from './live-rounds.ts';
import { cpuOf } from './measured-processes.ts';
import { round, type Row } from './results.ts';
import { Subscribers } from './subscribers.ts';

const MISSED = 100_000; // changes

/** Subscribes, goes away, and comes back with the cursor of the last message after many changes. */
export async function measureResume(
  gateway: LiveGateway,
  headers: Readonly<Record<string, string>>,
): Promise<Row> {
  const options = { url: gateway.url, carrier: 'WebSocket', headers: [headers] } as const;
  const first = await Subscribers.open({ ...options, query: WATCH });
  await untilStreams(gateway, 1);
  await gateway.tell({ commit: 1 });
  await first.receive(1);
  first.close();
  await untilStreams(gateway, 0);
  await gateway.tell({ commit: MISSED });
  const cursor = /"cursor":"([^"]+)"/.exec(first.last)![1]!;
  const before = { cpu: cpuOf(gateway.pid), time: performance.now() };
  const again = await Subscribers.open({
    ...options,
    query: WATCH.replace('000")', `000", after: "${cursor}")`),
  });
  await again.receive(MISSED);
  const seconds = (performance.now() - before.time) / 1_000;
  const cpu = cpuOf(gateway.pid) - before.cpu;
  again.close();
  await untilStreams(gateway, 0);
  return {
    gateway: gateway.name,
    missed: MISSED,
    seconds: round(seconds),
    'events/s': Math.round(MISSED / seconds),
    'CPU s': round(cpu / 1_000),
    'CPU µs per event': round((cpu / MISSED) * 1_000),
  };
}
