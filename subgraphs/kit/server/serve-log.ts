import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type Authority, hasScope } from '@hearth/schema/protocol/authority.ts';
import { LOG_START, type Position } from '@hearth/schema/protocol/change.ts';
import type { ErrorCode } from '@hearth/schema/protocol/errors.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { GapError, type Log, type LogPage } from '../changes/change-log.ts';
import { CHANGE_EVENT, GAP_EVENT, type LogEndpoint, POSITION_EVENT } from '../changes/endpoint.ts';
import type { Envelope } from '../changes/envelope.ts';
import { log as processLog } from '../log.ts';
import type { Draining } from './drain.ts';

interface ServeOptions<Entry> {
  readonly log: Log<Entry>;
  readonly endpoint: LogEndpoint<Entry>;
  readonly draining: Draining;
}

const LARGEST_PAGE = 1_000; // entries

/**
 * Serves a log as server-sent events after the position `after`, until the caller hangs up or the server ends; with `limit` the next page
 * alone, and where the log ends when that is 0. `Last-Event-ID` is not read: no signature covers it.
 */
export function serveLog<Entry>(
  server: FastifyInstance,
  { log, endpoint: { path, scope, envelope }, draining }: ServeOptions<Entry>,
): void {
  server.get<{ Querystring: Question }>(path, async (request, reply) => {
    if (!mayRead(request.authority, scope)) return refuse(reply, 403, 'DENIED', `This takes ${scope}.`);
    const caller = hangUp(reply.raw, draining);
    try {
      const { after, limit } = readQuestion(request.query);
      const pages = limit === undefined ? log.follow(after, caller.signal) : onePage(log, after, limit);
      await send(reply, pages, { envelope, signal: caller.signal });
    } catch (error) {
      if (!reply.sent) return fail(reply, error);
      end(reply.raw, error);
    } finally {
      caller.stop();
    }
    return reply;
  });
}

interface Question {
  readonly after?: unknown;
  readonly limit?: unknown;
}

function readQuestion({ after = LOG_START, limit }: Question): { after: Position; limit?: number } {
  if (typeof after !== 'string') throw new RangeError('Send `after` once.');
  if (limit === undefined) return { after };
  const count = Number(limit);
  if (Number.isInteger(count) && count >= 0 && count <= LARGEST_PAGE) return { after, limit: count };
  throw new RangeError(`limit is ${JSON.stringify(limit)}: send a whole number from 0 to ${LARGEST_PAGE}.`);
}

const mayRead = (authority: Authority, scope: string): boolean =>
  hasScope(authority, scope) && authority.regions.includes('');

async function* onePage<Entry>(
  log: Log<Entry>,
  after: Position,
  limit: number,
): AsyncGenerator<LogPage<Entry>, void> {
  yield limit === 0 ? { changes: [], position: await log.end() } : await log.read(after, limit);
}

/** Aborts when the caller is gone, or the server is about to end. */
function hangUp(response: ServerResponse, draining: Draining): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  response.once('close', abort);
  draining.signal.addEventListener('abort', abort);
  if (draining.isStopping) abort();
  return { signal: controller.signal, stop: () => draining.signal.removeEventListener('abort', abort) };
}

/** Sends pages no faster than they are taken. The head is sent with the first: until then a refusal may follow. */
async function send<Entry>(
  reply: FastifyReply,
  pages: AsyncIterable<LogPage<Entry>>,
  { envelope, signal }: { envelope: Envelope<Entry>; signal: AbortSignal },
): Promise<void> {
  const response = reply.raw;
  const start = () => {
    if (reply.sent) return;
    reply.hijack();
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  };
  for await (const page of pages) {
    start();
    if (!response.write(writePage(page, envelope)) && !signal.aborted) await drained(response, signal);
  }
  start();
  response.end();
}

const drained = (response: ServerResponse, signal: AbortSignal): Promise<unknown> =>
  once(response, 'drain', { signal }).catch((error: Error) => {
    if (error.name !== 'AbortError') throw error;
  });

function writePage<Entry>({ changes, position }: LogPage<Entry>, { wrap }: Envelope<Entry>): string {
  let text = '';
  for (const entry of changes) {
    const { position: place } = entry as { position: Position };
    text += `event: ${CHANGE_EVENT}\nid: ${place}\ndata: ${JSON.stringify(wrap(entry))}\n\n`;
  }
  return `${text}event: ${POSITION_EVENT}\nid: ${position}\ndata: ${position}\n\n`;
}

function fail(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof GapError) return refuse(reply, 410, 'GAP', error.message);
  if (error instanceof RangeError) return refuse(reply, 400, 'BAD_USER_INPUT', error.message);
  processLog.error({ error: (error as Error).name }, 'a change log could not be served');
  return refuse(reply, 503, 'OVERLOADED', 'The change log cannot be read at the moment.');
}

const refuse = (reply: FastifyReply, status: number, code: ErrorCode, message: string): FastifyReply =>
  reply.code(status).send({ errors: [{ message, extensions: { code } }] });

/** A stream that has begun says of a gap by its name; after anything else the caller connects again. */
function end(response: ServerResponse, error: unknown): void {
  if (error instanceof GapError) response.end(`event: ${GAP_EVENT}\ndata: GAP\n\n`);
  else response.destroy(error as Error);
}
