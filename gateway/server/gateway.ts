import { randomBytes } from 'node:crypto';
import type { Operation } from '@hearth/schema/operations.ts';
import { type Access, servesThisMachineAlone } from './caller/authenticate.ts';
import { EntityCache } from './cache/entity-cache.ts';
import type { Example } from './explorer/ready-operations.ts';
import type { HubOptions } from './hub.ts';
import type { Log } from '@hearth/kit/log.ts';
import { logOutages } from '@hearth/kit/outages.ts';
import { isLoopback } from '@hearth/kit/loopback.ts';
import { createServer } from './http/server.ts';
import { defaultHttpLimits } from './http/limits.ts';
import type { Limits } from './limit-settings.ts';
import { createIsolatedPlanner } from './plan/isolated-planner.ts';
import type { OpenPlanner } from './plan/planner.ts';
import type { ChangeLog } from '@hearth/kit/changes/change-log.ts';
import { createTails } from './changes/tails.ts';
import { createCursors, type Cursors } from './live/cursors.ts';
import { createLive } from './live/live.ts';
import { createReloadable } from './reload/reloadable.ts';
import { openServing } from './reload/serving.ts';
import type { SubgraphFailure } from './run/call.ts';

/** What a gateway is made of. */
export interface GatewayOptions extends Pick<
  HubOptions,
  'transport' | 'overrideLabels' | 'deadline' | 'accessRecord'
> {
  /** A Federation 2 supergraph, as SDL. */
  readonly supergraph: string;
  /** What larger requests are refused for; what is left out has its default. */
  readonly limits?: Partial<Limits>;
  /** Who is answered. */
  readonly access: Access;
  /** The address to listen on: a loopback address, unless an issuer says who is answered. */
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Whether the schema is told and the explorer served: unless access is open, to who has the scope `schema:read`. Default false. */
  readonly introspection?: boolean;
  /** Operations that are planned before anybody asks, and that the explorer shows, so far as they fit the supergraph. Default none. */
  readonly operations?: readonly Operation[];
  /** Keys of real records for the operations' variables. Default: as the operations have them. */
  readonly example?: Example;
  /** What plans operations. Default: a process of its own for each supergraph, which no operation of a client can end. */
  readonly openPlanner?: OpenPlanner;
  /**
   * What ministries announce, by the names of their subgraphs: subscriptions are served from it, and answers are kept of those whose
   * log is current. Default: nothing.
   */
  readonly changeLogs?: Readonly<Record<string, ChangeLog>>;
  /** Bytes that answers may be kept in. Default 64 MiB. */
  readonly cacheMemory?: number;
  /** The cursors of subscriptions. Default: with a key that nobody else has, so that they end with this gateway. */
  readonly cursors?: Cursors;
  /** Origins of pages, beside this gateway's own, that may open connections for subscriptions. Default none. */
  readonly allowedOrigins?: ReadonlySet<string>;
  /** Addresses and networks of reverse proxies whose `X-Forwarded-For` is believed. Default none. */
  readonly trustedProxies?: ReadonlySet<string>;
  /** Where what clients must not see goes. Default: nowhere. */
  readonly log?: GatewayLog;
}

/** The part of a logger that a gateway uses. */
export type GatewayLog = Pick<Log, 'warn' | 'error'> &
  Partial<Pick<Log, 'debug' | 'info' | 'isLevelEnabled'>>;

/** A gateway that answers. */
export interface Gateway {
  /** Where it listens: `http://127.0.0.1:4000`. GraphQL is at `/graphql`. */
  readonly url: string;
  /** How many streams of subscriptions are open. */
  streams(): number;
  /** What is kept of answers, counted; undefined when no change log is followed. */
  readonly cache: Pick<EntityCache, 'counters'> | undefined;
  /**
   * Puts another supergraph into service without a pause: it is read and its operations are planned beside the one
   * before, which answers what it has begun. Rejects when it cannot be used; then the one before stays in service.
   */
  reload(supergraph: string): Promise<void>;
  /** Takes no further connections, answers what was asked, and closes the way to the subgraphs. */
  stop(): Promise<void>;
}

/** Starts a gateway for a supergraph. Rejects when the supergraph cannot be used or the address not be had. */
export async function startGateway({
  access,
  host,
  port,
  operations = [],
  example = {},
  log = silent,
  openPlanner = planApart(log),
  limits = {},
  cacheMemory = 64 * 2 ** 20,
  introspection = false,
  changeLogs = {},
  cursors = createCursors([randomBytes(32)]),
  allowedOrigins = new Set(),
  trustedProxies = new Set(),
  supergraph: firstSupergraph,
  ...options
}: GatewayOptions): Promise<Gateway> {
  if (servesThisMachineAlone(access) && !isLoopback(host)) {
    throw new Error(
      `HOST is ${host}: with ACCESS=${access.mode} a gateway listens on a loopback address only.`,
    );
  }
  const onInternalError = (err: unknown, traceId?: string) => log.error({ err, traceId }, 'internal error');
  const onSubgraphFailure = (failure: SubgraphFailure) => logFailure(log, failure);
  const tails = createTails(changeLogs, {
    outagesOf: (subgraph) =>
      logOutages({
        fields: { subgraph },
        lost: 'change log not followed',
        back: 'change log followed again',
        log,
      }),
  });
  // It hears first: who reads because of a change reads anew.
  const cache =
    tails.subgraphs.length > 0 ? new EntityCache({ memory: cacheMemory, feed: tails }) : undefined;
  const shared = {
    ...options,
    cache,
    budget: access.budget,
    limits,
    operations,
    example,
    openPlanner,
    guarded: access.mode !== 'open',
    introspection: introspection && (access.mode === 'open' || ('schema:read' as const)),
    onSubgraphFailure,
    onInternalError,
  };
  const serving = await createReloadable({
    supergraph: firstSupergraph,
    open: (supergraph) => openServing({ ...shared, supergraph }),
    onInternalError,
  }).catch(async (error: unknown) => {
    await tails.stop();
    throw error;
  });
  const httpLimits = { ...defaultHttpLimits, ...limits };
  const live = createLive({
    tails,
    hub: () => serving.current,
    cursors,
    accessRecord: options.accessRecord,
    shapesPerSubject: httpLimits.shapesPerSubject,
  });
  const stopServing = async () => {
    await serving.stop();
    await tails.stop();
  };
  try {
    const server = await createServer({
      access,
      live,
      allowedOrigins,
      trustedProxies,
      hub: () => serving.current,
      readiness: () => serving.current.readiness(),
      explorer: introspection ? { operations: () => serving.current.operations } : undefined,
      limits: httpLimits,
      onInternalError,
      debug: log.isLevelEnabled?.('debug') ? log.debug?.bind(log) : undefined,
    });
    const url = await server.listen({ host, port });
    return {
      url,
      streams: () => live.size,
      cache,
      async reload(supergraph) {
        await serving.reload(supergraph);
        live.endAll('Another schema is served from now on.');
      },
      async stop() {
        live.stop();
        await server.stop();
        await stopServing();
      },
    };
  } catch (error) {
    await stopServing();
    throw error;
  }
}

/** What the caller did; the message would bring the caller's values, which may be personal, into the log. */
const callersDoing = new Set(['BAD_USER_INPUT', 'ABORTED']);

function logFailure(log: GatewayLog, { traceId, subgraph, code, message }: SubgraphFailure): void {
  if (!callersDoing.has(code)) log.warn({ traceId, subgraph, code, reason: message }, 'subgraph failure');
}

const planApart =
  (log: GatewayLog): OpenPlanner =>
  (supergraph, overrideLabels) =>
    createIsolatedPlanner({
      supergraph,
      overrideLabels,
      onFailure: (reason) => log.warn({ reason }, 'planner ended; another is started'),
    });

const silent: GatewayLog = { warn: () => {}, error: () => {} };
