import { log } from '@hearth/kit/log.ts';
import { untilTerminated } from '@hearth/kit/terminate.ts';
import { operations } from '@hearth/schema/operations.ts';
import { readGatewayConfig } from './config.ts';
import { startGateway } from './gateway.ts';
import { createHttpTransport } from './transport/http/http.ts';

await untilTerminated(async () => {
  const { withUrls, ...config } = readGatewayConfig();
  const gateway = await startGateway({
    ...config,
    transport: (subgraphs) => createHttpTransport(withUrls(subgraphs)),
    operations: operations(),
    log,
  });
  log.info({ url: gateway.url }, 'ready');
  return () => gateway.stop();
});
