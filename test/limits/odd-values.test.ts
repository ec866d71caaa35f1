import {
  oddCommands,
  type OddQuestion,
  oddQuestions,
  typesWithArguments,
} from '@hearth/kit/testing/odd-questions.ts';
import { framesOf } from '@hearth/kit/testing/frames.ts';
import { compose } from '@hearth/schema/compose.ts';
import { readSlices } from '@hearth/schema/contract.ts';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type ContractGateway, type Refused, startContractGateway } from './fixture.ts';

const schema = buildSchema(compose(readSlices()).api);
const frames = framesOf(schema);
const questions: readonly OddQuestion[] = [
  ...typesWithArguments(schema).flatMap((type) => oddQuestions({ type, frame: frames.get(type.name)! })),
  ...oddCommands(schema),
];

describe('a value that no database or rule takes', () => {
  let gateway: ContractGateway;
  beforeAll(async () => {
    gateway = await startContractGateway();
  });
  afterAll(() => gateway.stop());

  it('is refused as the caller’s, of every argument and input field of the API, before any ministry is asked', async () => {
    const wrong = questions.filter(({ isWrong }) => isWrong);
    const answers: Refused[] = [];
    for (let next = 0; next < wrong.length; next += TOGETHER) {
      const bodies = wrong.slice(next, next + TOGETHER).map(({ query, variables }) => ({ query, variables }));
      answers.push(
        ...(await Promise.all(bodies.map((body) => ask(gateway.graphql, { body: JSON.stringify(body) })))),
      );
    }
    const taken = answers.flatMap(({ code, status }, index) =>
      CODES.has(String(code)) && status === 200 ? [] : [[wrong[index]!.title, status, code]],
    );
    expect(taken).toEqual([]);
    expect(gateway.calls()).toBe(0);
    expect(wrong.length).toBeGreaterThan(2_000);
  });
});

const TOGETHER = 20; // requests

const CODES = new Set(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']);
