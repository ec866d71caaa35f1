import { z } from 'zod';
import type { Outages } from '@hearth/kit/outages.ts';
import type { Caller } from './claims.ts';
import { parseJson, readText } from './read-text.ts';

/** Tokens and callers that an issuer has withdrawn before their time. */
export interface Revocations {
  /** Whether a caller may no longer come. True for everybody while the list was never read. */
  has(caller: Pick<Caller, 'subject' | 'token'>): boolean;
}

interface RevocationsOptions {
  /** A URL, or the path of a file. */
  readonly place: string;
  /** Told when the list cannot be read, and when it can be again; what was read last holds on meanwhile. */
  readonly outages: Outages;
  /** Milliseconds between two readings. Default 2,000. */
  readonly every?: number;
}

/** The list as it is written: `{"tokens": ["a jti"], "subjects": ["a sub"]}`. */
interface List {
  readonly tokens: ReadonlySet<string>;
  readonly subjects: ReadonlySet<string>;
}

const MOST_BYTES = 16 * 1024 * 1024; // of the list: about 300,000 numbers of tokens

/** Nobody is withdrawn. */
export const noRevocations: Revocations = { has: () => false };

/** Follows a list of what is withdrawn. Resolves once it was read, or could not be. */
export async function followRevocations({
  place,
  outages,
  every = 2_000,
}: RevocationsOptions): Promise<Revocations> {
  let list: List | undefined;
  let isReading = false;
  const read = async () => {
    if (isReading) return;
    isReading = true;
    try {
      list = parseList(await readText(place, { what: 'The list of revocations', most: MOST_BYTES }));
      outages.onBack();
    } catch (error) {
      outages.onLost((error as Error).message);
    } finally {
      isReading = false;
    }
  };
  await read();
  setInterval(() => void read(), every).unref(); // for as long as this process has something else to do
  return {
    has: ({ subject, token }) =>
      !list || list.subjects.has(subject) || (token !== undefined && list.tokens.has(token)),
  };
}

const names = z.array(z.string());
const written = z.union([
  z.strictObject({ tokens: names, subjects: names.default([]) }),
  z.strictObject({ tokens: names.default([]), subjects: names }),
]);

function parseList(text: string): List {
  const { success, data } = written.safeParse(parseJson(text));
  if (!success) {
    throw new Error(
      'The list of revocations must be a JSON object with `tokens` and `subjects`, each a list of texts.',
    );
  }
  return { tokens: new Set(data.tokens), subjects: new Set(data.subjects) };
}
