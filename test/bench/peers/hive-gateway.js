import { createServer } from 'node:http';
import { createGatewayRuntime, useCustomFetch } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { address, isNative, isOverUndici, supergraph } from './settings.js';
import { undiciFetch } from './undici-fetch.js';

/** Hive Gateway's runtime on Node's own HTTP server, as its makers document it for Node. */
const gateway = createGatewayRuntime({
  supergraph,
  logging: false,
  landingPage: false,
  graphiql: false,
  ...(isNative && { unifiedGraphHandler }),
  plugins: () => (isOverUndici ? [useCustomFetch(undiciFetch)] : []),
});
const server = createServer(gateway);
server.listen(address, () =>
  console.log(`answers at http://${address.host}:${server.address().port}/graphql`),
);

// Its graceful end waits for what nobody waits for here.
process.once('SIGTERM', () => process.exit());
