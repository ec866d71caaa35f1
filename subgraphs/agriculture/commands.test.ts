import { describeCommands } from '@hearth/kit/testing/commands.ts';
import type { CommandExample } from '@hearth/kit/testing/commands.ts';
import { personAt, rowAt } from '@hearth/kit/testing/command-subjects.ts';
import { agriculture } from './subgraph.ts';

const linkBenefit: CommandExample = {
  names: 'person',
  async input(database, turn) {
    const { code } = await rowAt<{ code: string }>(
      database,
      'select registration_code as code from cooperatives order by id',
      0,
    );
    return {
      person: await personAt(database, turn),
      entityKind: 'COOPERATIVE',
      entityCode: code,
      mode: 'SHARE_COOPERATION',
      guarantee: 'GUARANTEED_MINIMUM',
      guaranteedGain: '500.00',
      year: 2019,
      signedOn: '2019-05-06',
      yearlyGain: '0.00',
    };
  },
  refusedBy: {
    hasCome: { signedOn: '2100-01-01' },
    isRegistrationCode: { entityCode: '911100001000000000' },
    isPromiseOfGuarantee: { guarantee: 'NONE' },
    signedByEndOfYear: { signedOn: '2020-01-01' },
    isAmount: { yearlyGain: '100000000.01' },
    isYearInBounds: { year: 2101 },
  },
  refusedAgainBy: 'isOneOfYear',
};

const breakBenefit: CommandExample = {
  names: 'benefitLink',
  async input(database, turn) {
    const { id, version, signedOn } = await rowAt<{ id: string; version: number; signedOn: string }>(
      database,
      `select id, version, signed_on::text as "signedOn" from benefit_links where breach_reported_on is null order by id`,
      turn,
    );
    return {
      benefitLink: id,
      expectedVersion: version,
      reportedOn: signedOn,
      note: '企业未按约收购。',
    };
  },
  refusedBy: { hasCome: { reportedOn: '2100-01-01' }, isReportedAfterSigning: { reportedOn: '1999-01-01' } },
};

describeCommands(agriculture, { linkBenefit, breakBenefit });
