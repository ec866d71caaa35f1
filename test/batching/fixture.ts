import { type Authority, createAuthority, nobody } from '@hearth/schema/protocol/authority.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDispatch, type Dispatch, type DispatchOptions } from '@hearth/gateway/dispatch/dispatch.ts';
import {
  type EntityList,
  type Outgoing,
  Lifetime,
  type Sender,
  type Template,
} from '@hearth/gateway/dispatch/outgoing.ts';
import { createHttpTransport } from '@hearth/gateway/transport/http/http.ts';
import { LINES_TYPE, OPERATIONS_HEADER } from '@hearth/schema/protocol/operations.ts';

/** One operation as the subgraph was sent it. */
export interface Received {
  readonly query: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the test sends
  readonly variables: any;
}

/** A subgraph over a real socket that answers as a test says. */
export interface TestSubgraph {
  /** The operations of each HTTP request, in order. */
  readonly requests: Received[][];
  readonly dispatch: Dispatch;
  /** Resolves when so many HTTP requests have come. */
  received(count: number): Promise<void>;
  stop(): Promise<void>;
}

interface SubgraphOptions extends Partial<DispatchOptions> {
  /** How it takes several operations: as lines, which its answers say; as a JSON array, which a setting says. Default: not at all. */
  readonly takes?: 'lines' | 'array';
}

type Answer = (operation: Received) => unknown;

/** Starts a subgraph named `health` and the way to it. */
export async function startSubgraph(
  answer: Answer,
  { takes, ...options }: SubgraphOptions = {},
): Promise<TestSubgraph> {
  const requests: Received[][] = [];
  let notify = () => {};
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const isLines = request.headers['content-type'] === LINES_TYPE;
    const parsed = isLines ? body.split('\n').map((line) => JSON.parse(line)) : JSON.parse(body);
    const operations: Received[] = [parsed].flat();
    requests.push(operations);
    notify();
    if (takes === 'lines') response.setHeader(OPERATIONS_HEADER, '/operations');
    response.setHeader('content-type', isLines ? LINES_TYPE : 'application/json');
    const answers = operations.map(async (operation, place) => {
      const given = await answer(operation);
      if (isLines) response.write(`${JSON.stringify([place, given])}\n`);
      return given;
    });
    const all = await Promise.all(answers);
    response.end(isLines ? '' : JSON.stringify(Array.isArray(parsed) ? all : all[0]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const subgraphs = [{ name: 'health', url }];
  const arrays = new Set(takes === 'array' ? ['health'] : []);
  const transport = createHttpTransport(subgraphs, { arrays });
  const dispatch = createDispatch({ transport, subgraphs, ...options });
  return {
    requests,
    dispatch,
    received: async (count) => {
      while (requests.length < count) await new Promise<void>((resolve) => (notify = resolve));
    },
    async stop() {
      dispatch.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await transport.stop();
    },
  };
}

export const template = (query: string, kind: Template['kind'] = 'query'): Template => ({
  subgraph: 'health',
  kind,
  query,
  queryJson: JSON.stringify(query),
});

/** An entity fetch of one field for persons of these ids. */
export const persons = (of: Template, ids: readonly string[], variables = ''): Outgoing => ({
  template: of,
  entities: [listOf(ids)],
  variables,
});

export const root = (of: Template, variables = ''): Outgoing => ({ template: of, entities: [], variables });

const listOf = (ids: readonly string[]): EntityList => ({
  alias: '_entities',
  variable: 'representations',
  representations: ids.map((id) => JSON.stringify({ __typename: 'Person', id })),
});

/** On whose behalf a test sends; five seconds unless told. */
export const sender = ({
  regions = [],
  authority = createAuthority({ ...nobody, regions }),
  deadline = 5_000,
  lifetime = new Lifetime(),
}: SenderOptions = {}): Sender => ({
  authority,
  deadlineAt: performance.now() + deadline,
  lifetime,
});

interface SenderOptions {
  /** Of the authority on whose behalf is sent. */
  readonly regions?: readonly string[];
  /** Default: somebody of these regions. */
  readonly authority?: Authority;
  readonly deadline?: number;
  readonly lifetime?: Lifetime;
}
