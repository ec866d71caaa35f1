import type { HubResult } from '../hub-request.ts';

/** The JSON of results that are kept, in UTF-8. */
const written = new WeakMap<HubResult, Buffer>();

/** A result as JSON: as text, or in UTF-8 when it is kept. */
export const writeResult = (result: HubResult): string | Buffer =>
  written.get(result) ?? JSON.stringify(result);

/** Keeps the JSON of a result for as long as the result itself is kept. @returns how many bytes of memory it takes */
export function keepWritten(result: HubResult): number {
  const text = Buffer.from(JSON.stringify(result));
  written.set(result, text);
  return text.length;
}
