import {
  code,
  codes,
  decimal,
  identifier,
  integer,
  isoDate,
  optional,
  text,
  year,
  yesNo,
} from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import { household, region } from '@hearth/kit/imports/register-cells.ts';
import { regionLevel } from '@hearth/schema/protocol/region-code.ts';
import {
  ADMINISTRATIVE_LEVELS,
  DISPATCH_CADENCES,
  DISPATCH_TOPICS,
  EXIT_CONCLUSIONS,
  EXIT_SUBJECTS,
  INTERVIEWEE_ROLES,
  INTERVIEW_REASONS,
  MINISTRIES,
  PARTNER_AGENCIES,
} from '../codes.ts';
import { EXIT_EVIDENCE_MINISTRIES } from '../rules.ts';
import {
  cadenceSwitches,
  dispatchDefinitions,
  dispatchReports,
  exitAssessments,
  regulatoryInterviews,
  watchedProvinces,
} from '../tables.ts';
import { endsAfterStart, REGISTER_SYSTEM } from './checks.ts';

const topic = () => code('topic', DISPATCH_TOPICS, { meaning: 'What is reported on (调度主题)' });

const exitAssessmentsFile = exchangeFile({
  kind: 'exit-assessments',
  description: 'Assessments of exits from poverty: of households, villages and counties (退出评估).',
  sourceSystem: '脱贫攻坚成效考核',
  table: exitAssessments,
  key: ['number'],
  columns: [
    identifier('number', { column: 'assessment_number', meaning: 'Number of the assessment (评估编号)' }),
    code('subject', EXIT_SUBJECTS, { meaning: 'What exited (评估对象)' }),
    region('regionCode', { meaning: 'Village or county, or region of the household (所在行政区划)' }),
    optional(household('householdId')),
    year('year', { meaning: 'Year of the cycle (考核年度)' }),
    code('level', ADMINISTRATIVE_LEVELS, { meaning: 'Level that assesses (组织层级)' }),
    isoDate('assessedOn', { meaning: 'Day of the assessment (评估日期)' }),
    text('evaluator', { max: 100, meaning: 'Who assessed (评估机构)' }),
    yesNo('thirdParty', { meaning: 'Whether a third party (是否第三方评估)' }),
    integer('plannedExits', { meaning: 'Exits planned (计划退出数)' }),
    integer('completedExits', { meaning: 'Exits completed (实际退出数)' }),
    integer('sampledExits', { meaning: 'Exits looked at (抽查数)' }),
    integer('wrongExits', { meaning: 'Of them wrong (错退数)' }),
    integer('missedPoor', { meaning: 'Poor ones that nobody listed (漏评数)' }),
    integer('qualityScore', { max: 100, meaning: 'Quality, points (退出质量)' }),
    optional(decimal('approvalRate', { max: 1, places: 4, meaning: 'Approval, a share of 1 (群众认可度)' })),
    codes('evidenceMinistries', MINISTRIES, { meaning: 'Ministries whose data bears it out (佐证部门)' }),
    code('conclusion', EXIT_CONCLUSIONS, { meaning: 'What came out (评估结论)' }),
  ],
  checks: [
    {
      name: 'HOUSEHOLD_OF_A_HOUSEHOLD_EXIT',
      rule: 'A household is named when, and only when, its exit was assessed.',
      holds: ({ subject, householdId }) => (subject === 'HOUSEHOLD') === (householdId !== null),
    },
    {
      name: 'WRONG_AMONG_THE_SAMPLE',
      rule: 'No more exits are wrong than were looked at, and no more looked at than completed.',
      holds: (row) => row.wrongExits <= row.sampledExits && row.sampledExits <= row.completedExits,
    },
    {
      name: 'EVIDENCE_OF_TWO_MINISTRIES',
      rule: 'The exit of a household is confirmed only on evidence of at least two ministries.',
      holds: ({ subject, conclusion, evidenceMinistries }) =>
        subject !== 'HOUSEHOLD' ||
        conclusion === 'REFUSED' ||
        evidenceMinistries.length >= EXIT_EVIDENCE_MINISTRIES,
    },
  ],
});

const interviewsFile = exchangeFile({
  kind: 'regulatory-interviews',
  description: 'Interviews that call the leaders of a region to account (约谈).',
  sourceSystem: REGISTER_SYSTEM,
  table: regulatoryInterviews,
  key: ['number'],
  columns: [
    identifier('number', { column: 'interview_number', meaning: 'Number of the interview (约谈编号)' }),
    region('regionCode', { meaning: 'Region whose leaders were interviewed (被约谈地区)' }),
    isoDate('interviewedOn', { meaning: 'Day (约谈日期)' }),
    text('interviewer', { max: 100, meaning: 'Who interviewed (约谈单位)' }),
    code('interviewee', INTERVIEWEE_ROLES, { meaning: 'Who was interviewed (被约谈人)' }),
    code('reason', INTERVIEW_REASONS, { meaning: 'Why (约谈事由)' }),
    text('issue', { max: 500, meaning: 'What was found (突出问题)' }),
    optional(isoDate('rectificationDueOn', { meaning: 'Day by which it is put right (整改期限)' })),
    optional(isoDate('rectifiedOn', { meaning: 'Day on which it was put right (整改完成日期)' })),
  ],
  checks: [
    {
      name: 'RECTIFIED_AFTERWARDS',
      rule: 'Nothing is put right before the interview.',
      holds: ({ interviewedOn, rectifiedOn }) => rectifiedOn === null || rectifiedOn >= interviewedOn,
    },
  ],
});

const dispatchReportsFile = exchangeFile({
  kind: 'dispatch-reports',
  description:
    'Reports of regions on a topic for a week or a month (调度通报). A report that is due and missing has no day of arrival.',
  sourceSystem: REGISTER_SYSTEM,
  table: dispatchReports,
  key: ['regionCode', 'topic', 'periodStart'],
  columns: [
    region('regionCode', { meaning: 'Region that reports (报送地区)' }),
    topic(),
    code('cadence', DISPATCH_CADENCES, { meaning: 'How often it is due (调度频次)' }),
    isoDate('periodStart', { meaning: 'First day of the period (起始日期)' }),
    isoDate('periodEnd', { meaning: 'Last day of the period (截止日期)' }),
    isoDate('dueOn', { meaning: 'Day by which it is due (报送期限)' }),
    optional(isoDate('reportedOn', { meaning: 'Day on which it came (报送日期)' })),
    optional(isoDate('bulletinOn', { meaning: 'Day of the bulletin (通报日期)' })),
    integer('affectedHouseholds', { meaning: 'Households affected (受影响户数)' }),
    integer('helpedHouseholds', { meaning: 'Of them helped (已帮扶户数)' }),
    text('summary', { max: 1_000, meaning: 'What is reported (报送内容)' }),
  ],
  checks: [
    {
      name: 'DUE_AFTER_THE_PERIOD',
      rule: 'The period ends after it begins, and the report is due after it ends.',
      holds: ({ periodStart, periodEnd, dueOn }) => periodStart < periodEnd && periodEnd < dueOn,
    },
    {
      name: 'HELPED_AMONG_THE_AFFECTED',
      rule: 'No more households are helped than affected.',
      holds: (row) => row.helpedHouseholds <= row.affectedHouseholds,
    },
  ],
});

const cadenceSwitchesFile = exchangeFile({
  kind: 'cadence-switches',
  description: 'Changes of a topic’s rhythm of reporting, with the reason (调度频次调整).',
  sourceSystem: REGISTER_SYSTEM,
  table: cadenceSwitches,
  key: ['topic', 'switchedOn'],
  columns: [
    topic(),
    optional(
      code('fromCadence', DISPATCH_CADENCES, { meaning: 'Rhythm before; empty at the beginning (原频次)' }),
    ),
    code('toCadence', DISPATCH_CADENCES, { meaning: 'Rhythm after (新频次)' }),
    isoDate('switchedOn', { meaning: 'Day of the change (调整日期)' }),
    text('reason', { max: 500, meaning: 'Why (调整原因)' }),
  ],
  checks: [
    {
      name: 'ANOTHER_RHYTHM',
      rule: 'The rhythm after differs from the one before.',
      holds: ({ fromCadence, toCadence }) => fromCadence !== toCadence,
    },
  ],
});

const dispatchDefinitionsFile = exchangeFile({
  kind: 'dispatch-definitions',
  description: 'What a topic’s reports count, as agreed with the agency in charge (调度口径).',
  sourceSystem: REGISTER_SYSTEM,
  table: dispatchDefinitions,
  key: ['topic', 'name', 'effectiveOn'],
  columns: [
    topic(),
    text('name', { max: 100, meaning: 'Name of what is counted (指标名称)' }),
    text('definition', { max: 1_000, meaning: 'What counts and what does not (口径)' }),
    code('agreedWith', PARTNER_AGENCIES, { meaning: 'Agency that agreed (会商部门)' }),
    isoDate('effectiveOn', { meaning: 'Day from which it holds (生效日期)' }),
  ],
});

const watchedProvincesFile = exchangeFile({
  kind: 'watched-provinces',
  description: 'Provinces that are followed closely on a topic for a time (重点省份).',
  sourceSystem: REGISTER_SYSTEM,
  table: watchedProvinces,
  key: ['regionCode', 'topic', 'startedOn'],
  columns: [
    region('regionCode', { meaning: 'The province (省份)' }),
    topic(),
    isoDate('startedOn', { meaning: 'First day (开始日期)' }),
    optional(isoDate('endedOn', { meaning: 'Last day (结束日期)' })),
    text('reason', { max: 500, meaning: 'Why (原因)' }),
  ],
  checks: [
    endsAfterStart,
    {
      name: 'WATCH_OF_A_PROVINCE',
      rule: 'Provinces are followed.',
      holds: ({ regionCode }) => regionLevel(regionCode) === 'PROVINCE',
    },
  ],
});

/** Assessment, accountability and dispatch. */
export const oversightFiles = [
  exitAssessmentsFile,
  interviewsFile,
  dispatchReportsFile,
  cadenceSwitchesFile,
  dispatchDefinitionsFile,
  watchedProvincesFile,
];
