import { describe, expect, it } from 'vitest';
import type { Given } from '../federation/fixture.ts';
import { answerUnder, entities, entitiesOf, errorAt, list, lost, slices, view } from './expectations.ts';
import { SECRET, startFaultyHub } from './fixture.ts';
import { changed, http, type Fault } from './faulty-ministry.ts';

/** Changes the first household's entity, and nothing else. */
const first = (change: (entity: Given) => void): Fault => entities(([entity]) => change(entity!));

/** The truth with an error beside it; the first household has no visits. */
const erring = (error: object): Fault =>
  changed((truth) => {
    entitiesOf(truth)[0]!['visits'] = null;
    return { ...truth, errors: [error] };
  });

const secretly = { message: SECRET, extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: [SECRET] } };

/** Faults of one value, and where below the first household they must be told of. */
const parts: Record<string, [Fault, ...path: (string | number)[]]> = {
  'a text for a number': [first((entity) => (entity['visits'] = SECRET)), 'visits'],
  'a fraction for a whole number': [first((entity) => (entity['visits'] = 1.5)), 'visits'],
  'an object for a number': [first((entity) => (entity['visits'] = { sql: SECRET })), 'visits'],
  'a list for a number': [first((entity) => (entity['visits'] = [3])), 'visits'],
  'a text for yes or no': [first((entity) => (entity['healthy'] = 'true')), 'healthy'],
  'a text for an object': [first((entity) => (entity['doctor'] = SECRET)), 'doctor'],
  'a list for an object': [first((entity) => (entity['doctor'] = [{ name: 'Hua' }])), 'doctor'],
  'an object without what may not be missing': [first((entity) => (entity['doctor'] = {})), 'doctor', 'name'],
  'null where it may not stand': [first((entity) => (entity['doctor'] = { name: null })), 'doctor', 'name'],
  'a text for a list': [first((entity) => (entity['notes'] = SECRET)), 'notes'],
  'a number in a list of texts': [first((entity) => (entity['notes'] = ['one', 2])), 'notes', 1],
  'an object of no type of its union': [first((entity) => (entity['last']['__typename'] = 'Doctor')), 'last'],
  'an object of a type that nobody knows': [
    first((entity) => (entity['last']['__typename'] = SECRET)),
    'last',
  ],
  'an object of a union without its type': [
    first((entity) => Reflect.deleteProperty(entity['last'], '__typename')),
    'last',
  ],
  'JSON that goes on and on': [
    first((entity) => (entity['record'] = JSON.parse('['.repeat(1_000) + ']'.repeat(1_000)))),
    'record',
  ],
  'an error at its place': [erring({ ...secretly, path: ['_entities', 0, 'visits'] }), 'visits'],
  'an error below its place': [
    erring({ ...secretly, path: ['_entities', 0, 'visits', SECRET, 7] }),
    'visits',
  ],
  'an error with an index where no list is': [
    erring({ ...secretly, path: ['_entities', 0, 'visits', 99] }),
    'visits',
  ],
};

const wide =
  '{ households { name grade visits doctor { name } healthy notes last { ... on Stay { days } } record } }';
const truth = {
  visits: 3,
  doctor: { name: 'Hua' },
  healthy: false,
  notes: ['one', 'two'],
  last: { days: 2 },
  record: {},
};

describe('a ministry that gives', () => {
  it.each(Object.entries(parts))(
    '%s loses that value alone, and is named',
    async (_title, [fault, ...path]) => {
      const answer = await answerUnder(fault, wide);
      const { households } = slices(truth);
      const [field, index] = path as [string, string | number | undefined];
      const lacking = typeof index === 'number' ? { notes: ['one', null] } : { [field]: null };
      expect(answer.data).toEqual({ households: [{ ...households[0], ...lacking }, households[1]] });
      expect(answer.errors).toEqual([errorAt('SUBGRAPH_ERROR', 'households', 0, ...path)]);
      expect(answer.extensions).toEqual({ ministries: { clinic: 'ERROR', register: 'OK', school: 'OK' } });
    },
  );

  it('null for one entity loses that one', async () => {
    const answer = await answerUnder(list((all) => [null, all[1]]));
    const { households } = slices({ visits: 3, doctor: { name: 'Hua' }, healthy: false });
    expect(answer.data).toEqual({ households: [lost.households[0], households[1]] });
    expect(answer.errors).toEqual([errorAt('ENTITY_MISMATCH', 'households', 0)]);
  });

  it('an error with no place, or a place that nobody asked for, is named at what its fetch is for', async () => {
    for (const path of [undefined, [], ['secret'], ['_entities', 7], ['_entities', '0'], 'visits', [{}]]) {
      const { data, errors, extensions } = await answerUnder(
        changed((whole) => ({ ...whole, errors: [{ ...secretly, path }] })),
      );
      expect(data).toEqual(slices({ visits: 3, doctor: { name: 'Hua' }, healthy: false }));
      expect(errors).toEqual([errorAt('SUBGRAPH_ERROR', 'households')]);
      expect(extensions['ministries']).toMatchObject({ clinic: 'ERROR' });
    }
  });

  it('words for clients has them read, and nothing else of the error', async () => {
    const error = { message: 'Ask for fewer.', extensions: { code: 'BAD_USER_INPUT', sql: SECRET } };
    const hub = await startFaultyHub(erring({ ...error, path: ['_entities', 0, 'visits'] }));
    const { errors } = await hub.ask(view);
    await hub.stop();
    expect(hub.logged).toEqual([]); // what a caller did wrong is not the ministry's fault, and may be personal
    expect(errors).toEqual([
      { ...errorAt('BAD_USER_INPUT', 'households', 0, 'visits'), message: 'Ask for fewer.' },
    ]);
  });
});

describe('keys that objects of JavaScript have', () => {
  const poison = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1}';

  it('change nothing but the answer that has them', async () => {
    const poisoned = (truthful: Given) => {
      const keys = JSON.parse(poison);
      const others = JSON.stringify({ ...truthful['data'] }).slice(1);
      return `{"data":{"__proto__":{"polluted":true},${others}`.replace(
        /"doctor":\{/g,
        `"doctor":{${JSON.stringify(keys).slice(1, -1)},`,
      );
    };
    const hub = await startFaultyHub(async (socket, truthful) =>
      socket.end(http(200, 'application/json', `${poisoned(await truthful())}}`)),
    );
    const answer = await hub.ask(view);
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual(slices({ visits: 3, doctor: { name: 'Hua' }, healthy: false }));
    const root = await hub.ask('{ doctors { name } beds }');
    expect(root.data).toEqual({ doctors: [{ name: 'Hua' }], beds: 12 });
    expect(({} as Given)['polluted']).toBeUndefined();
    await hub.stop();
  });
});
