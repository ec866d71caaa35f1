import type { Fetcher } from '@graphiql/toolkit';

/**
 * Sends operations to this gateway, with the headers of whoever asks at the time; those of the editor go before them.
 * What is no GraphQL answer is shown by its HTTP status.
 */
export const createFetcher =
  (callerHeaders: () => Promise<Record<string, string>>): Fetcher =>
  async (operation, { headers = {} } = {}) => {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
        ...withoutRepeats(await callerHeaders(), headers),
      },
      body: JSON.stringify(operation),
    });
    if (/\bjson\b/.test(response.headers.get('content-type') ?? '')) return response.json();
    return { errors: [{ message: `HTTP status ${response.status} ${response.statusText}` }] };
  };

/** Names of headers in lower case, so that none is sent twice. */
const withoutRepeats = (...all: readonly Record<string, unknown>[]): Record<string, string> =>
  Object.fromEntries(
    all.flatMap((headers) =>
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
  );
