import { createInlinePlanner } from '@hearth/gateway/plan/inline-planner.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { federate, type Federation, type Given } from '../fixture.ts';
import { caller, purposes, subgraphs } from './world.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await federate(subgraphs);
});
afterAll(() => federation.stop());

const ask = (query: string, authority = caller(), variables: Given = {}) =>
  federation.ask(query, variables, { authority });

const mayName = caller({ scopes: ['name:read'], purpose: 'MONITORING' });

/** Where what was denied stands, and the words. */
const denialsIn = ({ errors = [] }: Awaited<ReturnType<typeof ask>>) =>
  errors.map(({ path = [], message, extensions }) => `${extensions.code} ${path.join('.')}: ${message}`);

const denied = (place: string, field: string, missing: string) =>
  `DENIED ${place}: ${field} needs ${missing}.`;
const NAME = 'the scope name:read, or the scopes audit:read and identity:read';

describe('a field that the caller may not see', () => {
  it('is null, with one error that says what is missing, and nobody is asked for it', async () => {
    const answer = await ask('{ person { age nick } }', caller({ scopes: ['health:read'] }));
    expect(answer).toEqual({
      data: { person: { age: 10, nick: null } },
      errors: [
        {
          message: 'Person.nick needs the scope name:read and the purpose MONITORING or AUDIT.',
          path: ['person', 'nick'],
          extensions: {
            code: 'DENIED',
            ministry: 'register',
            reason: { scopes: [['name:read']], purposes: ['MONITORING', 'AUDIT'] },
          },
        },
      ],
    });
    expect(federation.sent.map(({ query }) => query)).toEqual(['{person{age}}']);
  });

  it('says only what is missing of what it needs', async () => {
    expect(denialsIn(await ask('{ person { nick } }', caller({ scopes: ['name:read'] })))).toEqual([
      denied('person.nick', 'Person.nick', 'the purpose MONITORING or AUDIT'),
    ]);
    expect(await ask('{ person { nick } }', mayName)).toEqual({ data: { person: { nick: 'P1' } } });
  });

  it('is denied under any alias, in any fragment, and under any name that stands in the way', async () => {
    const query = `query ($yes: Boolean!) { person { ...Names id: name ... on Person { a: name } ... @include(if: $yes) { b: name } c: name @skip(if: $yes) } }
      fragment Names on Person { __typename: name constructor: name ...More } fragment More on Being { d: name age }`;
    const keys = ['__typename', 'constructor', 'd', 'id', 'a', 'b'];
    const answer = await ask(query, caller(), { yes: true });
    const nulls = Object.fromEntries(keys.map((key) => [key, null]));
    expect(JSON.stringify(answer.data)).toBe(
      JSON.stringify({
        person: { __typename: null, constructor: null, d: null, age: 10, id: null, a: null, b: null },
      }),
    );
    expect(answer.data).toEqual({ person: { ...nulls, age: 10 } });
    expect(answer.errors?.map(({ path }) => path)).toEqual(keys.map((key) => ['person', key]));
  });

  it('is told of at every place of lists within lists', async () => {
    const answer = await ask('{ grid { name } }');
    expect(answer.data).toEqual({ grid: [[{ name: null }, null], null, [], [{ name: null }]] });
    expect(answer.errors?.map(({ path }) => path)).toEqual([
      ['grid', 0, 0, 'name'],
      ['grid', 3, 0, 'name'],
    ]);
  });

  it('leaves an object of which nothing else is selected, so far as it is there', async () => {
    const answer = await ask('{ people { boss { nick } } }');
    expect(answer.data).toEqual({
      people: [{ boss: { nick: null } }, { boss: { nick: null } }, { boss: null }],
    });
    expect(answer.errors).toHaveLength(2);
  });

  it('is denied on an interface when it is on any type that may stand there', async () => {
    const answer = await ask('{ beings { name } }');
    expect(answer.data).toEqual({
      beings: [{ name: null }, { name: null }, null, { name: null }, { name: null }],
    });
    expect(denialsIn(answer)[1]).toBe(denied('beings.1.name', 'Being.name', NAME));
    const named = await ask('{ beings { ... on Dog { name } ... on Person { name age } } }');
    expect(named.data).toEqual({
      beings: [{ name: null, age: 10 }, { name: 'Dog 4' }, null, { name: null, age: 30 }, { name: 'Dog 5' }],
    });
    expect(denialsIn(named)).toEqual([
      denied('beings.0.name', 'Person.name', NAME),
      denied('beings.3.name', 'Person.name', NAME),
    ]);
  });

  it('is denied where one of the ways in which it is selected is', async () => {
    const answer = await ask('{ beings { name ... on Dog { name } } }');
    expect(answer.data).toEqual({
      beings: [{ name: null }, { name: null }, null, { name: null }, { name: null }],
    });
    expect(answer.errors).toHaveLength(4);
  });

  it('is denied on every object of a type that is, wherever a union leads to it', async () => {
    const query = '{ things { __typename ... on Vault { label } ... on Person { age } } }';
    const answer = await ask(query, caller({ subject: '' }));
    expect(answer.data).toEqual({
      things: [
        { __typename: 'Person', age: 20 },
        { __typename: 'Vault', label: null },
        null,
        { __typename: 'Dog' },
      ],
    });
    expect(answer.errors).toEqual([
      {
        message: 'Vault.label needs a caller who is known.',
        path: ['things', 1, 'label'],
        extensions: { code: 'DENIED', ministry: 'register', reason: { authenticated: true } },
      },
    ]);
    expect((await ask(query)).errors).toBeUndefined();
  });

  it('is denied for the type, scalar or enum that it answers with', async () => {
    const answer = await ask('{ person { home { street } mood } }', caller({ subject: '' }));
    expect(answer.data).toEqual({ person: { home: null, mood: null } });
    expect(denialsIn(answer)).toEqual([
      denied('person.home', 'Person.home', 'the scope contact:read'),
      denied('person.mood', 'Person.mood', 'a caller who is known'),
    ]);
  });

  it('is denied when what it requires of another ministry is, which is then not read either', async () => {
    const answer = await federation.askWhole('{ person { card age } }', {}, { authority: caller() });
    expect(answer.data).toEqual({ person: { card: null, age: 10 } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'DENIED',
      ministry: 'clinic',
      retryable: false,
    });
    expect(answer.extensions).toEqual({ ministries: { clinic: 'DENIED', register: 'OK' } });
    expect(federation.sent.map(({ query }) => query)).toEqual(['{person{age}}']);
    expect(await ask('{ person { card } }', mayName)).toEqual({
      data: { person: { card: 'card of Person 1' } },
    });
  });

  it('raises its null to the next place that may be null, told of by its error alone', async () => {
    const answer = await ask('{ people { secretId age } person { boss { file } age } }');
    expect(answer.data).toBeNull();
    expect(denialsIn(answer)).toEqual([
      denied('people.0.secretId', 'Person.secretId', 'the scope identity:read'),
    ]);
    const within = await ask('{ person { boss { file } age friends { secretId } } }');
    expect(within.data).toEqual({ person: { boss: null, age: 10, friends: null } });
    expect(denialsIn(within)).toEqual([
      denied('person.boss.file', 'Person.file', 'the policy case'),
      denied('person.friends.0.secretId', 'Person.secretId', 'the scope identity:read'),
    ]);
    expect((await ask('{ statistics { secret } }')).data).toBeNull();
  });

  it('is open to who names a case, where the policy asks for one; a policy that nobody knows is never met', async () => {
    const answer = await ask('{ person { file odd } sealed }', caller({ case: 'K1' }));
    expect(answer.data).toEqual({ person: { file: 'F1', odd: null }, sealed: 1 });
    expect(denialsIn(answer)).toEqual([denied('person.odd', 'Person.odd', 'the policy unknown')]);
  });

  it('makes its ministry DENIED even when nobody is asked at all, and leaves introspection alone', async () => {
    const answer = await federation.askWhole('{ sealed __typename }', {}, { authority: caller() });
    expect(answer.data).toEqual({ sealed: null, __typename: 'Query' });
    expect(answer.extensions).toEqual({ ministries: { register: 'DENIED' } });
    expect(federation.sent).toEqual([]);
  });

  it('is seen by everybody when nothing is guarded', async () => {
    const open = await federate(subgraphs, { guarded: false });
    const answer = await open.ask('{ person { name card file odd mood } sealed }');
    expect(answer.errors).toBeUndefined();
    await open.stop();
  });
});

describe('callers who ask the same at once', () => {
  const query = '{ people { id name nick visits mood } beings { ... on Person { name } } }';
  const callers = {
    names: mayName,
    health: caller({ scopes: ['health:read'], purpose: 'ASSISTANCE' }),
    monitoring: caller({ scopes: ['health:read'], purpose: 'MONITORING' }),
    none: caller({ subject: '' }),
  };

  it('each see what they may, and never what another one may', async () => {
    const hub = await federate(subgraphs);
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const name = Object.keys(callers)[index % 4] as keyof typeof callers;
        const { data } = await hub.hub.execute({ query, authority: callers[name] });
        return { name, text: JSON.stringify(data) };
      }),
    );
    for (const { name, text } of answers) {
      expect({
        name,
        names: text.includes('Person 1'),
        nicks: text.includes('P1'),
        visits: text.includes('"visits":1'),
        moods: text.includes('GLAD'),
      }).toEqual({
        name,
        names: name === 'names',
        nicks: name === 'names',
        visits: name === 'health',
        moods: name !== 'none',
      });
    }
    await hub.stop();
  });

  it('share a plan when they lack the same of what the operation needs', async () => {
    let plans = 0;
    const counted = await federate(subgraphs, {
      openPlanner: (supergraph, labels) => {
        const planner = createInlinePlanner(supergraph, labels);
        return {
          ...planner,
          plan: (...request) => {
            plans += 1;
            return planner.plan(...request);
          },
        };
      },
    });
    const askAs = (authority = caller()) => counted.ask('{ person { age name } }', {}, { authority });
    await askAs(caller({ scopes: ['health:read'] }));
    await askAs(caller({ scopes: ['money:read'], purpose: 'AUDIT', subject: 'other', regions: ['36'] }));
    await askAs(caller({ subject: '' }));
    expect(plans).toBe(1);
    await askAs(mayName);
    await askAs(caller({ scopes: ['name:read', 'health:read'] }));
    expect(plans).toBe(2);
    await counted.stop();
  });
});

describe('a mutation that the caller may not run', () => {
  const done: string[] = [];
  const run = (name: string) => () => done.push(name);
  const office = {
    schema: `${purposes} type Query { a: Int }
      type Mutation { open: Int close: Int @requiresScopes(scopes: [["write"]]) erase: Int! @purpose(any: [AUDIT]) after: Int }`,
    resolvers: {
      Mutation: { open: run('open'), close: run('close'), erase: run('erase'), after: run('after') },
    },
  };

  it('is not run, and those beside it are', async () => {
    const { ask: askOffice, stop } = await federate({ office });
    const answer = await askOffice('mutation { open close after }', {}, { authority: caller() });
    expect(answer.data).toEqual({ open: 1, close: null, after: 2 });
    expect(denialsIn(answer)).toEqual([denied('close', 'Mutation.close', 'the scope write')]);
    expect(done.splice(0)).toEqual(['open', 'after']);
    await stop();
  });

  it('ends what comes after it when its null may not stand', async () => {
    const { askWhole, stop } = await federate({ office });
    const answer = await askWhole('mutation { open erase after }', {}, { authority: caller() });
    expect(answer.data).toBeNull();
    expect(denialsIn(answer)).toEqual([denied('erase', 'Mutation.erase', 'the purpose AUDIT')]);
    expect(answer.extensions).toEqual({ ministries: { office: 'DENIED' } });
    expect(done.splice(0)).toEqual(['open']);
    await stop();
  });
});
