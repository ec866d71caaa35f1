import type { FastifyInstance, FastifyRequest } from 'fastify';
import { badRequest, HttpRefusal } from '../../http/refusal.ts';
import type { Demo } from '../authenticate.ts';

const HOURS = 1; // that a token of the page is valid

/** Gives the explorer a token for a persona: `POST /demo/token` with `{"persona": "county-official"}`. */
export function serveDemoTokens(server: FastifyInstance, { personas, issue }: Demo): void {
  server.post('/demo/token', {
    onRequest: (request, _reply, done) => {
      refuseAllButOwnPages(request);
      done();
    },
    handler: async (request, reply) => {
      const { persona: name } = (request.body ?? {}) as { persona?: unknown };
      const persona = personas.find((candidate) => candidate.name === name);
      if (!persona) {
        throw badRequest(`\`persona\` must be one of ${personas.map((one) => one.name).join(', ')}.`);
      }
      reply.header('cache-control', 'no-store');
      return { token: await issue(persona, HOURS) };
    },
  });
}

/** Browsers say which page a request comes from; whoever uses no browser runs `npm run token`. */
function refuseAllButOwnPages({ headers }: FastifyRequest): void {
  if (headers['sec-fetch-site'] === 'same-origin') return;
  throw new HttpRefusal(403, 'DENIED', 'Only the explorer of this gateway may ask for a token here.');
}
