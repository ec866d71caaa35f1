import { describe, expect, it } from 'vitest';
import type { TestSubgraph } from '../federation/fixture.ts';
import { post, startTestGateway } from '../http/fixture.ts';

/** A subgraph that answers nothing until it is let. */
function gatedSubgraph() {
  let open = () => {};
  let onAsked = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const asked = new Promise<void>((resolve) => (onAsked = resolve));
  const beds = async () => {
    onAsked();
    await opened;
    return 12;
  };
  const clinic: TestSubgraph = { schema: 'type Query { beds: Int }', resolvers: { Query: { beds } } };
  return { clinic, open, asked };
}

describe('a gateway that answers as many requests as it may', () => {
  it.each(['application/json', 'application/graphql-response+json'])(
    'refuses one more at once as %s, to be sent again, and takes others when it has room',
    async (accept) => {
      const { clinic, open, asked } = gatedSubgraph();
      const gateway = await startTestGateway({ clinic }, { limits: { requests: 1 } });
      try {
        const first = post(gateway.graphql, { query: '{ beds }' });
        await asked;
        const refused = await post(gateway.graphql, { query: '{ beds }' }, { accept });
        expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
        expect(await refused.json()).toMatchObject({
          errors: [{ extensions: { code: 'OVERLOADED', retryable: true } }],
        });
        open();
        expect((await first).status).toBe(200);
        const next = await post(gateway.graphql, { query: '{ beds }' }, { accept });
        expect(await next.json()).toMatchObject({ data: { beds: 12 } });
      } finally {
        open();
        await gateway.stop();
      }
    },
  );
});
