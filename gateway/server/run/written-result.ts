import type { HubResult } from '../hub-request.ts';

const BYTES = 2; // of a character

/** The JSON of results that are kept. */
const written = new WeakMap<HubResult, string>();

/** A result as JSON. */
export const writeResult = (result: HubResult): string => written.get(result) ?? JSON.stringify(result);

/** Keeps the JSON of a result for as long as the result itself is kept. @returns how many bytes of memory it takes */
export function keepWritten(result: HubResult): number {
  const text = JSON.stringify(result);
  written.set(result, text);
  return text.length * BYTES;
}
