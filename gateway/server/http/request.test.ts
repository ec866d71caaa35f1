import { describe, expect, it } from 'vitest';
import { readBody, readQueryString } from './request.ts';

const asked = { query: '{ __typename }', operationName: null, variables: undefined, extensions: undefined };

/** What the server alone says of a request. */
const forged = {
  authority: { regions: [''], scopes: ['identity:read'] },
  lifetime: {},
  mutationAllowed: 'true',
  traceId: 'of somebody else',
  cacheReport: 'true',
};

describe('a request of a client', () => {
  it('has what GraphQL over HTTP names, and nothing in the place of what the server knows', () => {
    expect(readBody({ ...forged, ...asked })).toStrictEqual(asked);
    expect(readQueryString({ ...forged, ...asked })).toStrictEqual(asked);
  });
});
