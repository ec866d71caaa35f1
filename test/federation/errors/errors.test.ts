import { describe, expect, it } from 'vitest';
import { federate, type Given, type TestSubgraph } from '../fixture.ts';

const users: TestSubgraph = {
  schema: `type Query { users: [User] me: User! maybe: User } type User @key(fields: "id") { id: ID! name: String friends: [User] }`,
  resolvers: {
    Query: {
      users: () => [{ id: '1' }, null, { id: '2' }],
      me: () => ({ id: '1' }),
      maybe: () => ({ id: '2' }),
    },
    User: { friends: () => [{ id: '2' }, { id: '1' }], name: ({ id }: Given) => `user ${id}` },
  },
};

const scores = (more: Partial<TestSubgraph> = {}): TestSubgraph => ({
  schema: `type User @key(fields: "id") { id: ID! score: Int must: Int! secret: Int parts: [Part!] } type Part { size: Int! }`,
  resolvers: { User: { score: ({ id }: Given) => Number(id), must: () => 1, parts: () => [{ size: 1 }] } },
  ...more,
});

/** A subgraph that gives this answer, or this change of its true answer. */
const answering = (change: (answer: Given) => unknown): TestSubgraph =>
  scores({ tamper: async (_operation, answer) => change((await answer()) as Given) });

const start = (subgraph: TestSubgraph) => federate({ users, scores: subgraph });

const error = (code: string, message: string, ...path: (string | number)[]) => ({
  message,
  path,
  extensions: { code, ministry: 'scores' },
});

describe('errors of a subgraph', () => {
  const failing = scores({
    resolvers: {
      User: {
        score: ({ id }: Given) => {
          if (id === '2')
            throw Object.assign(new Error('no score'), {
              extensions: { code: 'BAD_USER_INPUT', sql: 'select' },
            });
          return 1;
        },
        secret: () => {
          throw new Error('password at http://internal:1/x');
        },
        parts: () => [{ size: 1 }, { size: null }],
      },
    },
  });

  it('bear the path of the client: its aliases and indices, at every place of the entity', async () => {
    const { ask } = await start(failing);
    expect(await ask('{ all: users { points: score pals: friends { points: score } } }')).toEqual({
      data: {
        all: [
          { points: 1, pals: [{ points: null }, { points: 1 }] },
          null,
          { points: null, pals: [{ points: null }, { points: 1 }] },
        ],
      },
      errors: expect.arrayContaining([
        error('BAD_USER_INPUT', 'no score', 'all', 0, 'pals', 0, 'points'),
        error('BAD_USER_INPUT', 'no score', 'all', 2, 'points'),
        error('BAD_USER_INPUT', 'no score', 'all', 2, 'pals', 0, 'points'),
      ]),
    });
  });

  it('keep what is internal for the log', async () => {
    const { ask, failures } = await start(failing);
    expect(await ask('{ maybe { secret } }')).toEqual({
      data: { maybe: { secret: null } },
      errors: [error('SUBGRAPH_ERROR', 'scores could not answer this.', 'maybe', 'secret')],
    });
    expect(failures).toMatchObject([{ subgraph: 'scores', message: 'password at http://internal:1/x' }]);
  });

  it('with a code that the contract does not have for clients are internal', async () => {
    for (const code of ['OVERLOADED', 'BUSY', 'INTERNAL_SERVER_ERROR', '__proto__', 7]) {
      const { ask, failures } = await start(
        answering(() => ({ data: null, errors: [{ message: 'select * from t', extensions: { code } }] })),
      );
      expect(await ask('{ maybe { score } }')).toEqual({
        data: { maybe: { score: null } },
        errors: [error('SUBGRAPH_ERROR', 'scores could not answer this.', 'maybe')],
      });
      expect(failures).toMatchObject([
        { message: 'select * from t', traceId: expect.stringMatching(/^[\da-f]{32}$/) },
      ]);
    }
  });

  it('that say it has lost its database are told in the words of the gateway', async () => {
    for (const [code, message] of [
      ['DOWN', 'scores cannot be reached.'],
      ['TIMEOUT', 'scores did not answer in time.'],
    ] as const) {
      const { ask } = await start(
        answering(() => ({
          data: null,
          errors: [{ message: 'connect 10.0.0.1:5432', extensions: { code } }],
        })),
      );
      expect((await ask('{ maybe { score } }')).errors).toMatchObject([{ message, extensions: { code } }]);
    }
  });

  it('are logged thrice in an answer, however many they are', async () => {
    const errors = Array.from({ length: 1_000 }, () => ({ message: 'no' }));
    const { ask, failures } = await start(answering(({ data }) => ({ data, errors })));
    await ask('{ maybe { score } }');
    expect(failures.map(({ message }) => message)).toEqual([
      'no',
      'no',
      'no',
      '997 more errors in the same answer',
    ]);
  });

  it('make null what the subgraph made null, once', async () => {
    const { ask } = await start(failing);
    expect(await ask('{ me { id parts { size } } }')).toEqual({
      data: { me: { id: '1', parts: null } },
      errors: [error('SUBGRAPH_ERROR', 'scores could not answer this.', 'me', 'parts', 1, 'size')],
    });
  });

  it('stand at the path of the fetch when they have none', async () => {
    const { ask } = await start(
      answering(() => ({ data: null, errors: [{ message: 'x', extensions: { code: 'STALE' } }] })),
    );
    expect(await ask('{ users { score } maybe { id } }')).toEqual({
      data: { users: [{ score: null }, null, { score: null }], maybe: { id: '2' } },
      errors: [error('STALE', 'x', 'users', 0), error('STALE', 'x', 'users', 2)],
    });
    const warned = await start(
      answering(({ data }) => ({ data, errors: [{ message: 'x', extensions: { code: 'STALE' } }] })),
    );
    expect(await warned.ask('{ users { score } }')).toEqual({
      data: { users: [{ score: 1 }, null, { score: 2 }] },
      errors: [error('STALE', 'x', 'users')],
    });
  });

  it('at a field that only the plan asked for stand at what the client selected', async () => {
    const { ask } = await federate({
      a: {
        schema: `type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! size: Int }`,
        resolvers: {
          Query: { thing: () => ({ id: '1' }) },
          Thing: { size: () => Promise.reject(new Error('no size')) },
        },
      },
      b: {
        schema: `type Thing @key(fields: "id") { id: ID! size: Int @external label: String @requires(fields: "size") }`,
        resolvers: { Thing: { label: ({ size }: Given) => `size ${size}` } },
      },
    });
    expect(await ask('{ thing { label } }')).toMatchObject({
      data: { thing: { label: 'size null' } },
      errors: [{ path: ['thing'], extensions: { ministry: 'a' } }],
    });
  });
});

describe('entities', () => {
  const mismatch = (...path: (string | number)[]) =>
    error('ENTITY_MISMATCH', 'scores did not answer for this User.', ...path);

  it('that come back null are errors', async () => {
    const { ask } = await start(
      answering(({ data }) => ({ data: { _entities: [null, data._entities[1]] } })),
    );
    expect(await ask('{ users { score } }')).toEqual({
      data: { users: [{ score: null }, null, { score: 2 }] },
      errors: [mismatch('users', 0)],
    });
  });

  it('that are fewer or more than asked for are errors, all of them: nothing tells which is for whom', async () => {
    for (const change of [(list: unknown[]) => list.slice(1), (list: unknown[]) => [...list, list[0]]]) {
      const { ask } = await start(answering(({ data }) => ({ data: { _entities: change(data._entities) } })));
      expect(await ask('{ users { score } }')).toEqual({
        data: { users: [{ score: null }, null, { score: null }] },
        errors: [mismatch('users', 0), mismatch('users', 2)],
      });
    }
  });

  it('of another type, or without what was selected, are errors', async () => {
    for (const wrong of [{}, { __typename: 'Group', score: 1 }, 'text', 5, []]) {
      const { ask } = await start(
        answering(({ data }) => ({ data: { _entities: [wrong, data._entities[1]] } })),
      );
      expect(await ask('{ users { score } }')).toEqual({
        data: { users: [{ score: null }, null, { score: 2 }] },
        errors: [mismatch('users', 0)],
      });
    }
  });

  it('make null rise where their fields may not be null, with the one error', async () => {
    const { ask } = await start(answering(() => ({ data: { _entities: [null, null] } })));
    expect(await ask('{ users { must } }')).toEqual({
      data: { users: [null, null, null] },
      errors: [mismatch('users', 0), mismatch('users', 2)],
    });
    const single = await ask('{ me { must } }');
    expect(single).toEqual({ data: null, errors: [mismatch('me')] });
  });
});

describe('answers that are no answers', () => {
  it('are errors with the name of the ministry, and cost its slice alone', async () => {
    for (const answer of [
      null,
      {},
      'text',
      [],
      { data: 5 },
      { data: null },
      { data: null, errors: [] },
      { errors: 'x' },
    ]) {
      const { ask } = await start(answering(() => answer));
      expect(await ask('{ maybe { name score } }')).toEqual({
        data: { maybe: { name: 'user 2', score: null } },
        errors: [error('SUBGRAPH_ERROR', 'scores did not answer with GraphQL.', 'maybe')],
      });
    }
  });

  it('at the root are an error at each root field', async () => {
    const { ask } = await federate({
      a: {
        schema: 'type Query { one: Int two: Int }',
        tamper: () => Promise.reject(new Error('ECONNRESET 10.0.0.1')),
      },
      b: { schema: 'type Query { three: Int }', resolvers: { Query: { three: () => 3 } } },
    });
    const { data, errors } = await ask('{ x: one two three }');
    expect(data).toEqual({ x: null, two: null, three: 3 });
    expect(errors).toEqual(
      ['x', 'two'].map((key) => ({
        message: 'a cannot be reached.',
        path: [key],
        extensions: { code: 'DOWN', ministry: 'a' },
      })),
    );
  });
});
