import { setTimeout as pause } from 'node:timers/promises';

/** Where the hub answers, and as whom it is asked. */
export interface ClientOptions {
  readonly url: string;
  readonly token: string;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

/** What a hub answers. */
export interface HubAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: { readonly code: string; readonly rule?: string };
  }[];
}

/** Asks a hub; a command is one that may be sent again, since it bears its key. */
export type Ask = (query: string, variables: object) => Promise<HubAnswer>;

/** After these codes the same request may be accepted: nothing was done, or what was done is answered again. */
const TRANSIENT = new Set(['CONTENDED', 'DOWN', 'TIMEOUT', 'OVERLOADED', 'RATE_LIMITED']);

const ATTEMPTS = 6;
const FIRST_PAUSE = 250; // milliseconds, doubled with each attempt

/** Makes the client, which sends again what may not have arrived. */
export function createClient({ url, token, signal }: ClientOptions): Ask {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'x-purpose': 'ASSISTANCE',
  };
  const once = async (body: string): Promise<HubAnswer> => {
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    return (await response.json()) as HubAnswer;
  };
  return async (query, variables) => {
    const body = JSON.stringify({ query, variables });
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await once(body);
        const isTransient = answer.errors?.some(({ extensions }) => TRANSIENT.has(extensions.code));
        if (!isTransient || attempt === ATTEMPTS) return answer;
      } catch (error) {
        if (signal.aborted || attempt === ATTEMPTS) throw error;
      }
      await pause(FIRST_PAUSE * 2 ** (attempt - 1), undefined, { signal });
    }
  };
}
