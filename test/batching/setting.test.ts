import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compose } from '../federation/fixture.ts';
import { post } from '../post.ts';
import { endScript, startScript } from '../script.ts';

const schema = 'type Query { beds: Int }';

/** One HTTP request to the subgraph. */
interface Received {
  operations: number;
}
const received: Received[] = [];

const server = new ApolloServer<{ readonly request: Received }>({
  schema: buildSubgraphSchema({ typeDefs: parse(schema), resolvers: { Query: { beds } } as never }),
  allowBatchedHttpRequests: true,
  plugins: [ApolloServerPluginInlineTraceDisabled()],
});

function beds(_root: unknown, _arguments: unknown, { request }: { readonly request: Received }): number {
  request.operations += 1;
  return 12;
}

let directory: string;
let supergraph: string;
beforeAll(async () => {
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port: 0 },
    context: async () => {
      const request = { operations: 0 };
      received.push(request);
      return { request };
    },
  });
  directory = await mkdtemp(join(tmpdir(), 'hearth-batches-'));
  supergraph = join(directory, 'supergraph.graphql');
  await writeFile(supergraph, compose({ clinic: { schema } }, { clinic: url }));
});
beforeEach(() => received.splice(0));
afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true });
});

const start = (batches: string) =>
  startScript('gateway/server/main.ts', {
    env: { ACCESS: 'open', PORT: '0', SUPERGRAPH: supergraph, SUBGRAPH_BATCHES: batches },
  });

const queries = Array.from({ length: 20 }, (_, index) => `{ beds${index}: beds }`);
const answers = queries.map((_, index) => ({ [`beds${index}`]: 12 }));
const isBatched = () => received.some(({ operations }) => operations > 1);

/** Asks many operations at once, in several rounds, until some have travelled together. */
async function askRounds(batches: string, rounds: number): Promise<void> {
  const gateway = start(batches);
  const [, url = ''] = await gateway.printed(/"url":"([^"]+)","msg":"ready"/);
  try {
    for (let round = 0; round < rounds && !isBatched(); round += 1) {
      const given = await Promise.all(queries.map((query) => post(`${url}/graphql`, { query })));
      expect(given.map(({ data }) => data)).toEqual(answers);
    }
  } finally {
    await endScript(gateway);
  }
}

describe('the setting SUBGRAPH_BATCHES', () => {
  it('has operations for an Apollo Server that is named travel in one request', async () => {
    await askRounds('clinic', 50);
    expect(isBatched()).toBe(true);
  });

  it('leaves each operation its own request where no subgraph is named', async () => {
    await askRounds('', 3);
    expect(isBatched()).toBe(false);
    expect(received.length).toBe(3 * queries.length);
  });

  it('is refused when it names what is no subgraph of the supergraph', async () => {
    const gateway = start('clinic,hospital');
    expect(await gateway.ended).toMatchObject({ code: 1 });
    expect(gateway.output.stderr.trim()).toBe(
      'SUBGRAPH_BATCHES has "hospital", which is no subgraph: expected some of clinic',
    );
  });

  it('keeps a supergraph that lacks what it names from being put into service', async () => {
    const gateway = start('clinic');
    const [, url = ''] = await gateway.printed(/"url":"([^"]+)","msg":"ready"/);
    await writeFile(supergraph, compose({ hospital: { schema } }, { hospital: 'http://127.0.0.1:1/' }));
    await gateway.printed(/SUBGRAPH_BATCHES has \\"clinic\\", which is no subgraph.*supergraph refused/);
    const { data } = await post(`${url}/graphql`, { query: '{ beds }' });
    await endScript(gateway);
    expect(data).toEqual({ beds: 12 });
  });
});
