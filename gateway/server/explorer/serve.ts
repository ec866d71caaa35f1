import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { purposeNames } from '@hearth/schema/protocol/purposes.ts';
import type { Operation } from '@hearth/schema/operations.ts';
import type { Access } from '../caller/authenticate.ts';
import { pagePolicy } from '../http/security-headers.ts';
import { unbuiltPage } from './unbuilt-page.ts';

const builtBundle = fileURLToPath(new URL('dist', import.meta.url));

/** What the explorer shows. */
interface ExplorerOptions {
  readonly operations: () => readonly Operation[];
  readonly access: Access;
  /** Where the built explorer is; where it is not, a page says how to build it. */
  readonly bundle?: string;
}

/**
 * Serves the explorer at `/` to browsers; to others a line that says where GraphQL is.
 */
export async function serveExplorer(
  server: FastifyInstance,
  { operations, access, bundle = builtBundle }: ExplorerOptions,
): Promise<void> {
  const isBuilt = existsSync(`${bundle}/index.html`);
  if (isBuilt) {
    // Without `wildcard` a route is made for each file that is there, and everything else is not found.
    await server.register(fastifyStatic, {
      root: `${bundle}/assets`,
      prefix: '/assets/',
      wildcard: false,
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
      decorateReply: true,
    });
  }
  // They tell of the schema and of real records, and whoever opens the page of a hub with an issuer bears no token yet.
  if (access.mode !== 'issuer') server.get('/explorer/operations', () => operations());
  server.get('/explorer/access', () => describeAccess(access));
  server.get('/', (request, reply) => {
    if (!request.headers.accept?.includes('text/html')) {
      return reply
        .type('text/plain; charset=utf-8')
        .send('GraphQL is at /graphql; a browser sees an explorer here.\n');
    }
    reply.headers({ 'content-security-policy': pagePolicy, 'cache-control': 'no-cache', vary: 'accept' });
    if (isBuilt)
      return reply.sendFile('index.html', bundle, { immutable: false, maxAge: 0, cacheControl: false });
    return reply.type('text/html; charset=utf-8').send(unbuiltPage);
  });
}

/** As whom and for what the page may let its user ask. */
const describeAccess = ({ mode, demo }: Access) => ({
  mode,
  purposes: purposeNames,
  personas: demo?.personas.map(({ name, title, purposes }) => ({ name, title, purposes })) ?? [],
});
