import type { ServerResponse } from 'node:http';
import type { Pieces } from '../live/pieces.ts';
import { Backlog } from './backlog.ts';
import { securityHeaders } from './security-headers.ts';

export const EVENT_STREAM = 'text/event-stream';

const END = Buffer.from('\n\n');
const PING_EVERY = 12_000; // milliseconds; a reader who takes nothing between two of them is dead
const AGAIN_AFTER = 1_000; // milliseconds after which browsers connect again, and by chance up to four times as many more

/** One response that goes on: server-sent events, as GraphQL over SSE has them. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #timer: NodeJS.Timeout;
  readonly #backlog: Backlog;
  #isBehind = false;
  #draining: Promise<void> | undefined;

  constructor(response: ServerResponse, traceId: string, backlog = new Backlog()) {
    this.#response = response;
    this.#backlog = backlog;
    const headers = [
      ['content-type', `${EVENT_STREAM}; charset=utf-8`],
      ['cache-control', 'no-store, no-transform'],
      ['x-accel-buffering', 'no'],
      ['x-trace-id', traceId],
      ...securityHeaders,
    ];
    response.writeHead(200, headers.flat());
    const again = Math.round(AGAIN_AFTER * (1 + 4 * Math.random()));
    response.write(`:\n\nretry: ${again}\n`);
    this.#timer = setInterval(() => this.#ping(), PING_EVERY);
    response.once('close', () => clearInterval(this.#timer));
    response.on('error', () => {});
  }

  /** Writes an event; `data` is one line. False: the reader is slow. One who reads nothing at all is let go. */
  write(event: 'next' | 'complete', data: Pieces, id?: string): boolean {
    const response = this.#response;
    if (response.writableEnded || response.destroyed) return true;
    const place = id === undefined ? '' : `id: ${id}\n`;
    const text = Buffer.concat([Buffer.from(`event: ${event}\n${place}data: `), ...data, END]);
    if (this.#backlog.admits(text.length, response.writableLength)) return response.write(text);
    response.destroy();
    return true;
  }

  /** Resolves when the reader has caught up, or is gone. */
  whenDrained(): Promise<void> {
    const response = this.#response;
    if (!response.writableNeedDrain || response.destroyed) return Promise.resolve();
    this.#draining ??= new Promise((resolve) => {
      const settle = () => {
        response.off('drain', settle).off('close', settle);
        this.#draining = undefined;
        resolve();
      };
      response.on('drain', settle).on('close', settle);
    });
    return this.#draining;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#response.end();
  }

  #ping(): void {
    const isBehind = this.#response.writableNeedDrain;
    if (isBehind && this.#isBehind) return void this.#response.destroy();
    this.#isBehind = isBehind;
    if (!isBehind) this.#response.write(':\n\n');
  }
}
