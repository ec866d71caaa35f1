import { isMet } from '@hearth/gateway/plan/access/clause.ts';
import { readSupergraph } from '@hearth/gateway/plan/supergraph.ts';
import { compose } from '@hearth/schema/compose.ts';
import { parseContract, readSlices } from '@hearth/schema/contract.ts';
import { meets } from '@hearth/schema/protection/meets.ts';
import { fieldPlaces } from '@hearth/schema/protection/nodes.ts';
import { protectionOf } from '@hearth/schema/protection/protection.ts';
import { both } from '@hearth/schema/protection/requirement.ts';
import { type Authority, createAuthority, nobody } from '@hearth/schema/protocol/authority.ts';
import { purposeNames } from '@hearth/schema/protocol/purposes.ts';
import { scopeNames } from '@hearth/schema/protocol/scopes.ts';
import { describe, expect, it } from 'vitest';

/** Callers with all scopes, all but one, one alone or none, for each purpose or none, with a case or without. */
const callers: readonly Authority[] = [
  scopeNames,
  ...scopeNames.map((scope) => scopeNames.filter((other) => other !== scope)),
  ...scopeNames.map((scope) => [scope]),
  [],
].flatMap((scopes) =>
  [null, ...purposeNames].flatMap((purpose) =>
    [null, '1'].map((matter) =>
      createAuthority({ ...nobody, subject: 'tester', scopes, purpose, case: matter }),
    ),
  ),
);

describe('what the contract asks for', () => {
  const contract = parseContract(readSlices());
  const protection = protectionOf(contract);
  const { requirements } = readSupergraph(compose(readSlices()).supergraph);

  it('is what the gateway demands for every field, of every caller', () => {
    const places = fieldPlaces(contract).filter(({ node }) =>
      node.directives?.every(({ name }) => name.value !== 'external'),
    );
    expect(places.length).toBeGreaterThan(1000);
    for (const { coordinate, parent, node } of places) {
      const asked = both(protection.ofType(parent), protection.ofField(parent, node.name.value));
      const clauses = requirements.of(parent, node.name.value).map((number) => requirements.clauses[number]!);
      const wrong = callers.filter(
        (authority) => meets(authority, asked) !== clauses.every((clause) => isMet(clause, authority)),
      );
      expect([coordinate, wrong.map(({ class: each }) => each)]).toEqual([coordinate, []]);
    }
  });

  it('leaves no field open to an unknown caller', () => {
    const open = fieldPlaces(contract).filter(({ parent, node }) =>
      requirements
        .of(parent, node.name.value)
        .every((number) => isMet(requirements.clauses[number]!, nobody)),
    );
    expect(open.map(({ coordinate }) => coordinate)).toEqual([]);
  });
});
