import { describeCommands } from '@hearth/kit/testing/commands.ts';
import type { CommandExample } from '@hearth/kit/testing/commands.ts';
import { rowAt } from '@hearth/kit/testing/command-subjects.ts';
import { TEST_SAMPLE } from '@hearth/kit/testing/test-sample.ts';
import { povertyRelief } from './subgraph.ts';

const HOUSEHOLDS = 'select id, version, region_code as "regionCode" from households order by id';

interface HouseholdRow {
  readonly id: string;
  readonly version: number;
  readonly regionCode: string;
}

const moveHousehold: CommandExample = {
  names: 'household',
  async input(database, turn) {
    const { id, version, regionCode } = await rowAt<HouseholdRow>(database, HOUSEHOLDS, turn);
    const { code } = await rowAt<{ code: string }>(
      database,
      `select code from regions where level = 'VILLAGE' and code <> '${regionCode}' order by code`,
      0,
    );
    return { household: id, expectedVersion: version, region: code, naturalVillage: '新村' };
  },
  refusedBy: { isVillage: { region: '530000000000' } },
};

const updateIncome: CommandExample = {
  names: 'income',
  async input(database, turn) {
    const query = 'select id, version from incomes order by id';
    const { id, version } = await rowAt<{ id: string; version: number }>(database, query, turn);
    return { income: id, expectedVersion: version, part: 'WAGE', amount: '12345.67' };
  },
  refusedBy: { isAmount: { amount: '100000000.01' } },
};

const recordDisaster: CommandExample = {
  names: 'household',
  async input(database, turn) {
    const { id, regionCode } = await rowAt<HouseholdRow>(
      database,
      HOUSEHOLDS,
      (turn + 40) % TEST_SAMPLE.households,
    );
    await database.pool.query(
      `insert into disaster_events (id, number, name, region_code, kind, started_on, response_level, affected_persons, direct_loss,
          sender, source_system)
        select gen_random_uuid()::text, 'ZH-TEST-' || code, '山洪', code, 'FLOOD', '2024-07-01', 'III', 10, 1000, 'EMERGENCY', 'test'
          from unnest($1::text[]) as code on conflict do nothing`,
      [[`${regionCode.slice(0, 6)}000000`, '990000000000']],
    );
    return {
      household: id,
      eventNumber: `ZH-TEST-${regionCode.slice(0, 6)}000000`,
      reportedOn: '2024-07-02',
      houseDamage: 'SEVERE',
      waterInterrupted: true,
      croplandHitMu: 1.5,
      loss: '3000.00',
      casualties: 0,
    };
  },
  refusedBy: {
    hasCome: { reportedOn: '2100-01-01' },
    isReportedAfterStart: { reportedOn: '2024-06-30' },
    livesWhereItStruck: { eventNumber: 'ZH-TEST-990000000000' },
    isAmount: { loss: '-0.01' },
    isArea: { croplandHitMu: -1 },
    isCount: { casualties: 51 },
  },
  refusedAgainBy: 'isOneOfEvent',
};

describeCommands(povertyRelief, { moveHousehold, updateIncome, recordDisaster });
