import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { federate, type Given, type TestSubgraph } from '../federation/fixture.ts';

/** A register, a clinic that knows what the fund requires, and the fund. */
const ministries = (clinic: Partial<TestSubgraph> = {}): Record<string, TestSubgraph> => ({
  register: {
    schema: `
      type Query { household(id: ID!): Household other: Int }
      type Mutation { move(id: ID!): Household! close(id: ID!): Household }
      type Household @key(fields: "id") { id: ID! name: String }
    `,
    resolvers: {
      Query: {
        household: (_: unknown, { id }: Given) => (id === '0' ? null : { id, name: 'Li' }),
        other: () => 1,
      },
      Mutation: {
        move: (_: unknown, { id }: Given) => ({ id }),
        close: (_: unknown, { id }: Given) => ({ id }),
      },
    },
  },
  clinic: {
    schema: `type Household @key(fields: "id") { id: ID! burden: Int }`,
    resolvers: { Household: { burden: () => 7 } },
    ...clinic,
  },
  fund: {
    schema: `type Household @key(fields: "id") { id: ID! burden: Int @external aid: String @requires(fields: "burden") }`,
    resolvers: { Household: { aid: ({ burden }: Given) => `for ${burden}` } },
  },
});

const unreachable = () => Promise.reject(new Error('ECONNREFUSED'));
const saying =
  (code: string): NonNullable<TestSubgraph['tamper']> =>
  async (_operation, answer) => ({
    ...((await answer()) as object),
    errors: [{ message: 'x', extensions: { code } }],
  });

async function statesOf(subgraphs: Record<string, TestSubgraph>, query: string) {
  const { askWhole, stop } = await federate(subgraphs);
  const { extensions } = await askWhole(query);
  await stop();
  return extensions?.ministries;
}

const view = '{ household(id: "1") { name burden aid } }';

describe('the states of ministries in an answer', () => {
  it('are those of the ministries that the operation needs, and no others', async () => {
    expect(await statesOf(ministries(), view)).toEqual({ clinic: 'OK', fund: 'OK', register: 'OK' });
    expect(await statesOf(ministries(), '{ household(id: "1") { name } }')).toEqual({ register: 'OK' });
  });

  it('are OK where there was nothing to ask', async () => {
    expect(await statesOf(ministries(), '{ household(id: "0") { burden } }')).toEqual({
      clinic: 'OK',
      register: 'OK',
    });
  });

  it('are left out where no ministry is needed, and of refusals', async () => {
    for (const query of ['{ __typename }', '{ nothing }', '{']) {
      expect(await statesOf(ministries(), query)).toBeUndefined();
    }
  });

  it('tell who could not be asked because another did not say what that takes', async () => {
    expect(await statesOf(ministries({ tamper: unreachable }), view)).toEqual({
      clinic: 'DOWN',
      fund: 'NOT_ASKED',
      register: 'OK',
    });
    const { register, ...others } = ministries();
    expect(await statesOf({ register: { ...register!, tamper: unreachable }, ...others }, view)).toEqual({
      clinic: 'NOT_ASKED',
      fund: 'NOT_ASKED',
      register: 'DOWN',
    });
  });

  it('name who left a key out, not who could therefore not be asked', async () => {
    const { register, ...others } = ministries();
    const withoutKey = async (_operation: unknown, answer: () => Promise<object>) => {
      const given = (await answer()) as Given;
      Reflect.deleteProperty(given['data'].household, 'id');
      return given;
    };
    const { askWhole } = await federate({ register: { ...register!, tamper: withoutKey }, ...others });
    expect(await askWhole('{ household(id: "1") { name burden } }')).toMatchObject({
      data: { household: { name: 'Li', burden: null } },
      errors: [{ path: ['household', 'burden'], extensions: { ministry: 'register' } }],
      extensions: { ministries: { clinic: 'NOT_ASKED', register: 'ERROR' } },
    });
  });

  it('follow what a ministry says of itself', async () => {
    for (const [code, state] of [
      ['DENIED', 'DENIED'],
      ['STALE', 'STALE'],
      ['BAD_USER_INPUT', 'REFUSED'],
      ['INTERNAL_SERVER_ERROR', 'ERROR'],
      ['DOWN', 'DOWN'],
    ]) {
      const states = await statesOf(
        ministries({ tamper: saying(code!) }),
        '{ household(id: "1") { burden } }',
      );
      expect(states).toEqual({ clinic: state, register: 'OK' });
    }
  });
  it('tell of a refused command apart from a ministry that fails beside it', async () => {
    const refuse = (code: string) => () => {
      throw new GraphQLError('No.', { extensions: { code } });
    };
    const { register, ...others } = ministries();
    const refusing = {
      ...register!,
      resolvers: {
        ...register!.resolvers,
        Mutation: { move: refuse('SECRET_FAULT'), close: refuse('RULE_REFUSED') },
      },
    };
    const asked = { register: refusing, ...others };
    expect(await statesOf(asked, 'mutation { close(id: "1") { name } }')).toEqual({ register: 'REFUSED' });
    expect(await statesOf(asked, 'mutation { close(id: "1") { burden } }')).toEqual({
      clinic: 'NOT_ASKED',
      register: 'REFUSED',
    });
    const both = 'mutation { close(id: "1") { name } move(id: "1") { name } }';
    expect(await statesOf(asked, both)).toEqual({ register: 'ERROR' });
  });
});
