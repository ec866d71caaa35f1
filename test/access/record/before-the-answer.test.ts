import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCursorSeal } from '@hearth/kit/cursor-seal.ts';
import { createHub, type Hub } from '@hearth/gateway/hub.ts';
import { Lifetime } from '@hearth/gateway/dispatch/outgoing.ts';
import { statusOf } from '@hearth/gateway/http/status.ts';
import { createInProcessTransport } from '@hearth/gateway/transport/in-process.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { supergraph, World } from '../../cache/world.ts';

const query = '{ household(id: "H0") { id place } }';

let hub: Hub;
let world: World;
beforeEach(() => void (world = new World()));
afterEach(() => hub.stop());

/** A hub whose record takes an entry when it is told to. */
function startHub(record: () => Promise<void>, isAvailable = true): void {
  hub = createHub({
    supergraph: supergraph(),
    transport: () => createInProcessTransport(world.handlers()),
    guarded: false,
    accessRecord: {
      isAvailable,
      record,
      readsOf: () => Promise.resolve([]),
      cursors: createCursorSeal([Buffer.alloc(32)], 'test'),
    },
  });
}

describe('an answer with data of people', () => {
  it('is not given before its entry is recorded', async () => {
    let record = () => {};
    const recording = new Promise<void>((begin) => {
      startHub(() => {
        begin();
        return new Promise((resolve) => (record = resolve));
      });
    });
    let given: unknown;
    const answering = hub.execute({ query }).then((answer) => (given = answer));
    await recording;
    for (let turn = 0; turn < 10; turn += 1) await nextTurn();
    expect(given).toBeUndefined();
    record();
    expect(await answering).toMatchObject({ data: { household: { id: 'H0' } } });
  });

  it('is refused when its entry cannot be written', async () => {
    startHub(() => Promise.reject(new Error('The disk is full.')));
    expect(await hub.execute({ query })).toEqual({
      errors: [
        expect.objectContaining({
          extensions: expect.objectContaining({ code: 'ACCESS_RECORD_UNAVAILABLE' }),
        }),
      ],
    });
  });
});

describe('a command', () => {
  const command = 'mutation { changeRegister(household: "H0") { id place } }';
  const times = () => world.version('register', 'H0');
  const once = () => world.sent.filter(({ kind }) => kind === 'mutation').length;
  const refusing = () => Promise.reject(new Error('The disk is full.'));

  it('that ran is answered that it ran, without its data and never to be sent again, when its entry cannot be written', async () => {
    startHub(refusing);
    const answer = await hub.execute({ query: command });
    expect(times()).toBe(1);
    expect(answer).toEqual({
      data: null,
      errors: [
        {
          message: expect.stringContaining('The command ran'),
          extensions: { code: 'ANSWER_WITHHELD', retryable: false },
        },
      ],
      extensions: { ministries: { register: 'OK' } },
    });
    expect(JSON.stringify(answer)).not.toContain('H0');
    expect(statusOf(answer, 'application/graphql-response+json; charset=utf-8')).toBe(200); // with no Retry-After
  });

  it('of several keeps what was said of those that failed', async () => {
    startHub(refusing);
    world.faulty.add('H1');
    const { data, errors } = await hub.execute({
      query:
        'mutation { a: changeRegister(household: "H0") { place } b: changeRegister(household: "H1") { place } }',
    });
    expect(data).toBeNull();
    expect(errors?.map(({ path, extensions: { code, retryable } }) => [path, code, retryable])).toEqual([
      [undefined, 'ANSWER_WITHHELD', false],
      [['b', 'place'], 'SUBGRAPH_ERROR', false],
    ]);
  });

  it('is refused before it runs, to be sent again, while nothing can be recorded', async () => {
    startHub(refusing, false);
    const { data, errors } = await hub.execute({ query: command });
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'ACCESS_RECORD_UNAVAILABLE', retryable: true } }]);
    expect(once()).toBe(0);
  });

  it('whose answer is lost may have run, and is sent once', async () => {
    startHub(() => Promise.resolve());
    world.nextWrite = 'lost';
    const { errors } = await hub.execute({ query: command });
    expect([times(), once()]).toEqual([1, 1]);
    expect(errors).toMatchObject([
      { message: expect.stringContaining('may have run'), extensions: { code: 'TIMEOUT', retryable: false } },
    ]);
  });

  it('that is given up once it was sent may have run', async () => {
    startHub(() => Promise.resolve());
    const lifetime = new Lifetime();
    world.onCommit = () => lifetime.giveUp();
    const { data, errors } = await hub.execute({ query: command, lifetime });
    expect(times()).toBe(1);
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      { message: expect.stringContaining('may have run'), extensions: { code: 'ABORTED', retryable: false } },
    ]);
  });
});
