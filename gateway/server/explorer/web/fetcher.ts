import type { Fetcher } from '@graphiql/toolkit';

/** Sends an operation to this gateway. What is no GraphQL answer is shown by its HTTP status. */
export const fetcher: Fetcher = async (operation, { headers = {} } = {}) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...headers,
    },
    body: JSON.stringify(operation),
  });
  if (/\bjson\b/.test(response.headers.get('content-type') ?? '')) return response.json();
  return { errors: [{ message: `HTTP status ${response.status} ${response.statusText}` }] };
};
