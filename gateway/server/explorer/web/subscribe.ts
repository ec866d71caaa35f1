import type { FetcherParams, FetcherResult } from '@graphiql/toolkit';

/**
 * What a subscription is told, as server-sent events, which take the same headers as questions do. It ends when the gateway ends it, or
 * GraphiQL returns the iterator; it is not begun anew by itself, for then what came meanwhile would be missing without a word.
 */
export async function* subscribe(
  { query, operationName, variables }: FetcherParams,
  headers: Record<string, string>,
): AsyncGenerator<FetcherResult> {
  const { createClient, NetworkError } = await import('graphql-sse'); // which only those who subscribe need
  const client = createClient({ url: '/graphql', headers, retryAttempts: 0 });
  const events = client.iterate({
    query,
    ...(operationName && { operationName }),
    ...(variables && { variables: variables as Record<string, unknown> }),
  });
  try {
    yield* events as AsyncIterable<FetcherResult>;
  } catch (error) {
    if (!(error instanceof NetworkError) || !error.response) throw error;
    yield error.response.json(); // why the gateway did not let it in
  }
}
