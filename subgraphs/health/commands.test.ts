import { describeCommands } from '@hearth/kit/testing/commands.ts';
import type { CommandExample } from '@hearth/kit/testing/commands.ts';
import { personAt, rowAt } from '@hearth/kit/testing/command-subjects.ts';
import { health } from './subgraph.ts';

const enrolInInsurance: CommandExample = {
  names: 'person',
  input: async (database, turn) => ({
    person: await personAt(database, turn),
    scheme: 'COMMERCIAL',
    year: 2031,
    insuredAs: 'ORDINARY',
    contribution: '120.00',
    subsidy: '0.00',
    startedOn: '2031-01-01',
    endedOn: '2031-12-31',
  }),
  refusedBy: {
    endsAfterStart: { endedOn: '2030-12-31' },
    beginsInYear: { year: 2032 },
    isAmount: { subsidy: '-0.01' },
    isYearInBounds: { year: 1900, startedOn: '1900-01-01', endedOn: '1900-12-31' },
    overlapsNone: { scheme: 'BASIC', year: 2024, startedOn: '2024-05-01', endedOn: '2031-01-01' },
  },
  refusedAgainBy: 'overlapsNone',
};

const lapseInsurance: CommandExample = {
  names: 'insuranceEnrolment',
  async input(database, turn) {
    const { id, version, startedOn } = await rowAt<{ id: string; version: number; startedOn: string }>(
      database,
      `select id, version, started_on::text as "startedOn" from insurance_enrolments
        where scheme = 'BASIC' and ended_on > started_on order by id`,
      turn,
    );
    return { insuranceEnrolment: id, expectedVersion: version, endedOn: startedOn };
  },
  refusedBy: { hasCome: { endedOn: '2100-01-01' }, shortens: { endedOn: '1999-01-01' } },
};

const recordSettlement: CommandExample = {
  names: 'person',
  input: async (database, turn) => ({
    person: await personAt(database, turn),
    settlementNumber: `JS-TEST-${turn}`,
    encounterNumber: `JZ-TEST-${turn}`,
    kind: 'OUTPATIENT',
    settledOn: '2024-12-30',
    total: '100.00',
    withinCatalogue: '80.00',
    paidByBasic: '50.00',
    paidBySeriousIllness: '0.00',
    paidByMedicalAid: '10.00',
    paidByOther: '0.00',
    selfPaid: '40.00',
    compliantSelfPaid: '20.00',
  }),
  refusedBy: {
    hasCome: { settledOn: '2100-01-01' },
    isAmount: { paidByBasic: '-50.00', paidByOther: '100.00' },
    partsAddUp: { total: '100.01' },
    catalogueWithinTotal: { withinCatalogue: '100.01' },
    compliantWithinSelfPaid: { compliantSelfPaid: '40.01' },
  },
  refusedAgainBy: 'isNewNumber',
};

describeCommands(health, { enrolInInsurance, lapseInsurance, recordSettlement });
