import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { openAccess } from '../caller/open-access.ts';
import { serveExplorer } from './serve.ts';

describe('an explorer that has not been built', () => {
  it('says how to build it, and where GraphQL is', async () => {
    const server = fastify();
    await serveExplorer(server, { operations: () => [], access: openAccess, bundle: '/nowhere' });
    const page = await server.inject({ url: '/', headers: { accept: 'text/html' } });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('npm run prepare');
    expect(page.body).toContain('/graphql');
    await server.close();
  });
});
