import { expect } from 'vitest';
import type { Given } from '../federation/fixture.ts';
import { startFaultyHub, type FaultyAnswer, type FaultyHub } from './fixture.ts';
import { changed, type Fault } from './faulty-ministry.ts';

export const entitiesOf = ({ data }: Given): Given[] => Object.values(data).find(Array.isArray) ?? [];

/** The truth with its list of entities changed in place. */
export const entities = (change: (list: Given[]) => void): Fault =>
  changed((truth) => {
    change(entitiesOf(truth));
    return truth;
  });

/** The truth with another list of entities. */
export const list = (make: (list: Given[]) => unknown): Fault =>
  changed((truth) => ({
    data: Object.fromEntries(Object.keys(truth['data']).map((key) => [key, make(entitiesOf(truth))])),
  }));

/** What `extensions.ministries` says of a ministry with such an error. */
export const stateOf = (code: string) => (code === 'DOWN' || code === 'TIMEOUT' ? code : 'ERROR');
const isRetryable = (code: string) => code === 'DOWN' || code === 'TIMEOUT';

/** Nothing of the ministry's own may reach a client: not its words, not its place. */
function expectNoSecret({ text: answer }: FaultyAnswer, { clinic }: FaultyHub): void {
  for (const secret of ['SECRET', 'select', '10.0.0.7', '127.0.0.1', new URL(clinic.url).port, 'stack']) {
    expect(answer).not.toContain(secret);
  }
}

export const view = '{ households { name grade visits doctor { name } healthy } }';
export const slices = (clinic: object) => ({
  households: ['1', '2'].map((id) => ({ name: `Household ${id}`, grade: Number(id), ...clinic })),
});
export const lost = slices({ visits: null, doctor: null, healthy: null });

/** Asks once under a fault. What must hold of every answer is checked here. */
export async function answerUnder(fault: Fault, query = view): Promise<FaultyAnswer> {
  const hub = await startFaultyHub(fault);
  try {
    const answer = await hub.ask(query);
    expect(answer.status).toBe(200);
    expectNoSecret(answer, hub);
    const logged = hub.logged.map(({ traceId, subgraph }) => ({ traceId, subgraph }));
    expect(logged).toContainEqual({ traceId: answer.trace, subgraph: 'clinic' });
    return answer;
  } finally {
    await hub.stop();
  }
}

export const errorAt = (code: string, ...path: readonly (string | number)[]) => ({
  message: expect.any(String),
  path,
  extensions: { code, ministry: 'clinic', retryable: isRetryable(code) },
});
