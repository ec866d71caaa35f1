import type { Persona } from '@hearth/gateway/caller/demo/personas.ts';
import { type Authority, createAuthority, regionPrefix } from '@hearth/schema/protocol/authority.ts';
import { type Purpose, purposeNames } from '@hearth/schema/protocol/purposes.ts';
import { type Scope, scopeNames } from '@hearth/schema/protocol/scopes.ts';
import fc from 'fast-check';
import type { CallerHeaders, TwoGateways } from '../two-gateways.ts';

/** Somebody who asks. */
export interface Caller {
  readonly authority: Authority;
  readonly headers: CallerHeaders;
}

interface Grant {
  readonly scopes: readonly Scope[];
  readonly regions: readonly string[];
  readonly purpose: Purpose;
}

/** Scopes, regions and purposes at random; most may see households at all. */
const grants = (regions: readonly string[]): fc.Arbitrary<Grant> =>
  fc.record({
    scopes: fc
      .tuple(fc.subarray([...scopeNames]), fc.integer({ min: 0, max: 5 }))
      .map(([scopes, luck]) => (luck === 0 ? scopes : [...new Set<Scope>(['household:read', ...scopes])])),
    regions: fc.oneof(
      { weight: 4, arbitrary: fc.subarray([...regions], { minLength: 1, maxLength: 3 }) },
      { weight: 2, arbitrary: fc.constantFrom([], ['*']) },
    ),
    purpose: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom<Purpose>('MONITORING', 'ASSISTANCE', 'CORRECTION') },
      { weight: 1, arbitrary: fc.constantFrom(...purposeNames) },
    ),
  });

/** Draws callers: of each class that is drawn two, one more who names a case, and all of them again in other regions. */
export async function drawCallers(
  { headersOf }: TwoGateways,
  { seed, classes, regions }: { seed: number; classes: number; regions: readonly string[] },
): Promise<Caller[]> {
  const drawn = fc
    .sample(fc.tuple(grants(regions), fc.constantFrom(...regions)), { seed, numRuns: classes })
    .flatMap(([grant, elsewhere]) => [grant, { ...grant, regions: [elsewhere] }]);
  const callers = drawn.flatMap((grant, index) => [
    becomeCaller(headersOf, grant, { name: `one-of-${index}`, matter: null }),
    becomeCaller(headersOf, grant, { name: `other-of-${index}`, matter: null }),
    becomeCaller(headersOf, grant, { name: `in-a-case-${index}`, matter: `case ${index}` }),
  ]);
  return Promise.all(callers);
}

/** Somebody to whom nothing is denied that is not about identities, anywhere. */
export const everythingCaller = ({ headersOf }: TwoGateways, { hours = 1 } = {}): Promise<Caller> =>
  becomeCaller(
    headersOf,
    {
      scopes: scopeNames.filter((scope) => scope !== 'identity:read'),
      regions: ['*'],
      purpose: 'MONITORING',
    },
    { name: 'everything', matter: null, hours },
  );

async function becomeCaller(
  headersOf: TwoGateways['headersOf'],
  { scopes, regions, purpose }: Grant,
  { name, matter, hours = 1 }: { name: string; matter: string | null; hours?: number },
): Promise<Caller> {
  const persona: Persona = { name, title: name, scopes, regions, purposes: [purpose] };
  const headers = await headersOf(persona, { hours });
  const authority = createAuthority({
    subject: `demo:${name}`,
    client: 'hearth-demo',
    ministry: null,
    person: null,
    case: matter,
    purpose,
    regions: regions.map(regionPrefix),
    scopes,
    expiresAt: Infinity,
  });
  return { authority, headers: { ...headers, ...(matter !== null && { 'x-case': matter }) } };
}
