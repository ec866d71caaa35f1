import { describe, expect, it } from 'vitest';
import { Problems } from './problems.ts';

const problem = { code: 'DOWN', message: 'health cannot be reached.', ministry: 'health' };

describe('problems', () => {
  it('explain nulls at their place and above, and nothing beside', () => {
    const problems = new Problems();
    problems.report({ ...problem, path: ['me', 'list', 1, 'x'] });
    expect(problems.explain(['me', 'list', 1, 'x'], false)).toBe(true);
    expect(problems.explain(['me', 'list'], false)).toBe(true);
    expect(problems.explain([], false)).toBe(true);
    expect(problems.explain(['me', 'list', 1, 'y'], true)).toBe(false);
    expect(problems.explain(['me', 'list', 10], true)).toBe(false);
  });

  it('excuse what is missing, but no null that a subgraph gave', () => {
    const problems = new Problems();
    problems.excuse({ path: ['me'], keys: new Set(['x']) });
    expect(problems.explain(['me', 'x'], true)).toBe(true);
    expect(problems.explain(['me', 'x', 0, 'z'], true)).toBe(true);
    expect(problems.explain(['me', 'x'], false)).toBe(false);
    expect(problems.explain(['me', 'y'], true)).toBe(false);
    expect(problems.explain(['me'], true)).toBe(false);
  });

  it('become errors at the place that the client knows, and without a path when it knows none', () => {
    const problems = new Problems();
    problems.report({ ...problem, path: ['_hub_id', 0] });
    problems.report({ ...problem, ministry: undefined, path: [] });
    expect(
      problems.toErrors((path) => path.map((segment) => (segment === '_hub_id' ? 'id' : segment)), 'query'),
    ).toEqual([
      {
        message: problem.message,
        path: ['id', 0],
        extensions: { code: 'DOWN', ministry: 'health', retryable: true },
      },
      { message: problem.message, extensions: { code: 'DOWN', retryable: true } },
    ]);
  });

  it('are never to be sent again after a mutation that may have run', () => {
    const problems = new Problems();
    problems.report({ ...problem, path: [] });
    expect(problems.toErrors((path) => path, 'mutation')).toMatchObject([
      { extensions: { retryable: false } },
    ]);
  });
});
