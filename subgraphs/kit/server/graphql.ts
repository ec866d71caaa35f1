import { ApolloServer, type ApolloServerPlugin, type BaseContext, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { type Authority, isInForce } from '@hearth/schema/protocol/authority.ts';
import { PING } from '@hearth/schema/protocol/ping.ts';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { DatabaseHealth } from '../database/health.ts';
import { committedIn, type CreateContext, outageAnswer } from './lean.ts';
import type { SubgraphAnswer, SubgraphRequest } from './lean.ts';
import { createReadGuard } from './reads.ts';
import { unauthorized, withoutInternals } from './refused.ts';
import { textsCheck } from './unstorable.ts';

export interface GraphqlServer {
  readonly apollo: ApolloServer<BaseContext>;
  readonly createContext: CreateContext;
  /** Answers one operation on somebody's behalf; what fails is an error of the answer. */
  execute(request: SubgraphRequest, authority: Authority): Promise<SubgraphAnswer>;
  stop(): Promise<void>;
}

interface GraphqlServerOptions {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly createContext: CreateContext;
  /** Whether the database answers, by which a ping is answered. Default: it does. */
  readonly databaseState?: DatabaseHealth['state'];
}

/** Apollo Server over a ministry's schema: the public path. It does not listen. */
export async function createGraphqlServer({
  name,
  schema,
  createContext,
  databaseState = async () => 'UP',
}: GraphqlServerOptions): Promise<GraphqlServer> {
  const apollo = new ApolloServer<BaseContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    plugins: [
      ...listensToNoField,
      refusesReads(schema),
      refuseUnstorable,
      tellWhatIsCommitted,
      answerPings(databaseState),
    ],
    formatError: (formatted, error) => withoutInternals(name, withOwnCode(formatted, error), error),
  });
  await apollo.start();

  return {
    apollo,
    createContext,
    async execute(request, authority) {
      if (!isInForce(authority)) return unauthorized;
      const { query, variables = {} } = request;
      const contextValue = createContext({ authority });
      const { body } = await apollo.executeOperation({ query, variables }, { contextValue });
      if (body.kind !== 'single') throw new TypeError('A ministry answers each operation at once.');
      return body.singleResult as SubgraphAnswer;
    },
    stop: () => apollo.stop(),
  };
}

/** Apollo calls a literal that a scalar refuses a document that does not fit; the scalar's own code says more. */
function withOwnCode(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { originalError } = error as GraphQLError;
  const isOfScalar =
    originalError instanceof GraphQLError && originalError.extensions['code'] === 'BAD_USER_INPUT';
  return isOfScalar && formatted.extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED'
    ? { ...formatted, extensions: { ...formatted.extensions, code: 'BAD_USER_INPUT' } }
    : formatted;
}

/** A plugin that hears of fields has every resolver of the schema wrapped for good, also for the gateway's calls, which have no plugins. */
const listensToNoField = [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginInlineTraceDisabled()];

function refusesReads(schema: GraphQLSchema): ApolloServerPlugin {
  const guard = createReadGuard(schema);
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ document, contextValue }) {
        const denial = guard(document)((contextValue as { authority: Authority }).authority);
        if (denial) throw denial;
      },
    }),
  };
}

const refuseUnstorable: ApolloServerPlugin = {
  requestDidStart: async () => ({
    async didResolveOperation({ document, request }) {
      const refused = textsCheck(document)(request.variables ?? {});
      if (refused) throw refused;
    },
  }),
};

const tellWhatIsCommitted: ApolloServerPlugin = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, operation, response: { body } }) {
      if (operation?.operation !== 'mutation' || body.kind !== 'single') return;
      Object.assign(body.singleResult, committedIn(contextValue, body.singleResult.errors));
    },
  }),
};

const answerPings = (databaseState: DatabaseHealth['state']): ApolloServerPlugin => ({
  requestDidStart: async () => ({
    async responseForOperation({ source }) {
      if (source !== PING) return null;
      const singleResult = outageAnswer(await databaseState());
      if (!singleResult) return null;
      return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult } };
    },
  }),
});
