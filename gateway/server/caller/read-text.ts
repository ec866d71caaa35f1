import { createReadStream } from 'node:fs';

/** What is read while the gateway runs, and how much of it. */
interface ReadTextOptions {
  /** What it is, as the subject of a sentence: "The key set". */
  readonly what: string;
  /** Bytes that it may have; reading ends with the first beyond them. */
  readonly most: number;
  /** What is asked for, over HTTP. */
  readonly accept?: string;
}

const PATIENCE = 3_000; // milliseconds for all of it to come

/** Whether a place is a URL; else it is the path of a file. */
export const isUrl = (place: string): boolean => /^https?:/.test(place);

/**
 * Reads the text at a URL or in a file, to a bounded size and within a bounded time.
 * Rejects with an error that says why without what the text holds.
 */
export async function readText(place: string, options: ReadTextOptions): Promise<string> {
  const signal = AbortSignal.timeout(PATIENCE);
  if (!isUrl(place)) return collect(createReadStream(place, { signal }), options);
  const { accept = 'application/json', what } = options;
  const response = await fetch(place, { headers: { accept }, redirect: 'error', signal });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Error(`${what} was answered with HTTP status ${response.status}.`);
  }
  return collect(response.body as AsyncIterable<Uint8Array>, options);
}

/** Leaving the loop ends the reading. */
async function collect(chunks: AsyncIterable<Uint8Array>, { what, most }: ReadTextOptions): Promise<string> {
  const read: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) throw new Error(`${what} is larger than the limit of ${most} bytes.`);
    read.push(chunk);
  }
  return Buffer.concat(read).toString('utf8');
}

/** The value of a JSON text; undefined when it is none: the parser's own words would show what the text holds. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
