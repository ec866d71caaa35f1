import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, federate, type Federation, type TestSubgraph } from '../federation/fixture.ts';
import { type Answer, post } from '../post.ts';
import { endScript, type Script, startScript, until } from '../script.ts';

const register: TestSubgraph = {
  schema: `type Query { household(id: ID!): Household } type Household @key(fields: "id") { id: ID! name: String }`,
  resolvers: {
    Query: { household: (_: unknown, { id }: { id: string }) => ({ id, name: `Household ${id}` }) },
  },
};

/** Two ministries; with `beds` the second knows one thing more. */
export const ministries = (more = ''): Record<string, TestSubgraph> => ({
  register,
  clinic: {
    schema: `${more} type Household @key(fields: "id") { id: ID! visits: Int }`,
    resolvers: { Household: { visits: () => 3 }, ...(more && { Query: { beds: () => 12 } }) },
  },
});
export const BEDS = 'type Query { beds: Int }';

/** A gateway in a process of its own, whose ministries know everything that any of its supergraphs tells of. */
export interface ReloadingGateway {
  readonly process: Script;
  readonly url: string;
  readonly file: string;
  readonly federation: Federation;
  /** The supergraph without and with what the clinic knows besides. */
  readonly before: string;
  readonly after: string;
  ask(query: string): Promise<Answer>;
  /** Puts a text in place of the supergraph as editors do: written beside it, then renamed. */
  replace(supergraph: string): Promise<void>;
  /** Waits until the log has a message so many times. */
  logged(message: string, times: number): Promise<void>;
  stop(): Promise<void>;
}

export const REPLACED = 'supergraph replaced';
export const REFUSED = 'supergraph refused; the one before stays in service';

/** Starts it on the supergraph without the more. */
export async function startReloadingGateway(
  subgraphs: Record<string, TestSubgraph> = ministries(BEDS),
): Promise<ReloadingGateway> {
  const federation = await federate(subgraphs, { overHttp: true });
  const urls = Object.fromEntries(federation.hub.subgraphs.map(({ name, url }) => [name, url]));
  const before = compose(ministries(), urls);
  const after = compose(ministries(BEDS), urls);
  const directory = await mkdtemp(join(tmpdir(), 'hearth-reload-'));
  const file = join(directory, 'supergraph.graphql');
  await writeFile(file, before);
  const env = { ACCESS: 'open', PORT: '0', SUPERGRAPH: file };
  const process = startScript('gateway/server/main.ts', { env });
  const [, url = ''] = await process.printed(/"url":"([^"]+)","msg":"ready"/);
  return {
    process,
    url,
    file,
    federation,
    before,
    after,
    ask: (query) => post(`${url}/graphql`, { query }),
    async replace(supergraph) {
      await writeFile(`${file}.new`, supergraph);
      await rename(`${file}.new`, file);
    },
    logged: (message, times) => until(() => process.output.stderr.split(message).length - 1 === times),
    async stop() {
      await endScript(process);
      await federation.stop();
      await rm(directory, { recursive: true });
    },
  };
}
