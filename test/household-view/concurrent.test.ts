import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHub, type TestHub } from '../hub.ts';
import type { Answer } from '../post.ts';

const HOUSEHOLDS = 60;
const TOGETHER = 30;

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ households: HOUSEHOLDS });
}, 120_000);
afterAll(() => hub.stop());

const ids = Array.from({ length: HOUSEHOLDS }, (_, number) => `H${String(number).padStart(9, '0')}`);
const unknown = ['H999999999', 'nobody'];
const view = (id: string): Promise<Answer> => hub.askFor('HouseholdView', { id });

describe('views of many households at the same time', () => {
  it('are each what it is alone, also of households that do not exist', async () => {
    const asked = [...ids, ...unknown, ...ids.slice(0, 10)];
    const alone: Answer[] = [];
    for (const id of asked) alone.push(await view(id));
    const together = await Promise.all(asked.map(view));
    together.forEach((answer, index) => {
      expect(JSON.stringify(answer)).toBe(JSON.stringify(alone[index]));
    });
  });

  it('cost far fewer calls and statements than one after another', async () => {
    const one = await hub.costOf(() => view(ids[0]!));
    const many = await hub.costOf(() => Promise.all(ids.slice(0, TOGETHER).map(view)));
    for (const ministry of Object.keys(one.statements)) {
      expect(many.statements[ministry]!).toBeLessThan((one.statements[ministry]! * TOGETHER) / 3);
    }
    expect(many.calls['health']!).toBeLessThan((one.calls['health']! * TOGETHER) / 3);
  });
});
