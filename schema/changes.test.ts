import { describe, expect, it } from 'vitest';
import { apiAt, breakingChanges, parseAcceptedChanges, readAcceptedChanges, unaccepted } from './changes.ts';

const api = `
  type Query { household(id: ID!): Household }
  type Household { id: ID! size: Int! kind: Kind }
  enum Kind { ORDINARY LIFTED }
`;
const changed = (before: string, after: string) => breakingChanges(api, api.replace(before, after));

describe('breakingChanges', () => {
  it('finds nothing when nothing changed', async () => {
    expect(await breakingChanges(api, api)).toEqual([]);
  });

  it('finds nothing in a new field', async () => {
    expect(await changed('size: Int!', 'size: Int! members: Int')).toEqual([]);
  });

  it.each([
    ['a removed field', 'size: Int!', '', 'Household.size', 'FIELD_REMOVED'],
    ['a field that may now be null', 'size: Int!', 'size: Int', 'Household.size', 'FIELD_TYPE_CHANGED'],
    ['a removed code', 'ORDINARY ', '', 'Kind.ORDINARY', 'ENUM_VALUE_REMOVED'],
    [
      'a new argument that must be given',
      'id: ID!)',
      'id: ID!, year: Int!)',
      'Query.household.year',
      'FIELD_ARGUMENT_ADDED',
    ],
  ])('finds %s', async (_, before, after, path, type) => {
    expect(await changed(before, after)).toMatchObject([{ path, type }]);
  });
});

describe('accepted changes', () => {
  const reason = 'No client reads it: it was never filled.';

  it('let a listed change pass and no other', async () => {
    const changes = await changed('size: Int! kind: Kind', '');
    const accepted = [{ path: 'Household.size', type: 'FIELD_REMOVED', reason }];
    expect(unaccepted(changes, accepted)).toMatchObject([{ path: 'Household.kind' }]);
  });

  it('do not let another kind of change of the same field pass', async () => {
    const accepted = [{ path: 'Household.size', type: 'FIELD_REMOVED', reason }];
    expect(unaccepted(await changed('size: Int!', 'size: String!'), accepted)).toHaveLength(1);
  });

  it('must give a reason', () => {
    const entry = { path: 'Household.size', type: 'FIELD_REMOVED' };
    expect(() => parseAcceptedChanges(JSON.stringify([{ ...entry, reason: ' ' }]))).toThrow('say why');
    expect(parseAcceptedChanges(JSON.stringify([{ ...entry, reason }]))).toHaveLength(1);
  });

  it('are listed in a file that can be read', () => {
    expect(() => readAcceptedChanges()).not.toThrow();
  });
});

describe('apiAt', () => {
  it('refuses a revision that git does not know', () => {
    expect(() => apiAt('no-such-revision')).toThrow('No git revision is called no-such-revision');
  });
});
