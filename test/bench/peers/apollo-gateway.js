import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { address, isOverUndici, supergraph } from './settings.js';
import { undiciFetch } from './undici-fetch.js';

/** Apollo Gateway on Apollo Server, whose caches of documents and plans are on by themselves. */
const quiet = { debug() {}, info() {}, warn: console.warn, error: console.error };
const gateway = new ApolloGateway({
  supergraphSdl: supergraph,
  logger: quiet,
  buildService: ({ url }) =>
    new RemoteGraphQLDataSource(isOverUndici ? { url, fetcher: undiciFetch } : { url }),
});
const server = new ApolloServer({
  gateway,
  logger: quiet,
  introspection: false,
  plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled()],
});
const { url } = await startStandaloneServer(server, { listen: address });
console.log(`answers at ${url}`);
