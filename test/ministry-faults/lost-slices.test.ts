import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { answerUnder, entities, errorAt, list, lost, stateOf, view } from './expectations.ts';
import { SECRET, startFaultyHub } from './fixture.ts';
import { http, text, type Fault } from './faulty-ministry.ts';

/** Faults that leave nothing of the clinic's answer: one error for each household, at the household. */
const whole: Record<string, [Fault, code: string]> = {
  'answers 500 with a page': [
    (socket) => socket.end(http(500, 'text/html', `<h1>${SECRET}</h1>`)),
    'SUBGRAPH_ERROR',
  ],
  'answers 500 with JSON that is no answer': [text(`{"error":"${SECRET}"}`, 500), 'SUBGRAPH_ERROR'],
  'answers with broken JSON': [text(`{"data":{"_entities":[{"name":"${SECRET}"`), 'SUBGRAPH_ERROR'],
  'answers with nothing': [text(''), 'SUBGRAPH_ERROR'],
  'answers 204': [
    (socket) => socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n'),
    'SUBGRAPH_ERROR',
  ],
  'answers null': [text('null'), 'SUBGRAPH_ERROR'],
  'answers {}': [text('{}'), 'SUBGRAPH_ERROR'],
  'answers []': [text('[]'), 'SUBGRAPH_ERROR'],
  'answers a text': [text(`"${SECRET}"`), 'SUBGRAPH_ERROR'],
  'answers data that is a text': [text(`{"data":"${SECRET}"}`), 'SUBGRAPH_ERROR'],
  'answers data that is null': [text('{"data":null}'), 'SUBGRAPH_ERROR'],
  'answers errors that are no list': [text(`{"errors":"${SECRET}"}`), 'SUBGRAPH_ERROR'],
  'answers errors that are no errors': [text(`{"errors":[null,7,"${SECRET}",[]]}`), 'SUBGRAPH_ERROR'],
  'answers as text/plain': [
    async (socket, truth) => socket.end(http(200, 'text/plain', JSON.stringify(await truth()))),
    'SUBGRAPH_ERROR',
  ],
  'answers a redirect': [
    (socket) => socket.end(http(307, 'text/html', SECRET, 'location: http://127.0.0.1:1/')),
    'SUBGRAPH_ERROR',
  ],
  'answers the truth with a redirect': [
    async (socket, truth) =>
      socket.end(
        http(302, 'application/json', JSON.stringify(await truth()), 'location: http://127.0.0.1:1/'),
      ),
    'SUBGRAPH_ERROR',
  ],
  'does not know a field any more': [
    text(
      `{"errors":[{"message":"Cannot query field \\"visits\\" on type \\"Household\\". ${SECRET}",
        "locations":[{"line":1,"column":1}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}`,
      400,
    ),
    'SUBGRAPH_ERROR',
  ],
  'answers with its database’s words': [
    text(
      `{"data":null,"errors":[{"message":"${SECRET}","path":["_entities"],"extensions":{"code":"ER_BAD_DB","sql":"${SECRET}"}}]}`,
    ),
    'SUBGRAPH_ERROR',
  ],
  'answers for fewer entities': [list((all) => all.slice(1)), 'ENTITY_MISMATCH'],
  'answers for more entities': [list((all) => [...all, all[0]]), 'ENTITY_MISMATCH'],
  'answers for no entities': [list(() => []), 'ENTITY_MISMATCH'],
  'answers null for all entities': [list(() => null), 'ENTITY_MISMATCH'],
  'answers one entity in place of the list': [list(([first]) => first), 'ENTITY_MISMATCH'],
  'answers a text in place of the list': [list(() => SECRET), 'ENTITY_MISMATCH'],
  'answers null for each entity': [list((all) => all.map(() => null)), 'ENTITY_MISMATCH'],
  'answers a number for each entity': [list((all) => all.map(() => 7)), 'ENTITY_MISMATCH'],
  'answers entities of another type': [
    entities((all) => all.forEach((entity) => (entity['__typename'] = 'Doctor'))),
    'ENTITY_MISMATCH',
  ],
  'answers entities of a type that nobody knows': [
    entities((all) => all.forEach((entity) => (entity['__typename'] = SECRET))),
    'ENTITY_MISMATCH',
  ],
  'answers entities whose type is no text': [
    entities((all) => all.forEach((entity) => (entity['__typename'] = { toString: 1 }))),
    'ENTITY_MISMATCH',
  ],
  'answers entities without a field': [
    entities((all) => all.forEach((entity) => delete entity['visits'])),
    'ENTITY_MISMATCH',
  ],
  'answers with __proto__ in place of entities': [
    list(() => [JSON.parse('{"__proto__":{"visits":1}}'), JSON.parse('{"__proto__":{"visits":1}}')]),
    'ENTITY_MISMATCH',
  ],
  'resets the connection': [(socket) => socket.resetAndDestroy(), 'DOWN'],
  'closes the connection': [(socket) => socket.end(), 'DOWN'],
  'closes in the middle of the head': [(socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-ty'), 'DOWN'],
  'closes in the middle of the body': [
    (socket) =>
      socket.end(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"data":{"_entities":[',
      ),
    'DOWN',
  ],
  'speaks something else than HTTP': [(socket) => socket.end(`${SECRET}\r\n`), 'DOWN'],
  'answers compressed, unasked': [
    (socket) => {
      const body = gzipSync('{"data":{}}');
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`,
      );
      socket.end(body);
    },
    'SUBGRAPH_ERROR',
  ],
  'answers with headers that do not end': [
    (socket) => socket.end(`HTTP/1.1 200 OK\r\n${`x-more: ${SECRET}\r\n`.repeat(10_000)}\r\n`),
    'DOWN',
  ],
  'answers 503': [text(`{"errors":[{"message":"${SECRET}"}]}`, 503), 'DOWN'],
  'says nothing': [() => {}, 'TIMEOUT'],
  'says nothing after its head': [
    (socket) =>
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n'),
    'TIMEOUT',
  ],
  drips: [drip, 'TIMEOUT'],
};

/** A byte of the answer now and then, for ever. */
function drip(socket: Parameters<Fault>[0]): void {
  socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
  const timer = setInterval(() => socket.write('1\r\n \r\n'), 20);
  socket.on('close', () => clearInterval(timer));
}

describe('a ministry that', () => {
  it.each(Object.entries(whole))('%s costs its slice alone, and is named', async (_title, [fault, code]) => {
    const answer = await answerUnder(fault);
    expect(answer.data).toEqual(lost);
    expect(answer.errors).toEqual([0, 1].map((index) => errorAt(code, 'households', index)));
    expect(answer.extensions).toEqual({
      ministries: { clinic: stateOf(code), register: 'OK', school: 'OK' },
    });
  });

  it('cannot be reached at all costs its slice alone, and is named', async () => {
    const hub = await startFaultyHub(() => {}, { url: 'http://127.0.0.1:1/graphql' });
    const answer = await hub.ask(view);
    expect(answer.data).toEqual(lost);
    expect(answer.errors).toEqual([0, 1].map((index) => errorAt('DOWN', 'households', index)));
    await hub.stop();
  });

  it.each(Object.entries(whole).filter(([, [, code]]) => code !== 'ENTITY_MISMATCH'))(
    '%s fails each of its root fields',
    async (_title, [fault, code]) => {
      const { data, errors } = await answerUnder(
        fault,
        '{ households { name } free: beds doctors { name } }',
      );
      expect(data).toEqual({
        households: [{ name: 'Household 1' }, { name: 'Household 2' }],
        free: null,
        doctors: null,
      });
      expect(errors).toEqual([errorAt(code, 'free'), errorAt(code, 'doctors')]);
    },
  );
});

describe('a mutation that a ministry fails', () => {
  it('is sent once and is never called one to send again', async () => {
    for (const [fault, code] of [
      whole['resets the connection']!,
      whole['says nothing']!,
      whole['answers 503']!,
    ]) {
      const hub = await startFaultyHub(fault);
      const { data, errors } = await hub.ask('mutation { admit(id: "1") }');
      expect(data).toEqual({ admit: null });
      expect(errors).toEqual([
        {
          ...errorAt(code, 'admit'),
          message: expect.stringContaining('The command may have run.'),
          extensions: { code, ministry: 'clinic', retryable: false },
        },
      ]);
      expect(hub.clinic.requests).toBe(1);
      await hub.stop();
    }
  });
});

describe('a ministry that answers with 300 MB', () => {
  it('is cut off at the limit', async () => {
    const megabyte = 'x'.repeat(1024 * 1024);
    let written = 0;
    const hub = await startFaultyHub(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"data":"');
        const more = () => {
          while (written < 300 && !socket.destroyed) {
            written += 1;
            if (!socket.write(megabyte)) return void socket.once('drain', more);
          }
        };
        more();
      },
      { deadline: 20_000 },
    );
    const answer = await hub.ask(view);
    expect(answer.data).toEqual(lost);
    expect(answer.errors).toEqual([0, 1].map((index) => errorAt('SUBGRAPH_ERROR', 'households', index)));
    expect(written).toBeLessThan(64);
    await hub.stop();
  });
});
