import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Given } from '../federation/fixture.ts';
import { entities, errorAt } from './expectations.ts';
import { bill, type FaultyHub, SECRET, startFaultyHub } from './fixture.ts';
import { changed, type Fault } from './faulty-ministry.ts';

const fields = Object.keys(bill).join(' ');
const query = `{ households { name bill { ${fields} } } }`;
const household = (id: string, own: object) => ({ name: `Household ${id}`, ...own });

/** Changes the first household's entity, and nothing else. */
const first = (change: (entity: Given) => void) => entities(([entity]) => change(entity!));

/** Texts and other values that the scalar of a field does not allow. */
const wrong: Record<string, readonly unknown[]> = {
  paid: [SECRET, '1234.5', '1e3', `1${'0'.repeat(30)}.00`, 12.5, 12, { yuan: SECRET }],
  on: [SECRET, '2023-02-29', '2024-02-29T00:00:00Z', 20_240_229, [SECRET]],
  at: [SECRET, '2024-02-29T16:00:00', '2024-02-30T16:00:00Z', 1_709_222_400],
  region: [SECRET, '53', 530_000_000_000],
  patient: [SECRET, '110105194912310021', '110105194912310', true],
  page: ['', 7, { id: SECRET }],
};

let hub: FaultyHub;
beforeAll(async () => {
  hub = await startFaultyHub(changed((truth) => truth));
});
afterAll(() => hub.stop());

async function answerUnder(fault: Fault, asked = query) {
  hub.clinic.fault = fault;
  return hub.ask(asked);
}

describe('a ministry that gives a wrong scalar of the contract', () => {
  it('has every scalar pass that is right', async () => {
    const { data, errors } = await hub.ask(query);
    expect(errors).toEqual([]);
    expect(data).toEqual({ households: [household('1', { bill }), household('2', { bill })] });
  });

  it.each(Object.entries(wrong))('loses that value alone, and is named: %s', async (field, values) => {
    for (const value of values) {
      const answer = await answerUnder(first((entity) => (entity['bill'][field] = value)));
      expect(answer.data).toEqual({
        households: [household('1', { bill: { ...bill, [field]: null } }), household('2', { bill })],
      });
      expect(answer.errors).toEqual([errorAt('SUBGRAPH_ERROR', 'households', 0, 'bill', field)]);
      expect(answer.extensions).toEqual({ ministries: { clinic: 'ERROR', register: 'OK' } });
      expect(answer.text).not.toContain(SECRET);
      expect(hub.logged.splice(0)).toEqual([
        {
          traceId: answer.trace,
          subgraph: 'clinic',
          code: 'SUBGRAPH_ERROR',
          reason: answer.errors[0]?.['message'],
          message: 'subgraph failure',
        },
      ]);
      expect(answer.errors[0]?.['message']).toMatch(
        /^The answer for Bill\.\w+ is not a value of type \w+\.$/,
      );
    }
  });

  it('loses the object in which null may not stand in its place', async () => {
    const answer = await answerUnder(first((entity) => (entity['bill'].total = 1234.5)));
    expect(answer.data).toEqual({ households: [household('1', { bill: null }), household('2', { bill })] });
    expect(answer.errors).toEqual([errorAt('SUBGRAPH_ERROR', 'households', 0, 'bill', 'total')]);
  });

  it('loses the list in which null may not stand, and is told of at the item under the client’s alias', async () => {
    const fault = first((entity) => {
      entity['costs'][1] = '0.5';
      entity['bills'][1].total = SECRET;
    });
    const { data, errors } = await answerUnder(fault, '{ households { costs: spent bills { total } } }');
    const whole = { costs: ['12.00', '0.50'], bills: [{ total: bill.total }, { total: bill.total }] };
    expect(data).toEqual({ households: [{ costs: null, bills: null }, whole] });
    expect(errors).toEqual([
      errorAt('SUBGRAPH_ERROR', 'households', 0, 'costs', 1),
      errorAt('SUBGRAPH_ERROR', 'households', 0, 'bills', 1, 'total'),
    ]);
  });

  it('is not held to a scalar of its own', async () => {
    const printed = { by: ['anybody'], at: 12.5 };
    const fault = first((entity) => (entity['bill'].printed = printed));
    const { data, errors } = await answerUnder(fault, '{ households { bill { printed } } }');
    expect(errors).toEqual([]);
    expect(data.households[0]).toEqual({ bill: { printed } });
  });
});
