import { readFile } from 'node:fs/promises';
import type { Caller } from './claims.ts';

/** Tokens and callers that an issuer has withdrawn before their time. */
export interface Revocations {
  /** Whether a caller may no longer come. True for everybody while the list was never read. */
  has(caller: Pick<Caller, 'subject' | 'token'>): boolean;
}

interface RevocationsOptions {
  /** A URL, or the path of a file. */
  readonly place: string;
  /** Called with why the list could not be read; what was read last holds on. */
  readonly onFailure: (reason: string) => void;
  /** Milliseconds between two readings. Default 2,000. */
  readonly every?: number;
}

/** The list as it is written: `{"tokens": ["a jti"], "subjects": ["a sub"]}`. */
interface List {
  readonly tokens: ReadonlySet<unknown>;
  readonly subjects: ReadonlySet<unknown>;
}

const PATIENCE = 3_000; // milliseconds for the list to come

/** Nobody is withdrawn. */
export const noRevocations: Revocations = { has: () => false };

/** Follows a list of what is withdrawn. Resolves once it was read, or could not be. */
export async function followRevocations({
  place,
  onFailure,
  every = 2_000,
}: RevocationsOptions): Promise<Revocations> {
  let list: List | undefined;
  let isReading = false;
  const read = async () => {
    if (isReading) return;
    isReading = true;
    try {
      list = parseList(await load(place));
    } catch (error) {
      onFailure((error as Error).message);
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

async function load(place: string): Promise<string> {
  if (!/^https?:/.test(place)) return readFile(place, 'utf8');
  const response = await fetch(place, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok)
    throw new Error(`The list of revocations was answered with HTTP status ${response.status}.`);
  return response.text();
}

function parseList(text: string): List {
  const { tokens = [], subjects = [] } = JSON.parse(text) as { tokens?: unknown; subjects?: unknown };
  if (!Array.isArray(tokens) || !Array.isArray(subjects)) {
    throw new Error(
      'The list of revocations must be a JSON object with `tokens` and `subjects`, each a list.',
    );
  }
  return { tokens: new Set(tokens), subjects: new Set(subjects) };
}
