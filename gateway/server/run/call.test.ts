import { nobody } from '@hearth/schema/protocol/authority.ts';
import { describe, expect, it } from 'vitest';
import { Lifetime } from '../dispatch/outgoing.ts';
import { TransportError } from '../transport/transport.ts';
import { send, writeInside, type Call, type Run } from './call.ts';
import { Problems } from './problems.ts';

const call: Call = {
  subgraph: 'health',
  kind: 'query',
  query: '{ x }',
  queryJson: '"{ x }"',
  variableUsages: [],
  isRepeated: true,
  levels: 1,
};

/** A run whose subgraphs answer like this, and the variables that were sent. */
function start(answer: () => unknown) {
  const sent: unknown[] = [];
  const run: Run = {
    data: {},
    variables: {},
    problems: new Problems(),
    lifetime: new Lifetime(),
    traceId: '0af7651916cd43dd8448eb211c80319c',
    readKept: undefined,
    question: undefined,
    calls: new Map(),
    onFailure: () => {},
    authority: nobody,
    deadlineAt: Infinity,
    dispatch: {
      send: async ({ entities }) => {
        sent.push(entities[0]?.representations[0]);
        return answer() as never;
      },
      stop: () => {},
    },
  };
  return { run, sent };
}

const entity = (representation: string) => [
  { alias: '_entities', variable: 'representations', representations: [representation] },
];

describe('calls', () => {
  it('that are equal are sent once in a request, and their answers share nothing', async () => {
    const { run, sent } = start(() => ({ data: { x: { y: 1 } } }));
    const [first, second, other] = await Promise.all([
      send(run, call, entity('{"a":1}')),
      send(run, call, entity('{"a":1}')),
      send(run, call, entity('{"a":2}')),
    ]);
    expect(sent).toEqual(['{"a":1}', '{"a":2}']);
    expect([second, other]).toEqual([first, first]);
    expect(second?.data?.['x']).not.toBe(first?.data?.['x']);
  });

  it('say in words for clients why there is no answer', async () => {
    for (const [code, failure] of [
      ['DOWN', { code: 'DOWN', message: 'health cannot be reached.' }],
      ['TIMEOUT', { code: 'TIMEOUT', message: 'health did not answer in time.' }],
      ['BAD_ANSWER', { code: 'SUBGRAPH_ERROR', message: 'health did not answer with GraphQL.' }],
    ] as const) {
      const { run } = start(() => {
        throw new TransportError(code, 'health', 'connect 10.0.0.1');
      });
      expect(await send(run, call, [])).toEqual({ data: null, errors: [], failure });
    }
  });

  it('carry only the variables that they use and that have a value', () => {
    expect(writeInside(['a', 'b', 'c'], { a: [1], c: null, d: 4 })).toBe('"a":[1],"c":null');
    expect(writeInside([], { a: 1 })).toBe('');
  });
});
