import { createTellingDocuments } from '@hearth/gateway/document/telling.ts';
import { selectOperation } from '@hearth/gateway/document/document.ts';
import { defaultLimits } from '@hearth/gateway/document/limits.ts';
import { createGuard } from '@hearth/gateway/plan/access/guard.ts';
import { readSupergraph } from '@hearth/gateway/plan/supergraph.ts';
import { type Authority, readAuthority } from '@hearth/schema/protocol/authority.ts';
import { purposeNames } from '@hearth/schema/protocol/purposes.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compose } from '../fixture.ts';
import { caller, subgraphs } from './world.ts';

const QUERY = `{
  sealed statistics { secret } things { __typename ... on Vault { code } }
  person { name nick mood secretId home { street } file odd card visits doctor { id } }
}`;

const supergraph = readSupergraph(compose(subgraphs));
const { api: schema, requirements, owners, costs: weights } = supergraph;
const documents = createTellingDocuments({ schema, limits: defaultLimits, weights, cacheSize: 10 });
const operation = selectOperation(documents(QUERY, true), null);
const newGuard = () => createGuard({ schema, requirements, owners, cacheSize: 100 });

const callers: fc.Arbitrary<Authority> = fc
  .record({
    subject: fc.constantFrom('', 'one', 'other'),
    person: fc.constantFrom(null, 'P1'),
    case: fc.constantFrom(null, 'K1', 'K2'),
    purpose: fc.constantFrom(null, ...purposeNames),
    regions: fc.constantFrom([], [''], ['53']),
    scopes: fc.subarray(['name:read', 'identity:read', 'contact:read', 'health:read', 'statistics:read']),
  })
  .map(caller);

it('denies by nothing but the class of who asks, whoever was judged before', () => {
  const guard = newGuard();
  const denials = new Set<string>();
  fc.assert(
    fc.property(callers, (authority) => {
      const unmet = guard.unmet(operation, authority);
      expect(unmet).toEqual(newGuard().unmet(operation, readAuthority(authority.class)));
      denials.add(String(unmet));
    }),
    { numRuns: 500 },
  );
  expect(denials.size).toBeGreaterThan(50);
});
