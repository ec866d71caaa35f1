import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { federate, type Federation, type Given, type TestSubgraph } from '../fixture.ts';
import { inflict, randomFault, type Fault } from './faults.ts';
import { randomQuery } from './queries.ts';
import { subgraphs } from './world.ts';

/** Random cases that are tried; `RUNS` asks for more. */
const runs = Number(process.env['RUNS'] ?? 60);
const timeout = 60_000 + runs * 50;

type Path = (string | number)[];

/** Where the answer lacks what the true answer has. */
function losses(truth: unknown, actual: unknown, path: Path = []): Path[] {
  if (truth === null || Object.is(truth, actual)) return [];
  if (actual === null || actual === undefined || typeof truth !== 'object') return [path];
  const keys = Array.isArray(truth) ? truth.keys() : Object.keys(truth as object);
  return [...keys].flatMap((key) => losses((truth as Given)[key], (actual as Given)[key], [...path, key]));
}

const startsWith = (path: readonly unknown[], start: readonly unknown[]) =>
  start.every((segment, index) => path[index] === segment);

describe('one answer of a subgraph that is wrong', () => {
  let federation: Federation;
  let fault: Fault | undefined;
  let calls = 0;
  let isChanged = false;

  beforeAll(async () => {
    const tamper: TestSubgraph['tamper'] = async (_operation, answer) => {
      const given = (await answer()) as Given;
      calls += 1;
      if (!fault || calls - 1 !== fault.call) return given;
      const inflicted = inflict(fault, given);
      isChanged ||= inflicted.isChanged;
      return inflicted.answer;
    };
    const tampered = Object.entries(subgraphs).map(([name, subgraph]) => [name, { ...subgraph, tamper }]);
    federation = await federate(Object.fromEntries(tampered));
  });

  it(
    'never makes data that the schema forbids, nor loses any without an error there',
    { timeout },
    async () => {
      const { hub, ask } = federation;
      await fc.assert(
        fc.asyncProperty(randomQuery(hub.schema), randomFault, async ({ query, variables }, drawn) => {
          fc.pre(validate(hub.schema, parse(query)).length === 0);
          fault = undefined;
          const truth = await ask(query, variables);
          fault = drawn;
          calls = 0;
          isChanged = false;
          const { data, errors = [] } = await ask(query, variables);
          const lost = losses(truth.data, data);
          for (const path of lost) {
            const isTold = errors.some((error) => {
              const place = error.path ?? [];
              return startsWith(place, path) || startsWith(path, place);
            });
            expect(isTold, `an error for ${JSON.stringify(path)}`).toBe(true);
          }
          expect(isChanged || lost.length === 0).toBe(true);
          for (const { extensions } of errors) expect(extensions.ministry).toMatch(/people|library|shop/);
        }),
        { numRuns: runs },
      );
    },
  );
});
