import { until } from '../script.ts';

/** One event as it came. */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
  readonly id?: string;
}

/** A response that goes on, read as the specification of server-sent events has it. */
export interface OpenEvents {
  readonly response: Response;
  readonly events: StreamEvent[];
  /** Everything as it came. */
  text(): string;
  /** Waits for so many events, or the end. */
  has(count: number): Promise<StreamEvent[]>;
  /** Resolves when the response has ended. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Asks for events, and reads them as they come. */
export async function openEvents(url: string, init: RequestInit = {}): Promise<OpenEvents> {
  const closing = new AbortController();
  const headers = { accept: 'text/event-stream', ...(init.headers as Record<string, string>) };
  const response = await fetch(url, { ...init, headers, signal: closing.signal });
  const events: StreamEvent[] = [];
  let text = '';
  let isOver = false;
  const read = async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body!) {
      const piece = decoder.decode(chunk, { stream: true });
      text += piece;
      const blocks = (rest + piece).split('\n\n');
      rest = blocks.pop()!;
      events.push(...blocks.flatMap(parseBlock));
    }
  };
  const readAll = async () => {
    try {
      await read();
    } catch {
      // whoever closes it sees it end
    } finally {
      isOver = true;
    }
  };
  const ended = readAll();
  return {
    response,
    events,
    text: () => text,
    async has(count) {
      await until(() => events.length >= count || isOver);
      return events;
    },
    ended,
    close: () => closing.abort(),
  };
}

function parseBlock(block: string): StreamEvent[] {
  const fields: Record<string, string> = {};
  for (const line of block.split('\n')) {
    const [, name, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (name) fields[name] = value!;
  }
  const { event, data, id } = fields;
  return event === undefined || data === undefined ? [] : [{ event, data, ...(id !== undefined && { id }) }];
}

/** A POST of a GraphQL request. */
export const posting = (request: object, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(request),
});
