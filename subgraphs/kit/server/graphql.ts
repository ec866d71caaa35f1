import { ApolloServer, type BaseContext } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { SubgraphAnswer, SubgraphRequest } from './lean.ts';
import { withoutInternals } from './refused.ts';

export interface GraphqlServer {
  readonly apollo: ApolloServer<BaseContext>;
  readonly createContext: () => BaseContext;
  /** Answers one operation; what fails is an error of the answer. */
  execute(request: SubgraphRequest): Promise<SubgraphAnswer>;
  stop(): Promise<void>;
}

interface GraphqlServerOptions {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Made anew for each operation. */
  readonly createContext: () => BaseContext;
}

/** Apollo Server over a ministry's schema: the public path. It does not listen. */
export async function createGraphqlServer({
  name,
  schema,
  createContext,
}: GraphqlServerOptions): Promise<GraphqlServer> {
  const apollo = new ApolloServer<BaseContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    formatError: (formatted, error) => withoutInternals(name, formatted, error),
  });
  await apollo.start();

  return {
    apollo,
    createContext,
    async execute(request) {
      const { query, variables = {} } = request;
      const { body } = await apollo.executeOperation({ query, variables }, { contextValue: createContext() });
      if (body.kind !== 'single') throw new TypeError('A ministry answers each operation at once.');
      return body.singleResult as SubgraphAnswer;
    },
    stop: () => apollo.stop(),
  };
}
