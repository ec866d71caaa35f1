import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openAccess } from '@hearth/gateway/caller/open-access.ts';
import { type Gateway, type GatewayOptions, startGateway } from '@hearth/gateway/gateway.ts';
import { createHttpTransport } from '@hearth/gateway/transport/http/http.ts';
import { compose } from '@hearth/schema/compose.ts';
import { readSlices } from '@hearth/schema/contract.ts';
import { request } from 'undici';

/** A gateway for the contract of the ministries, none of which knows an answer. */
export interface ContractGateway extends Gateway {
  readonly graphql: string;
  /** How many requests have come to ministries. */
  readonly calls: () => number;
}

/** Starts it on a free port, with ministries that only count who asks them. */
export async function startContractGateway(options: Partial<GatewayOptions> = {}): Promise<ContractGateway> {
  let calls = 0;
  const ministries = createServer((_request, response) => {
    calls += 1;
    response.setHeader('content-type', 'application/json').end('{"data":{"household":null}}');
  });
  await new Promise<void>((resolve) => ministries.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(ministries.address() as AddressInfo).port}/graphql`;
  const gateway = await startGateway({
    access: openAccess,
    supergraph: compose(readSlices(), () => url).supergraph,
    transport: (subgraphs) => createHttpTransport(subgraphs),
    host: '127.0.0.1',
    port: 0,
    ...options,
  });
  return {
    ...gateway,
    graphql: `${gateway.url}/graphql`,
    calls: () => calls,
    async stop() {
      await gateway.stop();
      ministries.closeAllConnections();
      await new Promise((resolve) => ministries.close(resolve));
    },
  };
}

/** A refusal as a client reads it, and everything that was answered. */
export interface Refused {
  readonly status: number;
  readonly code: unknown;
  readonly limit: unknown;
  readonly message: string;
  readonly text: string;
}

interface Asking {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** Sends a request as it is and reads the refusal. */
export async function ask(
  url: string,
  { method = 'POST', headers = { 'content-type': 'application/json' }, body = '' }: Asking,
): Promise<Refused> {
  const answer = await request(url, { method, headers, ...(method === 'POST' && { body }) });
  const text = await answer.body.text();
  const { errors } = JSON.parse(text) as {
    errors?: { message: string; extensions: { code: unknown; limit?: unknown } }[];
  };
  const { message = '', extensions } = errors?.[0] ?? {};
  return { status: answer.statusCode, code: extensions?.code, limit: extensions?.limit, message, text };
}
