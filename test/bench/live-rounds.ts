import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { LiveGateway } from './live-gateway.ts';
import { cpuOf } from './measured-processes.ts';
import { median, round, type Row } from './results.ts';
import { type Carrier, Subscribers } from './subscribers.ts';

/** What the subscribers of the measurements select. */
export const WATCH =
  'subscription { regionChanged(code: "530000000000") { cursor ministry kind at household { id kind size region { code name } } } }';

/** How many watch, and how fast what they watch changes. */
export interface Scenario {
  readonly subscribers: number;
  readonly perSecond: number;
  /** Changes in each round. */
  readonly changes: number;
}

interface Round {
  readonly cpu: number;
  readonly perSecond: number;
  readonly delays: readonly number[];
}

const WARM_UP = 30_000; // messages

/** Opens subscriptions at several gateways, and measures all of them in turn. Each gives a row. */
export async function measureDeliveries(
  gateways: readonly LiveGateway[],
  { carrier, headers, scenario, rounds }: MeasureOptions,
): Promise<Row[]> {
  const watched = await Promise.all(
    gateways.map(async (gateway) => ({
      gateway,
      rounds: [] as Round[],
      ...(await openSubscribers(gateway, { carrier, headers: headers.slice(0, scenario.subscribers) })),
    })),
  );
  const warmUp = Math.min(400, Math.ceil(WARM_UP / scenario.subscribers));
  for (const each of watched) await measureRound(each, { ...scenario, changes: warmUp });
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const each of watched) each.rounds.push(await measureRound(each, scenario));
  }
  for (const { subscribers } of watched) subscribers.close();
  for (const { gateway } of watched) await untilStreams(gateway, 0);
  return watched.map(({ gateway, rounds: measured, bytes }) => ({
    gateway: gateway.name,
    carrier,
    subscribers: scenario.subscribers,
    'events/s': scenario.perSecond,
    'CPU µs per message': round(median(measured.map(({ cpu }) => cpu)) * 1_000),
    'messages/s': Math.round(median(measured.map(({ perSecond }) => perSecond))),
    ...percentiles(measured.flatMap(({ delays }) => delays)),
    'KB each': round(bytes.used / 1_000),
    'KB of the process': round(bytes.rss / 1_000),
  }));
}

interface MeasureOptions {
  readonly carrier: Carrier;
  readonly headers: readonly Readonly<Record<string, string>>[];
  readonly scenario: Scenario;
  readonly rounds: number;
}

/** Opens subscriptions, and says what memory each of them takes. */
async function openSubscribers(gateway: LiveGateway, options: Pick<MeasureOptions, 'carrier' | 'headers'>) {
  const before = await gateway.tell({ collect: true });
  const subscribers = await Subscribers.open({ ...options, url: gateway.url, query: WATCH });
  await untilStreams(gateway, subscribers.count);
  const after = await gateway.tell({ collect: true });
  const perSubscriber = (key: 'used' | 'rss') => (after[key] - before[key]) / subscribers.count;
  return { subscribers, bytes: { used: perSubscriber('used'), rss: perSubscriber('rss') } };
}

export async function untilStreams(gateway: LiveGateway, count: number): Promise<void> {
  for (let tries = 0; (await gateway.tell({})).streams !== count; tries += 1) {
    if (tries > 1_000) throw new Error(`${gateway.name} never had ${count} streams.`);
    await delay(100);
  }
}

/** Commits changes at an even pace, until all were delivered to all. */
async function measureRound(
  { gateway, subscribers }: { gateway: LiveGateway; subscribers: Subscribers },
  { perSecond, changes }: Scenario,
): Promise<Round> {
  subscribers.delays.length = 0;
  const before = { received: subscribers.received, cpu: cpuOf(gateway.pid), time: performance.now() };
  for (let count = 0; count < changes; count += 1) {
    await delay(Math.max(0, before.time + (count * 1_000) / perSecond - performance.now()));
    await gateway.tell({ commit: 1 });
  }
  const messages = changes * subscribers.count;
  await subscribers.receive(before.received + messages);
  return {
    cpu: (cpuOf(gateway.pid) - before.cpu) / messages,
    perSecond: messages / ((performance.now() - before.time) / 1_000),
    delays: subscribers.delays.slice(),
  };
}

/** Of milliseconds. */
export function percentiles(values: readonly number[]): Row {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => round(sorted[Math.floor(share * (sorted.length - 1))] ?? NaN);
  return { 'p50 ms': at(0.5), 'p99 ms': at(0.99) };
}
