import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { Lifetime } from '@hearth/gateway/dispatch/outgoing.ts';
import {
  persons,
  type Received,
  root,
  sender,
  startSubgraph,
  template,
  type TestSubgraph,
} from './fixture.ts';

const started: TestSubgraph[] = [];
afterEach(async () => {
  for (const subgraph of started.splice(0)) await subgraph.stop();
});

const start = async (...args: Parameters<typeof startSubgraph>): Promise<TestSubgraph> => {
  const subgraph = await startSubgraph(...args);
  started.push(subgraph);
  return subgraph;
};

const insured = template(
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Person { insured } } }',
);
const clinics = template('{ clinics }');
const close = template('mutation { close }', 'mutation');

const idsOf = ({ variables }: Received): string[] =>
  variables.representations.map(({ id }: { id: string }) => id);

/** Says of each person whether the id is even. */
const evenInsured = (operation: Received) => ({
  data: { _entities: idsOf(operation).map((id) => ({ insured: Number(id) % 2 === 0 })) },
});

const answered = (flags: readonly boolean[]) => ({
  data: { _entities: flags.map((flag) => ({ insured: flag })) },
});

/** A gate that a test opens. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe('entity fetches of concurrent requests', () => {
  it('travel as one operation, each entity once, when they differ in their entities alone', async () => {
    const { dispatch, requests } = await start(evenInsured);
    const answers = await Promise.all([
      dispatch.send(persons(insured, ['1', '2']), sender()),
      dispatch.send(persons(insured, ['2', '3']), sender()),
      dispatch.send(persons(insured, ['4']), sender()),
    ]);
    expect(answers).toEqual([answered([false, true]), answered([true, false]), answered([true])]);
    expect(requests.map((operations) => operations.map(idsOf))).toEqual([[['1', '2', '3', '4']]]);
  });

  it('share no object of their answers', async () => {
    const { dispatch } = await start(evenInsured);
    const [one, other] = await Promise.all([
      dispatch.send(persons(insured, ['1', '2']), sender()),
      dispatch.send(persons(insured, ['1']), sender()),
    ]);
    const first = (answer: object) => (answer as { data: { _entities: object[] } }).data._entities[0];
    expect(first(one)).toEqual(first(other));
    expect(first(one)).not.toBe(first(other));
  });

  it('stay apart when their other variables differ, or on whose behalf they are sent', async () => {
    const { dispatch, requests } = await start(evenInsured);
    await Promise.all([
      dispatch.send(persons(insured, ['1']), sender()),
      dispatch.send(persons(insured, ['2'], '"on":"2024-12-31"'), sender()),
      dispatch.send(persons(insured, ['3']), sender({ regions: ['530625'] })),
      dispatch.send(persons(insured, ['4']), sender({ regions: ['530625'] })),
    ]);
    expect(requests.flat().map(idsOf)).toEqual([['1'], ['2'], ['3', '4']]);
  });

  it('get the errors of their own entities, at the places where they asked for them', async () => {
    const { dispatch } = await start((operation) => ({
      data: { _entities: idsOf(operation).map((id) => (id === '3' ? null : { insured: true })) },
      errors: [{ message: 'unknown', path: ['_entities', idsOf(operation).indexOf('3'), 'insured'] }],
    }));
    const answers = await Promise.all([
      dispatch.send(persons(insured, ['1', '2']), sender()),
      dispatch.send(persons(insured, ['3', '1']), sender()),
      dispatch.send(persons(insured, ['5', '3']), sender()),
    ]);
    const isInsured = { insured: true };
    expect(answers).toEqual([
      { data: { _entities: [isInsured, isInsured] } },
      {
        data: { _entities: [null, isInsured] },
        errors: [{ message: 'unknown', path: ['_entities', 0, 'insured'] }],
      },
      {
        data: { _entities: [isInsured, null] },
        errors: [{ message: 'unknown', path: ['_entities', 1, 'insured'] }],
      },
    ]);
  });

  it('all get an error that concerns no entity', async () => {
    const { dispatch } = await start((operation) => ({
      ...evenInsured(operation),
      errors: [{ message: 'the register is old' }],
    }));
    const answers = await Promise.all([
      dispatch.send(persons(insured, ['1']), sender()),
      dispatch.send(persons(insured, ['2']), sender()),
    ]);
    const errors = [{ message: 'the register is old' }];
    expect(answers).toEqual([
      { ...answered([false]), errors },
      { ...answered([true]), errors },
    ]);
  });

  const useless: Record<string, unknown> = {
    'no answer': null,
    'an error alone': { errors: [{ message: 'broken' }] },
    'a list of the wrong length': { data: { _entities: [] } },
  };

  it.each(Object.keys(useless))('are sent again by halves when together they bring %s', async (what) => {
    const { dispatch, requests } = await start((operation) =>
      idsOf(operation).includes('13') ? useless[what] : evenInsured(operation),
    );
    const answers = await Promise.all(
      ['1', '13', '2'].map((id) => dispatch.send(persons(insured, [id]), sender())),
    );
    expect(answers).toEqual([answered([false]), useless[what], answered([true])]);
    expect(requests.flat().map(idsOf)).toEqual([['1', '13', '2'], ['1', '13'], ['2'], ['1'], ['13']]);
  });

  it('are sent a few times more, not once each, when one of many brings no answer', async () => {
    const { dispatch, requests } = await start((operation) =>
      idsOf(operation).includes('13') ? null : evenInsured(operation),
    );
    const ids = Array.from({ length: 64 }, (_, id) => String(id));
    const answers = await Promise.all(ids.map((id) => dispatch.send(persons(insured, [id]), sender())));
    expect(answers).toEqual(ids.map((id) => (id === '13' ? null : answered([Number(id) % 2 === 0]))));
    expect(requests.flat()).toHaveLength(1 + 2 * Math.log2(64));
  });

  it('are rejected after 36 further ones when none brings an answer', async () => {
    const { dispatch, requests } = await start(() => null);
    const ids = Array.from({ length: 64 }, (_, id) => String(id));
    const answers = await Promise.allSettled(
      ids.map((id) => dispatch.send(persons(insured, [id]), sender())),
    );
    const rejected = answers.filter(({ status }) => status === 'rejected');
    expect(rejected.length).toBeGreaterThan(0);
    for (const answer of rejected) expect(answer).toMatchObject({ reason: { code: 'BAD_ANSWER' } });
    expect(requests.flat()).toHaveLength(1 + 36);
  });
});

describe('a request alone', () => {
  it('is sent at once, and what comes meanwhile leaves together when its answer is back', async () => {
    const { open, opened } = gate();
    const subgraph = await start(
      async (operation) => {
        if (idsOf(operation)[0] === '0') await opened;
        return evenInsured(operation);
      },
      { longestWait: 60_000 },
    );
    const { dispatch, requests, received } = subgraph;
    const first = dispatch.send(persons(insured, ['0']), sender());
    await received(1);
    const others = ['1', '2', '3'].map((id) => dispatch.send(persons(insured, [id]), sender()));
    await delay(20);
    expect(requests.flat().map(idsOf)).toEqual([['0']]);
    open();
    await Promise.all([first, ...others]);
    expect(requests.flat().map(idsOf)).toEqual([['0'], ['1', '2', '3']]);
  });

  it('is not held up for long by an answer that does not come', async () => {
    const { dispatch } = await start((operation) =>
      idsOf(operation)[0] === '0' ? new Promise(() => {}) : evenInsured(operation),
    );
    const hung = dispatch.send(persons(insured, ['0']), sender({ deadline: 300 }));
    await delay(10);
    expect(await dispatch.send(persons(insured, ['2']), sender())).toEqual(answered([true]));
    await expect(hung).rejects.toMatchObject({ code: 'TIMEOUT' });
  });
});

describe('one request’s end', () => {
  it('by its deadline does not touch those that travel with it', async () => {
    const { open, opened } = gate();
    const { dispatch } = await start(async (operation) => {
      await opened;
      return evenInsured(operation);
    });
    const patient = dispatch.send(persons(insured, ['2']), sender());
    const impatient = dispatch.send(persons(insured, ['1']), sender({ deadline: 50 }));
    await expect(impatient).rejects.toMatchObject({ code: 'TIMEOUT' });
    open();
    expect(await patient).toEqual(answered([true]));
  });

  it('by being given up does not touch those that travel with it', async () => {
    const { open, opened } = gate();
    const { dispatch, received } = await start(async (operation) => {
      await opened;
      return evenInsured(operation);
    });
    const lifetime = new Lifetime();
    const staying = dispatch.send(persons(insured, ['2']), sender());
    const leaving = dispatch.send(persons(insured, ['1']), sender({ lifetime }));
    await received(1);
    lifetime.giveUp();
    await expect(leaving).rejects.toMatchObject({ code: 'ABORTED' });
    open();
    expect(await staying).toEqual(answered([true]));
  });
});

describe('equal reads', () => {
  it('are sent once, also while one is on its way, and share no object', async () => {
    const { open, opened } = gate();
    const { dispatch, requests, received } = await start(async () => {
      await opened;
      return { data: { clinics: ['A'] } };
    });
    const first = dispatch.send(root(clinics), sender());
    await received(1);
    const second = dispatch.send(root(clinics), sender());
    open();
    const answers = await Promise.all([first, second]);
    expect(answers).toEqual([{ data: { clinics: ['A'] } }, { data: { clinics: ['A'] } }]);
    expect(answers[0]).not.toBe(answers[1]);
    expect(requests).toHaveLength(1);
  });

  it('are sent again once a mutation was: who writes reads what was written', async () => {
    const { open, opened } = gate();
    let isClosed = false;
    const { dispatch, requests, received } = await start(
      async ({ query }) => {
        if (query === close.query) return { data: { close: (isClosed = true) } };
        const seen = isClosed;
        await opened;
        return { data: { clinics: seen ? [] : ['A'] } };
      },
      { longestWait: 1 },
    );
    const before = dispatch.send(root(clinics), sender());
    await received(1);
    await dispatch.send(root(close), sender());
    const after = dispatch.send(root(clinics), sender());
    await received(3);
    open();
    expect(await Promise.all([before, after])).toEqual([
      { data: { clinics: ['A'] } },
      { data: { clinics: [] } },
    ]);
    expect(requests).toHaveLength(3);
  });

  it('never join one that is hung and past its deadline', async () => {
    let calls = 0;
    const { dispatch } = await start(
      () => ((calls += 1) === 1 ? new Promise(() => {}) : { data: { clinics: ['A'] } }),
      { longestWait: 1 },
    );
    const hung = dispatch.send(root(clinics), sender({ deadline: 60 }));
    await expect(hung).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(await dispatch.send(root(clinics), sender())).toEqual({ data: { clinics: ['A'] } });
  });

  it('keep their own time when they join one that is hung', async () => {
    let calls = 0;
    const { dispatch, received } = await start(
      () => ((calls += 1) === 1 ? new Promise(() => {}) : delay(100, { data: { clinics: ['A'] } })),
      { longestWait: 1 },
    );
    const first = dispatch.send(root(clinics), sender({ deadline: 200 }));
    await received(1);
    const joined = dispatch.send(root(clinics), sender());
    await expect(first).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(await joined).toEqual({ data: { clinics: ['A'] } });
  });

  it('stay apart when they are sent on behalf of different authorities', async () => {
    const { dispatch, requests } = await start(() => ({ data: { clinics: [] } }));
    await Promise.all([
      dispatch.send(root(clinics), sender({ regions: ['53'] })),
      dispatch.send(root(clinics), sender({ regions: ['52'] })),
    ]);
    expect(requests).toHaveLength(2);
  });
});

describe('operations that wait for one subgraph', () => {
  const queries = ['{ a }', '{ b }', '{ c }'].map((query) => root(template(query)));
  const sendAll = ({ dispatch }: TestSubgraph, regions: readonly string[] = ['', '', '']) =>
    Promise.all(queries.map((query, index) => dispatch.send(query, sender({ regions: [regions[index]!] }))));
  const echo = ({ query }: Received) => ({ data: { query } });
  const echoes = queries.map(({ template: { query } }) => ({ data: { query } }));
  const sizes = ({ requests }: TestSubgraph) => requests.map((operations) => operations.length);

  it('travel by themselves to a subgraph that says nothing of taking several', async () => {
    const subgraph = await start(echo);
    await sendAll(subgraph);
    expect(await sendAll(subgraph)).toEqual(echoes);
    expect(sizes(subgraph)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('travel in one request once the subgraph’s answers say that it takes lines', async () => {
    const subgraph = await start(echo, { takes: 'lines' });
    await sendAll(subgraph);
    expect(await sendAll(subgraph)).toEqual(echoes);
    expect(sizes(subgraph)).toEqual([1, 1, 1, 3]);
  });

  it('travel in one request as a JSON array where a setting says so', async () => {
    const subgraph = await start(echo, { takes: 'array' });
    expect(await sendAll(subgraph)).toEqual(echoes);
    expect(sizes(subgraph)).toEqual([3]);
  });

  it('of different authorities never travel in one request', async () => {
    const subgraph = await start(echo, { takes: 'array' });
    expect(await sendAll(subgraph, ['53', '52', '53'])).toEqual(echoes);
    expect(sizes(subgraph).toSorted()).toEqual([1, 2]);
  });

  it('travel without a mutation, which is somebody’s and leaves alone', async () => {
    const subgraph = await start(echo, { takes: 'array' });
    const write = root(template('mutation { d }', 'mutation'));
    await Promise.all([...queries, write].map((operation) => subgraph.dispatch.send(operation, sender())));
    expect(sizes(subgraph).toSorted()).toEqual([1, 3]);
  });

  it('are answered as soon as they can be, however slow one of them is', async () => {
    const { open, opened } = gate();
    const subgraph = await start(
      async ({ query }) => {
        if (query === '{ b }') await opened;
        return { data: { query } };
      },
      { takes: 'lines' },
    );
    await subgraph.dispatch.send(root(template('{ x }')), sender()); // learns of the lines
    const [a, b, c] = queries.map((query) => subgraph.dispatch.send(query, sender()));
    expect(await Promise.all([a, c])).toEqual([echoes[0], echoes[2]]);
    open();
    expect(await b).toEqual(echoes[1]);
    expect(sizes(subgraph)).toEqual([1, 3]);
  });
});
