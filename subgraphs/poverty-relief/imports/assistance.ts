import {
  code,
  identifier,
  integer,
  isoDate,
  optional,
  text,
  yesNo,
  yuan,
} from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import { household, person, region } from '@hearth/kit/imports/register-cells.ts';
import { regionLevel } from '@hearth/schema/protocol/region-code.ts';
import {
  ASSISTANCE_KINDS,
  MEASURE_CATEGORIES,
  MEASURE_STATUSES,
  NO_REMOVAL_KINDS,
  VILLAGE_TEAM_GAP_KINDS,
} from '../codes.ts';
import { kindOfCategory } from '../rules.ts';
import {
  assistanceAssignments,
  assistanceMeasures,
  noRemovalChecks,
  responsiblePersons,
  villageTeamGaps,
  villageTeams,
} from '../tables.ts';
import { endsAfterStart, MONITORING_SYSTEM } from './checks.ts';

const responsibleNumber = () =>
  identifier('responsibleNumber', { meaning: 'Number of the responsible person (责任人编号)' });

const measuresFile = exchangeFile({
  kind: 'assistance-measures',
  description: 'Measures of help for households (帮扶措施), of the five kinds.',
  sourceSystem: MONITORING_SYSTEM,
  table: assistanceMeasures,
  key: ['number'],
  columns: [
    identifier('number', { column: 'measure_number', meaning: 'Number of the measure (措施编号)' }),
    household('householdId'),
    optional(person({ personId: 'personId' })),
    optional(identifier('caseNumber', { meaning: 'Number of the case (监测编号)' })),
    code('kind', ASSISTANCE_KINDS, { meaning: 'Which of the five kinds (措施类别)' }),
    code('category', MEASURE_CATEGORIES, { meaning: 'Finer category (措施类型)' }),
    text('content', { max: 500, meaning: 'What is done (措施内容)' }),
    code('status', MEASURE_STATUSES, { meaning: 'Where it stands (状态)' }),
    optional(yuan('cost', { meaning: 'Cost (投入金额), yuan' })),
    optional(identifier('fundNumber', { meaning: 'Number of the fund that pays (资金编号)' })),
    isoDate('startedOn', { meaning: 'First day (开始日期)' }),
    optional(isoDate('endedOn', { meaning: 'Last day (结束日期)' })),
    optional(responsibleNumber()),
    optional(identifier('policyNumber', { meaning: 'Number of the policy document (政策文件编号)' })),
  ],
  checks: [
    endsAfterStart,
    {
      name: 'CATEGORY_OF_THE_KIND',
      rule: 'The finer category belongs to the kind.',
      holds: ({ kind, category }) => kindOfCategory[category] === kind,
    },
    {
      name: 'ENDED_WHEN_OVER',
      rule: 'A measure that is done or stopped has a last day.',
      holds: ({ status, endedOn }) => endedOn !== null || (status !== 'COMPLETED' && status !== 'STOPPED'),
    },
  ],
});

const responsiblePersonsFile = exchangeFile({
  kind: 'responsible-persons',
  description: 'People in charge of helping households (帮扶责任人).',
  sourceSystem: MONITORING_SYSTEM,
  table: responsiblePersons,
  key: ['number'],
  columns: [
    identifier('number', {
      column: 'responsible_number',
      meaning: 'Number of the responsible person (责任人编号)',
    }),
    text('name', { max: 50, sensitive: true, meaning: 'Name (姓名)' }),
    text('organisation', { max: 100, meaning: 'Employer (所在单位)' }),
    optional(text('post', { max: 50, meaning: 'Post (职务)' })),
    optional(text('phone', { max: 30, sensitive: true, meaning: 'Telephone (联系电话)' })),
    region('regionCode', { meaning: 'Where they help (帮扶地区)' }),
  ],
});

const assignmentsFile = exchangeFile({
  kind: 'assistance-assignments',
  description: 'Which responsible person is in charge of which household (结对帮扶关系).',
  sourceSystem: MONITORING_SYSTEM,
  table: assistanceAssignments,
  key: ['householdId', 'responsibleNumber', 'startedOn'],
  columns: [
    household('householdId'),
    responsibleNumber(),
    isoDate('startedOn', { meaning: 'First day (开始日期)' }),
    optional(isoDate('endedOn', { meaning: 'Last day (结束日期)' })),
    integer('visitsThisYear', { max: 1_000, meaning: 'Visits this year (本年走访次数)' }),
  ],
  checks: [endsAfterStart],
});

const teamsFile = exchangeFile({
  kind: 'village-teams',
  description: 'Teams stationed in villages (驻村工作队).',
  sourceSystem: MONITORING_SYSTEM,
  table: villageTeams,
  key: ['number'],
  columns: [
    identifier('number', { column: 'team_number', meaning: 'Number of the team (工作队编号)' }),
    region('regionCode', { meaning: 'The village (所驻村)' }),
    text('dispatchedBy', { max: 100, meaning: 'Who sent it (派出单位)' }),
    optional(text('leader', { max: 50, sensitive: true, meaning: 'Leader; empty while vacant (队长)' })),
    integer('memberCount', { max: 50, meaning: 'Members at the post (在岗人数)' }),
    integer('requiredCount', { min: 1, max: 50, meaning: 'Members required (应派人数)' }),
    isoDate('stationedOn', { meaning: 'Day on which it came (进驻日期)' }),
    optional(isoDate('withdrawnOn', { meaning: 'Day on which it was withdrawn (撤回日期)' })),
  ],
  checks: [
    {
      name: 'TEAM_OF_A_VILLAGE',
      rule: 'A team is stationed in a village.',
      holds: ({ regionCode }) => regionLevel(regionCode) === 'VILLAGE',
    },
    {
      name: 'WITHDRAWN_AFTER_STATIONED',
      rule: 'A team is not withdrawn before it came.',
      holds: ({ stationedOn, withdrawnOn }) => withdrawnOn === null || withdrawnOn >= stationedOn,
    },
  ],
});

const gapsFile = exchangeFile({
  kind: 'village-team-gaps',
  description: 'Times in which village teams were not as they should be (驻村工作队缺口).',
  sourceSystem: MONITORING_SYSTEM,
  table: villageTeamGaps,
  key: ['teamNumber', 'kind', 'foundOn'],
  columns: [
    identifier('teamNumber', { meaning: 'Number of the team (工作队编号)' }),
    code('kind', VILLAGE_TEAM_GAP_KINDS, { meaning: 'What was wrong (缺口类型)' }),
    isoDate('foundOn', { meaning: 'Day on which it was found (发现日期)' }),
    optional(isoDate('closedOn', { meaning: 'Day on which it was mended (整改日期)' })),
    text('note', { max: 500, meaning: 'What was found and done (说明)' }),
  ],
  checks: [
    {
      name: 'CLOSED_AFTER_FOUND',
      rule: 'A gap is not mended before it was found.',
      holds: ({ foundOn, closedOn }) => closedOn === null || closedOn >= foundOn,
    },
  ],
});

const noRemovalChecksFile = exchangeFile({
  kind: 'no-removal-checks',
  description: 'Checks of the four no-removals by county (四个不摘落实情况).',
  sourceSystem: MONITORING_SYSTEM,
  table: noRemovalChecks,
  key: ['regionCode', 'kind', 'checkedOn'],
  columns: [
    region('regionCode', { meaning: 'The county (县)' }),
    code('kind', NO_REMOVAL_KINDS, { meaning: 'Which of the four (类别)' }),
    isoDate('checkedOn', { meaning: 'Day of the check (检查日期)' }),
    yesNo('upheld', { meaning: 'Whether it is upheld (是否落实)' }),
    text('finding', { max: 500, meaning: 'What was found (检查情况)' }),
    text('checkedBy', { max: 100, meaning: 'Who checked (检查单位)' }),
    optional(isoDate('rectificationDueOn', { meaning: 'Day by which it is put right (整改期限)' })),
  ],
  checks: [
    {
      name: 'CHECK_OF_A_COUNTY',
      rule: 'The four no-removals are checked in counties.',
      holds: ({ regionCode }) => regionLevel(regionCode) === 'COUNTY',
    },
    {
      name: 'RECTIFIED_WHEN_NOT_UPHELD',
      rule: 'Only what is not upheld has to be put right.',
      holds: ({ upheld, rectificationDueOn }) => !upheld || rectificationDueOn === null,
    },
  ],
});

/** Help, and the people who give it. */
export const assistanceFiles = [
  responsiblePersonsFile,
  assignmentsFile,
  measuresFile,
  teamsFile,
  gapsFile,
  noRemovalChecksFile,
];
