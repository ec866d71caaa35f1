import { coversRegion } from '@hearth/schema/protocol/authority.ts';
import { GapError } from '@hearth/kit/changes/change-log.ts';
import { isEnumType } from 'graphql';
import type { AccessRecord } from '../audit/start-record.ts';
import type { Standing } from '../caller/authenticate.ts';
import { untilEnded } from '../caller/until-ended.ts';
import { catchUp } from '../changes/catch-up.ts';
import type { Positions, Tails } from '../changes/tails.ts';
import { describeError, Refusal, refusal } from '../errors.ts';
import type { Hub } from '../hub.ts';
import type { HubRequest } from '../hub-request.ts';
import { createAsk } from './ask.ts';
import { bindingOf, type Cursors } from './cursors.ts';
import { Event } from './event.ts';
import { FanOut } from './fan-out.ts';
import { LiveReads } from './live-reads.ts';
import { recordDeliveries } from './record-deliveries.ts';
import { Shapes } from './shapes.ts';
import { type Sink, Subscriber } from './subscriber.ts';
import { topicOf } from './topic.ts';

/** The hub that serves now. */
export type LiveHub = Pick<Hub, 'schema' | 'planSubscription' | 'prepare' | 'read'>;

export interface LiveOptions {
  readonly tails: Tails;
  readonly hub: () => LiveHub;
  readonly cursors: Cursors;
  readonly accessRecord?: Pick<AccessRecord, 'record'> | undefined;
  /** Different shapes that the subscriptions of one caller may have. */
  readonly shapesPerSubject: number;
  /** Events that wait for one subscriber at the most, before only the latest of each household stays. Default 256. */
  readonly mostWaiting?: number;
  /** Milliseconds between two entries of the access record for one subscriber. Default 500. */
  readonly recordEvery?: number;
}

/** What somebody subscribes with. */
export interface SubscribeOptions {
  readonly request: Pick<HubRequest, 'query' | 'operationName' | 'variables' | 'traceId'>;
  readonly standing: Standing;
  readonly sink: Sink;
  /** Where to go on, as a stream's own protocol tells it, when the subscription has no `after`. */
  readonly lastCursor?: string | undefined;
}

/** A stream that has begun. */
export interface Stream {
  /** The reader is gone. */
  close(): void;
}

/** Subscriptions, whatever carries them. */
export interface Live {
  /** Begins a stream. Rejects with a `Refusal`; what ends it later goes to its sink. */
  subscribe(options: SubscribeOptions): Promise<Stream>;
  /** Ends every stream with the code RESUME: its reader goes on elsewhere, or here a moment later. */
  endAll(message: string): void;
  /** The streams that are open. */
  readonly size: number;
  stop(): void;
}

export function createLive({
  tails,
  hub: currentHub,
  cursors,
  accessRecord,
  shapesPerSubject,
  mostWaiting = 256,
  recordEvery = 500,
}: LiveOptions): Live {
  const fanOut = new FanOut<Subscriber>();
  const open = new Set<Subscriber>();
  const reads = new LiveReads();
  const shapes = new Shapes(shapesPerSubject);
  const now = (subgraphs: Iterable<string> = tails.subgraphs): Positions => {
    const positions: Record<string, string> = {};
    for (const subgraph of subgraphs) positions[subgraph] = tails.position(subgraph) ?? '';
    return positions;
  };
  const endAll = (message: string) => {
    for (const subscriber of open) subscriber.end('RESUME', message);
  };
  const unlisten = tails.listen({
    onChange(subgraph, change) {
      let told: { event: Event; positions: Positions } | undefined;
      for (const subscriber of fanOut.of(change)) {
        told ??= { event: new Event(change), positions: now() };
        subscriber.hear(subgraph, told.event, told.positions);
      }
    },
    onGap: (subgraph) => endAll(`Changes of ${subgraph} were missed.`),
  });

  const subscribe = async ({ request, standing, sink, lastCursor }: SubscribeOptions): Promise<Stream> => {
    const hub = currentHub();
    const { authority } = standing;
    const plan = hub.planSubscription({ ...request, authority });
    const { topic, subgraphs } = topicOf(plan, tails.subgraphs, authority);
    const binding = bindingOf(authority.subject, plan.field, plan.args);
    const after = plan.args['after'] ?? lastCursor;
    const begun = after === undefined || after === null ? {} : cursors.read(String(after), binding);
    for (const subgraph of subgraphs) if (begun[subgraph] === undefined) refuseUnknownEnd(subgraph);
    const positions = choose({ ...now(subgraphs), ...begun }, subgraphs, tails.subgraphs);
    const group = `${authority.class} ${plan.shape}`;
    const leaveShape = shapes.take(authority.subject, group);
    const variables = { ...plan.variables, [plan.household]: '' };
    await hub.prepare({ query: plan.query, variables, authority }).catch((error: unknown) => {
      leaveShape();
      throw error;
    });
    const kinds = hub.schema.getType('ChangeKind');
    const isKind = (kind: string) => isEnumType(kinds) && kinds.getValue(kind) !== undefined;
    let forget = () => {};
    const subscriber = new Subscriber({
      topic,
      subgraphs,
      group,
      ask: createAsk({ plan, authority, read: hub.read, reads, isKind }),
      maySee: (region) => region === null || coversRegion(authority, region),
      standing,
      sink,
      positions,
      now: () => now(subgraphs),
      writeCursor: (at) => cursors.write(choose(at, subgraphs, tails.subgraphs), binding),
      record: recordDeliveries(accessRecord, { operation: plan.operation, traceId: request.traceId }),
      recordEvery,
      mostWaiting,
      onLive: (each) => fanOut.add(topic, each),
      onEnd: (each) => {
        forget();
        leaveShape();
        open.delete(each);
        fanOut.remove(topic, each);
      },
    });
    open.add(subscriber);
    forget = untilEnded(standing, () => subscriber.endAuthority());
    catchUp(tails, positions, subscriber).catch((error: unknown) => {
      if (error instanceof GapError) subscriber.end('GAP', 'What followed the cursor is no longer kept.');
      else subscriber.end('RESUME', 'A ministry cannot say at the moment what has changed.');
    });
    return { close: () => subscriber.close() };
  };

  const refuseUnknownEnd = (subgraph: string) => {
    if (tails.position(subgraph) !== undefined) return;
    const message = `${subgraph} cannot be reached, so nobody can say from where on its changes are to be told.`;
    throw new Refusal([{ message, extensions: describeError('DOWN', { ministry: subgraph }) }]);
  };

  return {
    subscribe: (options) => (tails.subgraphs.length > 0 ? subscribe(options) : Promise.reject(nobodyTells())),
    endAll,
    get size() {
      return open.size;
    },
    stop() {
      unlisten();
      endAll('The hub stops.');
    },
  };
}

const nobodyTells = () =>
  refusal('SUBSCRIPTION_NOT_SUPPORTED', 'This hub follows no change log, so it has nothing to tell.');

/** The same object for everybody who follows all. */
function choose(positions: Positions, subgraphs: ReadonlySet<string>, all: readonly string[]): Positions {
  if (subgraphs.size === all.length && all.every((subgraph) => positions[subgraph] !== undefined))
    return positions;
  return Object.fromEntries([...subgraphs].map((subgraph) => [subgraph, positions[subgraph] ?? '']));
}
