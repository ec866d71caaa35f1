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
  yuan,
} from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import { region } from '@hearth/kit/imports/register-cells.ts';
import {
  ADMINISTRATIVE_LEVELS,
  JURISDICTION_GROUPS,
  FIGURE_BOUNDS,
  MINISTRIES,
  ORGANISATION_ROLES,
  POLICY_TAGS,
} from '../codes.ts';
import {
  consolidationTargets,
  eastWestPairs,
  monitoringLines,
  monitoringParameterSets,
  organisations,
  policyDocuments,
  publishedFigures,
  transitionPeriods,
} from '../tables.ts';
import { REGISTER_SYSTEM, regionUnlessNational } from './checks.ts';

const policyNumber = () =>
  optional(identifier('policyNumber', { meaning: 'Number of the policy document (依据文件编号)' }));

const effectiveOn = () => isoDate('effectiveOn', { meaning: 'Day from which it holds (生效日期)' });

const policyDocumentsFile = exchangeFile({
  kind: 'policy-documents',
  description: 'Policy documents with their validity (政策文件). Other files cite them by number.',
  sourceSystem: REGISTER_SYSTEM,
  table: policyDocuments,
  key: ['number'],
  columns: [
    identifier('number', { column: 'policy_number', meaning: 'Number by which others cite it (文件编号)' }),
    text('title', { meaning: 'Title in the original (文件名称)' }),
    optional(text('englishTitle', { meaning: 'Title in English (英文名称)' })),
    text('issuer', { max: 100, meaning: 'Who issued it (发文单位)' }),
    code('level', ADMINISTRATIVE_LEVELS, { meaning: 'Level of the issuer (发文层级)' }),
    optional(region('regionCode', { meaning: 'Region that issued it; empty for the nation (发文地区)' })),
    optional(isoDate('issuedOn', { meaning: 'Day of issue (发文日期)' })),
    optional(effectiveOn()),
    optional(isoDate('expiresOn', { meaning: 'Last day on which it holds (失效日期)' })),
    codes('tags', POLICY_TAGS, { meaning: 'What it is about (标签)' }),
    text('summary', { max: 1_000, meaning: 'What it says, in short (摘要)' }),
    optional(text('quotedFrom', { meaning: 'Published text that tells of it (出处)' })),
  ],
  checks: [
    regionUnlessNational,
    {
      name: 'EXPIRES_AFTER_ISSUE',
      rule: 'A document does not expire before it was issued.',
      holds: ({ issuedOn, expiresOn }) => expiresOn === null || issuedOn === null || expiresOn >= issuedOn,
    },
  ],
});

const monitoringLinesFile = exchangeFile({
  kind: 'monitoring-lines',
  description: 'Income lines below which households are monitored, by region and year (监测线).',
  sourceSystem: REGISTER_SYSTEM,
  table: monitoringLines,
  key: ['regionCode', 'year', 'effectiveOn'],
  columns: [
    region('regionCode', { meaning: 'Region that set it (所属行政区划)' }),
    year('year', { meaning: 'Year (年度)' }),
    yuan('amount', { min: 1, max: 100_000, meaning: 'Yuan per head and year (元/人·年)' }),
    effectiveOn(),
    policyNumber(),
  ],
});

const parameterSetsFile = exchangeFile({
  kind: 'monitoring-parameters',
  description: 'The monitoring rules of jurisdictions (监测实施办法参数).',
  sourceSystem: REGISTER_SYSTEM,
  table: monitoringParameterSets,
  key: ['regionCode', 'effectiveOn'],
  columns: [
    region('regionCode', { meaning: 'Region whose rules they are (所属行政区划)' }),
    code('group', JURISDICTION_GROUPS, { meaning: 'Group of jurisdictions (地区类别)' }),
    effectiveOn(),
    policyNumber(),
    decimal('medicalShareLifted', {
      max: 10,
      places: 4,
      meaning: 'Self-paid medical cost of the lifted, as a share of rural income per head (医疗自付占比上限)',
    }),
    decimal('medicalShareOthers', {
      max: 10,
      places: 4,
      meaning: 'The same share for others (其他农户医疗自付占比上限)',
    }),
    yuan('schoolingCostLimit', { meaning: 'Self-paid schooling (非义务教育自付上限), yuan a year' }),
    integer('decisionDays', { min: 1, max: 365, meaning: 'Days from clue to decision (认定期限)' }),
    integer('noticeDays', { min: 1, max: 365, meaning: 'Days of public notice (公示期)' }),
    integer('stableMonths', {
      min: 1,
      max: 60,
      meaning: 'Months of stable income before removal (收入稳定月数)',
    }),
  ],
});

const transitionPeriodsFile = exchangeFile({
  kind: 'transition-periods',
  description: 'Times after delisting in which policies stay as they are (过渡期).',
  sourceSystem: REGISTER_SYSTEM,
  table: transitionPeriods,
  key: ['regionCode', 'startsOn'],
  columns: [
    region('regionCode', { meaning: 'Region, with everything below (适用地区)' }),
    isoDate('startsOn', { meaning: 'First day (开始日期)' }),
    isoDate('endsOn', { meaning: 'Last day (结束日期)' }),
    policyNumber(),
  ],
  checks: [
    {
      name: 'ENDS_AFTER_START',
      rule: 'The last day is not before the first.',
      holds: ({ startsOn, endsOn }) => endsOn >= startsOn,
    },
  ],
});

const targetsFile = exchangeFile({
  kind: 'consolidation-targets',
  description: 'Targets of the consolidation plan beside results (巩固脱贫成果规划指标).',
  sourceSystem: REGISTER_SYSTEM,
  table: consolidationTargets,
  key: ['regionCode', 'year', 'name'],
  columns: [
    region('regionCode', { meaning: 'Region (地区)' }),
    year('year', { meaning: 'Year (年度)' }),
    text('name', { max: 100, meaning: 'What is aimed at (指标)' }),
    text('unit', { max: 20, meaning: 'Unit (单位)' }),
    decimal('target', { places: 4, meaning: 'Target (目标值)' }),
    optional(decimal('result', { places: 4, meaning: 'Result (完成值)' })),
    policyNumber(),
  ],
});

const organisationsFile = exchangeFile({
  kind: 'organisations',
  description: 'Organisations that take part, and what they lead (参与单位).',
  sourceSystem: REGISTER_SYSTEM,
  table: organisations,
  key: ['number'],
  columns: [
    identifier('number', { column: 'organisation_number', meaning: 'Number of the organisation (单位编号)' }),
    text('name', { max: 100, meaning: 'Name (名称)' }),
    code('level', ADMINISTRATIVE_LEVELS, { meaning: 'Level (层级)' }),
    optional(region('regionCode', { meaning: 'Region; empty for the nation (地区)' })),
    text('body', { max: 100, meaning: 'Joint work in which it takes part (工作机制)' }),
    code('role', ORGANISATION_ROLES, { meaning: 'Leads or is a member (职责)' }),
    text('duty', { max: 500, meaning: 'What it does there (分工)' }),
    optional(code('ministry', MINISTRIES, { meaning: 'Ministry of the hub that it is (对应部门)' })),
  ],
  checks: [regionUnlessNational],
});

const pairsFile = exchangeFile({
  kind: 'east-west-pairs',
  description: 'Eastern regions that help western ones (东西部协作结对), with what was given so far.',
  sourceSystem: REGISTER_SYSTEM,
  table: eastWestPairs,
  key: ['easternRegionCode', 'westernRegionCode'],
  columns: [
    region('easternRegionCode', { meaning: 'Region that helps (东部地区)' }),
    region('westernRegionCode', { meaning: 'Region that is helped (西部地区)' }),
    year('startedYear', { meaning: 'First year (起始年度)' }),
    optional(year('endedYear', { meaning: 'Last year (终止年度)' })),
    yuan('fundsGiven', { meaning: 'Money given so far (累计协作资金), yuan' }),
    integer('cadresSent', { meaning: 'Cadres sent so far (累计选派干部人数)' }),
    integer('vocationalStudents', { meaning: 'Students in vocational education (职业教育人数)' }),
    integer('skillTrainees', { meaning: 'Workers trained in skills (技能培训人次)' }),
    integer('leaderTrainees', { meaning: 'Village leaders trained (致富带头人培训人次)' }),
  ],
  checks: [
    {
      name: 'ENDS_AFTER_START',
      rule: 'The last year is not before the first.',
      holds: ({ startedYear, endedYear }) => endedYear === null || endedYear >= startedYear,
    },
    {
      name: 'TWO_REGIONS',
      rule: 'No region helps itself.',
      holds: ({ easternRegionCode, westernRegionCode }) => easternRegionCode !== westernRegionCode,
    },
  ],
});

const figuresFile = exchangeFile({
  kind: 'published-figures',
  description: 'Figures that ministries published (公开数据), quoted with their source.',
  sourceSystem: '公开发布',
  table: publishedFigures,
  key: ['number'],
  columns: [
    identifier('number', { column: 'figure_number', meaning: 'Code of the figure (数据编码)' }),
    code('ministry', MINISTRIES, { meaning: 'Ministry that answers for it (责任部门)' }),
    text('name', { meaning: 'What it counts (指标)' }),
    decimal('value', { places: 4, meaning: 'Value as published (数值)' }),
    code('bound', FIGURE_BOUNDS, { meaning: 'How the value is meant (数值含义)' }),
    text('unit', { max: 20, meaning: 'Unit (单位)' }),
    optional(isoDate('asOf', { meaning: 'Day for which it holds (截至日期)' })),
    text('source', { meaning: 'Where it was published (出处)' }),
    policyNumber(),
  ],
});

/** What regions set and the nation publishes; documents before what cites them. */
export const policyFiles = [
  policyDocumentsFile,
  monitoringLinesFile,
  parameterSetsFile,
  transitionPeriodsFile,
  targetsFile,
  organisationsFile,
  pairsFile,
  figuresFile,
];
