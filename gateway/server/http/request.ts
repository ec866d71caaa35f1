import type { Parameters } from '../hub-request.ts';
import { namesHash } from '../document/no-document.ts';
import { readJson, UnusableJson } from './json.ts';
import { badRequest, HttpRefusal } from './refusal.ts';

/** The GraphQL request that a POST body holds. Throws an `HttpRefusal` that names the parameter at fault. */
export function readBody(body: unknown): Parameters {
  if (Array.isArray(body)) {
    throw new HttpRefusal(
      400,
      'BATCH_NOT_SUPPORTED',
      'Batches are not accepted: send each operation in a request of its own.',
    );
  }
  if (!isMap(body)) throw badRequest('The body must be a JSON object with `query`.');
  return readParameters(body);
}

/** The GraphQL request that the query string of a GET holds. Throws an `HttpRefusal` that names the parameter at fault. */
export function readQueryString(parameters: Readonly<Record<string, unknown>>): Parameters {
  return readParameters({
    ...parameters,
    variables: parseParameter('variables', parameters['variables']),
    extensions: parseParameter('extensions', parameters['extensions']),
  });
}

function readParameters({ query, operationName, variables, extensions }: Readonly<Record<string, unknown>>) {
  const isByHash = (isAbsent(query) || query === '') && namesHash(extensions); // graphql-ws sends no request without a text
  const text = isByHash ? undefined : readText(query);
  if (!isAbsent(operationName) && typeof operationName !== 'string') {
    throw badRequest('`operationName` must be a string.');
  }
  if (!isAbsent(variables) && !isMap(variables)) throw badRequest('`variables` must be a JSON object.');
  if (!isAbsent(extensions) && !isMap(extensions)) throw badRequest('`extensions` must be a JSON object.');
  return { query: text, operationName, variables, extensions };
}

function readText(query: unknown): string {
  if (query === undefined) throw badRequest('`query` is missing: the text of a GraphQL document.');
  if (typeof query !== 'string') throw badRequest('`query` must be a string.');
  return query;
}

function parseParameter(name: string, text: unknown): unknown {
  if (typeof text !== 'string') return text;
  if (text === '') return undefined;
  try {
    return readJson(text);
  } catch (error) {
    throw error instanceof UnusableJson ? badRequest(`\`${name}\` ${error.message}.`) : error;
  }
}

const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
