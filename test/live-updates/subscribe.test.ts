import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Country, type LiveGateway, startLiveGateway } from './fixture.ts';
import { connect, watch } from './watch.ts';
import { until } from '../script.ts';

const WATCH = `subscription Watch($code: RegionCode!, $after: String) {
  regionChanged(code: $code, after: $after) { cursor ministry kind at household { id name visits } }
}`;
const COUNTY = '530625000000';

describe('a subscription', () => {
  const country = new Country();
  let gateway: LiveGateway;
  beforeAll(async () => {
    gateway = await startLiveGateway(country);
  });
  afterAll(() => gateway.stop());

  it('tells of each change of its region, with what is selected from every ministry', async () => {
    const client = connect(gateway.socket);
    const region = watch(client, WATCH, { code: COUNTY });
    await until(() => gateway.streams() === 1);
    country.change('health', 'H1', { name: 'Li' });
    country.change('poverty-relief', 'H2', { region: '530626100200' });
    country.change('poverty-relief', 'H3', { name: 'Wang' }, 'HOUSEHOLD_MOVED');
    const [first, second] = await region.has(2);
    expect(first).toEqual({
      data: {
        regionChanged: {
          cursor: expect.any(String),
          ministry: 'HEALTH',
          kind: 'RECORDS_IMPORTED',
          at: '2026-01-01T00:00:00.000Z',
          household: { id: 'H1', name: 'Li', visits: 1 },
        },
      },
      extensions: { ministries: { health: 'OK', 'poverty-relief': 'OK' } },
    });
    expect(second?.data.regionChanged).toMatchObject({
      kind: 'HOUSEHOLD_MOVED',
      household: { name: 'Wang' },
    });
    await client.dispose();
  });
});
