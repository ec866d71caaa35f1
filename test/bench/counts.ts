import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { startHub } from '../hub.ts';
import type { Row, Table } from './results.ts';

const COUNTY = '530625000000';

/** How many requests and statements each ministry has with an operation, counted within one process. */
export async function measureCounts(): Promise<Table[]> {
  const hub = await startHub({ households: 200 });
  try {
    const [id] = hub.examples.households;
    const questions: readonly (readonly [string, object, string])[] = [
      ['HouseholdView', { id }, 'one household'],
      ['MonitoredHouseholds', { code: COUNTY, first: 10 }, '10 households'],
      ['MonitoredHouseholds', { code: COUNTY, first: 50 }, '50 households'],
      ['RegionOverview', { code: COUNTY }, 'a county'],
    ];
    const rows: Row[] = [];
    for (const [operation, variables, of] of questions) {
      const { calls, statements } = await hub.costOf(() => hub.askFor(operation, variables));
      const each = ministryNames.map((name) => [name, `${calls[name] ?? 0} / ${statements[name] ?? 0}`]);
      rows.push({ operation, of, ...Object.fromEntries(each), all: `${sum(calls)} / ${sum(statements)}` });
    }
    return [{ title: 'Requests / SQL statements, by ministry', rows }];
  } finally {
    await hub.stop();
  }
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
