import type { Fetcher, FetcherParams } from '@graphiql/toolkit';
import { getOperationAST, OperationTypeNode, parse } from 'graphql';
import { describeDenials } from './denials.ts';
import { subscribe } from './subscribe.ts';

/**
 * Sends operations to this gateway, with the headers of whoever asks at the time; those of the editor go before them.
 * A subscription gives what it is told, until it is stopped. `onDenied` gets what the caller lacks for an answer, or ''.
 */
export const createFetcher =
  (callerHeaders: () => Promise<Record<string, string>>, onDenied: (words: string) => void): Fetcher =>
  async (operation, { headers = {} } = {}) => {
    const caller = withoutRepeats(await callerHeaders(), headers);
    const { asked, kind } = read(operation);
    if (kind === OperationTypeNode.SUBSCRIPTION) return noting(subscribe(asked, caller), onDenied);
    const answer = await ask(asked, caller);
    if (operation.operationName !== 'IntrospectionQuery') onDenied(describeDenials(answer));
    return answer;
  };

async function* noting<Event>(
  events: AsyncIterable<Event>,
  onDenied: (words: string) => void,
): AsyncGenerator<Event> {
  for await (const event of events) {
    onDenied(describeDenials(event));
    yield event;
  }
}

/**
 * What is asked, and its kind; undefined when the document tells of none. Just after another tab was opened, GraphiQL still has the
 * name and the parsed document of the one before: only the text is what one sees.
 */
function read(operation: FetcherParams): { asked: FetcherParams; kind: OperationTypeNode | undefined } {
  try {
    const document = parse(operation.query);
    const named = getOperationAST(document, operation.operationName);
    const only = named ?? getOperationAST(document);
    return { asked: named ? operation : { ...operation, operationName: null }, kind: only?.operation };
  } catch {
    return { asked: operation, kind: undefined }; // the gateway says what is wrong with it
  }
}

/** What is no GraphQL answer is shown by its HTTP status. */
async function ask(operation: object, caller: Record<string, string>) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...caller,
    },
    body: JSON.stringify(operation),
  });
  if (/\bjson\b/.test(response.headers.get('content-type') ?? '')) return response.json();
  return { errors: [{ message: `HTTP status ${response.status} ${response.statusText}` }] };
}

/** Names of headers in lower case, so that none is sent twice. */
const withoutRepeats = (...all: readonly Record<string, unknown>[]): Record<string, string> =>
  Object.fromEntries(
    all.flatMap((headers) =>
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
  );
