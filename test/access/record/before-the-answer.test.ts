import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCursorSeal } from '@hearth/kit/cursor-seal.ts';
import { createHub, type Hub } from '@hearth/gateway/hub.ts';
import { createInProcessTransport } from '@hearth/gateway/transport/in-process.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { supergraph, World } from '../../cache/world.ts';

const query = '{ household(id: "H0") { id place } }';

let hub: Hub;
afterEach(() => hub.stop());

/** A hub whose record takes an entry when it is told to. */
function startHub(record: () => Promise<void>): void {
  hub = createHub({
    supergraph: supergraph(),
    transport: () => createInProcessTransport(new World().handlers()),
    guarded: false,
    accessRecord: {
      isAvailable: true,
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
