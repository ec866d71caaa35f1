import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { cachedOf } from '../cached.ts';
import { compose } from '../compose.ts';
import { faultsOf, faultsWhen, health, register, slices } from '../compose-fixture.ts';

const settlement = health
  .replace(
    'type Settlement @authenticated {',
    `type Settlement @requiresScopes(scopes: [["household:read"]]) @purpose(any: [MONITORING, ASSISTANCE, EVALUATION, CORRECTION])
      @dataSubject(household: "household { id }") @cached(maxAge: 30) {
      "Whose (农户)."
      household: Household!`,
  )
  .replace('type Household @key(fields: "id") {', 'type Household @key(fields: "id") @cached(maxAge: 60) {');

describe('what may be kept', () => {
  it('leads to its household, so that a change of the household empties it', () => {
    expect(
      faultsWhen('type Settlement @authenticated', 'type Settlement @authenticated @cached(maxAge: 60)'),
    ).toBe(
      'health: health.graphql:8:6: Settlement is @cached, but no change of a household empties it: it needs @dataSubject(household: ...).',
    );
  });

  it('is one of these at the root, and a single value elsewhere', () => {
    const atRoot = register
      .replace('id: ID!): Household', 'id: ID!): Household @cached(maxAge: 60)')
      .replace('[Ministry!]!', '[Ministry!]! @cached(maxAge: 60)');
    expect(faultsOf(slices({ 'poverty-relief': atRoot }))).toMatch(
      /^poverty-relief: poverty-relief.graphql:5:3: Query.ministries is @cached: at the root one household/,
    );
    expect(faultsWhen('): SettlementConnection', '): SettlementConnection @cached(maxAge: 60)')).toContain(
      'Household.settlements is @cached',
    );
    expect(faultsWhen('total: Yuan!', 'total: Yuan! @cached(maxAge: 60)')).toBe('');
  });

  it('ends with the day where it answers for today when it is told no day', () => {
    const insured = (age: string) =>
      faultsOf(slices({ health: settlement.replace('total: Yuan!', `total(on: Date): Yuan! ${age}`) }));
    const fault =
      /Settlement.total is @cached and answers for today when it is told no day: it needs sameDay: true/;
    expect(insured('')).toMatch(fault);
    expect(insured('@cached(maxAge: 60)')).toMatch(fault);
    expect(insured('@cached(maxAge: 60, sameDay: true)')).not.toMatch(fault);
  });

  it('is told of every field, of connections and edges too, and of keys by their owner alone', () => {
    const { supergraph, api } = compose(slices({ health: settlement }));
    const types = parse(supergraph).definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
    const ageOf = (type: string, name: string) => {
      const fields = types.find((node) => node.name.value === type)?.fields;
      const field = fields?.find((node) => node.name.value === name);
      const age = field && cachedOf(field)?.arguments?.[0]?.value;
      return age?.kind === Kind.INT ? Number(age.value) : undefined;
    };
    expect(ageOf('Household', 'settlements')).toBe(60);
    expect(ageOf('Settlement', 'total')).toBe(30);
    expect(ageOf('SettlementConnection', 'edges')).toBe(30);
    expect(ageOf('SettlementEdge', 'node')).toBe(30);
    expect(ageOf('Household', 'id')).toBeUndefined();
    expect(ageOf('Household', 'size')).toBeUndefined();
    expect(supergraph).not.toMatch(/\ntype [^\n]*@cached/);
    expect(api).not.toContain('cached');
  });
});
