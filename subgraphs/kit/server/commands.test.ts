import {
  type Authority,
  createAuthority,
  readAuthority,
  writeAuthority,
} from '@hearth/schema/protocol/authority.ts';
import { LINES_TYPE, OPERATIONS_PATH } from '@hearth/schema/protocol/operations.ts';
import { parseSources, sharedSource } from '@hearth/schema/slices.ts';
import { fastify } from 'fastify';
import { Source } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wholeCountry } from '../testing/authorities.ts';
import { KEYS, signedHeaders } from '../testing/signed.ts';
import { drainable } from './drain.ts';
import { createGraphqlServer, type GraphqlServer } from './graphql.ts';
import { guard } from './guard.ts';
import { createLeanExecutor, type ExecuteAll, type SubgraphAnswer } from './lean.ts';
import { serveOperations } from './operations.ts';
import { ministrySchema } from './schema.ts';

const slice = parseSources([
  sharedSource(),
  new Source(`type Query { done: Int }
    type Mutation {
      lapse: Int @requiresScopes(scopes: [["health:write"]]) @purpose(any: [ASSISTANCE, CORRECTION])
      fail: Int @requiresScopes(scopes: [["health:write"]])
      correct: Int @requiresScopes(scopes: [["health:write"]]) @purpose(any: [CORRECTION]) @policy(policies: [["case"]])
    }`),
]);

let done: string[];
beforeEach(() => {
  done = [];
});
const run = (name: string) => () => done.push(name);
const fail = () => {
  throw new Error('The connection was lost during the commit.');
};
const resolvers = {
  Query: { done: () => done.length },
  Mutation: { lapse: run('lapse'), correct: run('correct'), fail },
};

const writer = createAuthority({ ...wholeCountry, scopes: ['health:write'], purpose: 'ASSISTANCE' });

const denied = (message: string) => ({ message, extensions: { code: 'DENIED' } });
const nothingCommitted = { extensions: { changes: [] } };
const onNobodysBehalf = {
  message: 'The call does not say on whose behalf it is made.',
  extensions: { code: 'UNSIGNED_CALL' },
};

describe('a command', () => {
  const options = {
    name: 'health' as const,
    schema: ministrySchema('health', resolvers, slice),
    createContext: (context: object) => context,
  };
  const executeAll: ExecuteAll = createLeanExecutor(options);
  let graphql: GraphqlServer;
  beforeAll(async () => {
    graphql = await createGraphqlServer(options);
  });
  afterAll(() => graphql.stop());

  const paths: Record<string, (query: string, authority: Authority) => Promise<SubgraphAnswer>> = {
    'public path': (query, authority) => graphql.execute({ query }, authority),
    'gateway’s path': (query, authority) => executeAll([{ query }], authority)[0]!,
  };

  describe.each(Object.entries(paths))('on the %s', (_, ask) => {
    it('should be done for who has its scope, its purpose and its policy', async () => {
      expect(await ask('mutation { lapse }', writer)).toEqual({ data: { lapse: 1 }, ...nothingCommitted });
      const inACase = createAuthority({ ...writer, purpose: 'CORRECTION', case: 'K1' });
      expect((await ask('mutation { lapse correct }', inACase)).errors).toBeUndefined();
      expect(done).toEqual(['lapse', 'lapse', 'correct']);
    });

    it.each([
      ['the scope', { scopes: ['health:read', 'finance:write'] }, 'lapse'],
      ['the purpose', { purpose: 'MONITORING' as const }, 'lapse'],
      ['the case', { purpose: 'CORRECTION' as const }, 'correct'],
    ])('should be refused by the ministry itself to who lacks %s', async (_what, lacking, command) => {
      const { data, errors } = await ask(
        `mutation { mine: ${command} }`,
        createAuthority({ ...writer, ...lacking }),
      );
      const needs = command === 'lapse' ? 'for ASSISTANCE or CORRECTION' : 'for CORRECTION with a case';
      expect({ ...data }).toEqual({ mine: null });
      expect(errors).toMatchObject([denied(`Mutation.${command} is denied. Needs health:write ${needs}.`)]);
      expect(done).toEqual([]);
    });

    it('should answer that nothing was committed when it is refused', async () => {
      expect(await ask('mutation { correct }', writer)).toMatchObject(nothingCommitted);
    });

    it('should not answer that nothing was committed when it failed by a fault of the ministry', async () => {
      const answer = await ask('mutation { fail }', writer);
      expect(answer.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
      expect(answer.extensions).toBeUndefined();
    });

    it('should be refused with the authority of a read, which does not say who asks', async () => {
      const asRead = readAuthority(writeAuthority(writer, 'query'));
      expect((await ask('mutation { lapse }', asRead)).errors).toMatchObject([onNobodysBehalf]);
      expect(done).toEqual([]);
    });
  });

  it('should be refused among the lines of a call that is signed for reads, which are answered', async () => {
    const server = fastify();
    guard(server, { ministry: 'health', keys: KEYS });
    serveOperations(server, executeAll, drainable(server));
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const body = ['{ done }', 'mutation { lapse }'].map((query) => JSON.stringify({ query })).join('\n');
    const send = async (kind: 'query' | 'mutation') => {
      const signed = { ministry: 'health', target: OPERATIONS_PATH, contentType: LINES_TYPE, body };
      const headers = signedHeaders({ ...signed, authority: writer, kind });
      const answer = await fetch(new URL(OPERATIONS_PATH, url), { method: 'POST', headers, body });
      const lines = (await answer.text()).trimEnd().split('\n');
      return Object.fromEntries(lines.map((line) => JSON.parse(line)));
    };
    expect(await send('query')).toMatchObject({ 0: { data: { done: 0 } }, 1: { errors: [onNobodysBehalf] } });
    expect(done).toEqual([]);
    expect((await send('mutation'))[1]).toEqual({ data: { lapse: 1 }, ...nothingCommitted });
    await server.close();
  });
});
