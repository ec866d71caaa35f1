import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PlanningQueue } from './planning-queue.ts';

const asker = (subject: string) => ({ subject, onPlanned: () => {} });

/** Adds queries, each of the caller that its first letter names, and gives the codes of those that are refused. */
function addAll(queue: PlanningQueue, queries: readonly string[]) {
  const refused: [string, unknown][] = [];
  for (const query of queries) {
    void queue
      .add(query, 0, asker(query[0]!))
      .catch((error: { errors: { extensions: { code: string } }[] }) => {
        refused.push([query, error.errors[0]?.extensions.code]);
      });
  }
  return refused;
}

describe('operations that wait to be planned', () => {
  it('are taken in turns: one caller’s many keep another’s one waiting for one of them alone', async () => {
    const queue = new PlanningQueue({ longestWait: 60_000, mostWaiting: 10, mostOfOne: 5 });
    addAll(queue, ['a1', 'a2', 'a3', 'b1', 'a4', 'b2']);
    const taken = Array.from({ length: 6 }, () => queue.take());
    expect(taken.map((planning) => planning?.query)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a4']);
    expect(queue.take()).toBeUndefined();
  });

  it('are refused beyond what one caller may have waiting, while others’ are not', async () => {
    const queue = new PlanningQueue({ longestWait: 60_000, mostWaiting: 4, mostOfOne: 2 });
    const refused = addAll(queue, ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']);
    await nextTurn();
    expect(refused).toEqual([
      ['a3', 'OVERLOADED'],
      ['c1', 'OVERLOADED'], // there is no room for anybody
    ]);
    while (queue.take());
  });
});
