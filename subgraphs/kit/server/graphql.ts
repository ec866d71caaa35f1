import { ApolloServer, type BaseContext } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { type ExecutionResult, type GraphQLFormattedError, GraphQLError, type GraphQLSchema } from 'graphql';
import { isErrorCode } from '@hearth/schema/protocol/errors.ts';
import { log } from '../log.ts';

/** One operation as the gateway sends it. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

export interface GraphqlServer {
  readonly apollo: ApolloServer<BaseContext>;
  readonly createContext: () => BaseContext;
  /** Answers one operation; what fails is an error of the answer. */
  execute(request: SubgraphRequest): Promise<ExecutionResult>;
  stop(): Promise<void>;
}

interface GraphqlServerOptions {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Made anew for each operation. */
  readonly createContext: () => BaseContext;
}

/** Apollo Server over a ministry's schema. It does not listen; HTTP and in-process calls both use it. */
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
      const { body } = await apollo.executeOperation({ ...request }, { contextValue: createContext() });
      if (body.kind !== 'single') throw new TypeError('A ministry answers each operation at once.');
      return body.singleResult as ExecutionResult;
    },
    stop: () => apollo.stop(),
  };
}

/**
 * Only errors of the catalogue reach the gateway. Anything else, such as a failed statement with the values that
 * it carried, is logged by its kind alone.
 */
function withoutInternals(
  ministry: string,
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const code = formatted.extensions?.['code'];
  if (isErrorCode(code) && code !== 'INTERNAL_SERVER_ERROR') return withoutStack(formatted, code);
  log.error({
    ministry,
    field: formatted.path?.filter((key) => typeof key === 'string').join('.'),
    ...kindOf(error),
  });
  return withoutStack(
    { ...formatted, message: 'The ministry could not answer this part.' },
    'INTERNAL_SERVER_ERROR',
  );
}

const withoutStack = (formatted: GraphQLFormattedError, code: string): GraphQLFormattedError => ({
  ...formatted,
  extensions: { code },
});

/** Names what failed without any value: the error's class and PostgreSQL's code, never the message. */
function kindOf(error: unknown) {
  const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const { cause } = original as { cause?: { code?: unknown } };
  return { error: (original as Error).name, code: cause?.code };
}
