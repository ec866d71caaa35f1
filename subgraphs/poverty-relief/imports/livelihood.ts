import { LARGEST_HOUSEHOLD_YUAN } from '@hearth/schema/protocol/bounds.ts';
import {
  code,
  identifier,
  integer,
  isoDate,
  mu,
  optional,
  text,
  year,
  yesNo,
  yuan,
} from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import { household, person, region } from '@hearth/kit/imports/register-cells.ts';
import {
  EMPLOYMENT_END_REASONS,
  HOUSE_GRADES,
  POWER_SUPPLIES,
  PUBLIC_WELFARE_POST_KINDS,
  ROAD_KINDS,
  WATER_SOURCES,
  WORKPLACE_REACHES,
} from '../codes.ts';
import { netIncome } from '../rules.ts';
import {
  employmentRecords,
  incomes,
  livingConditions,
  publicWelfarePosts,
  safeguardSurveys,
} from '../tables.ts';
import { endsAfterStart, MONITORING_SYSTEM, REGISTER_SYSTEM } from './checks.ts';

const incomesFile = exchangeFile({
  kind: 'incomes',
  description: 'Income of households by year, in the four statutory parts (家庭年度收入).',
  sourceSystem: REGISTER_SYSTEM,
  table: incomes,
  key: ['householdId', 'year'],
  columns: [
    household('householdId'),
    year('year', { meaning: 'Year (年度)' }),
    yuan('wage', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Wages (工资性收入), yuan a year' }),
    yuan('business', {
      max: LARGEST_HOUSEHOLD_YUAN,
      meaning: 'Production and business before expense (生产经营性收入), yuan a year',
    }),
    yuan('property', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Property (财产性收入), yuan a year' }),
    yuan('transfer', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Transfers (转移性收入), yuan a year' }),
    yuan('businessExpense', {
      max: LARGEST_HOUSEHOLD_YUAN,
      meaning: 'Expense of production and business (生产经营性支出), yuan a year',
    }),
    yuan('net', {
      min: -LARGEST_HOUSEHOLD_YUAN,
      max: 4 * LARGEST_HOUSEHOLD_YUAN,
      meaning: 'Net income (家庭纯收入), yuan a year',
    }),
    integer('memberCount', { min: 1, max: 50, meaning: 'Members who share it (收入核算人口)' }),
  ],
  checks: [
    {
      name: 'PARTS_ADD_UP',
      rule: 'Net income is wage + business + property + transfer - expense.',
      holds: (row) => row.net === netIncome(row),
    },
  ],
});

const livingConditionsFile = exchangeFile({
  kind: 'living-conditions',
  description: 'House, land, road, power and water of households (生产生活条件), as last surveyed.',
  sourceSystem: REGISTER_SYSTEM,
  table: livingConditions,
  key: ['householdId'],
  columns: [
    household('householdId'),
    isoDate('surveyedOn', { meaning: 'Day of the survey (调查日期)' }),
    mu('farmlandMu', { max: 10_000, meaning: 'Farmland (耕地面积), mu' }),
    mu('forestMu', { max: 10_000, meaning: 'Forest (林地面积), mu' }),
    code('road', ROAD_KINDS, { meaning: 'Road to the house (入户路类型)' }),
    code('houseGrade', HOUSE_GRADES, { meaning: 'Safety grade of the house (房屋等级)' }),
    integer('houseAreaSquareMetres', { max: 2_000, meaning: 'Area of the house (住房面积), square metres' }),
    code('power', POWER_SUPPLIES, { meaning: 'Power (生活用电)' }),
    code('waterSource', WATER_SOURCES, { meaning: 'Drinking water (饮水来源)' }),
    optional(
      integer('waterLitresPerPersonDay', {
        max: 1_000,
        meaning: 'Water for each member (人均日供水量), litres a day',
      }),
    ),
    yesNo('inDryArea', { meaning: 'Dry area (是否干旱地区)' }),
    optional(yesNo('waterQualityMet', { meaning: 'Quality met (水质是否达标)' })),
    optional(
      integer('waterFetchMinutes', {
        max: 1_440,
        meaning: 'Way to the water and back (取水往返时间), minutes',
      }),
    ),
    optional(
      integer('waterOutageDaysPerYear', { max: 366, meaning: 'Days without water in a year (年断水天数)' }),
    ),
  ],
});

const safeguardSurveysFile = exchangeFile({
  kind: 'safeguard-surveys',
  description: 'What visits found out about schooling and insurance (义务教育和基本医疗核查).',
  sourceSystem: MONITORING_SYSTEM,
  table: safeguardSurveys,
  key: ['householdId'],
  columns: [
    household('householdId'),
    isoDate('surveyedOn', { meaning: 'Day of the survey (核查日期)' }),
    text('surveyedBy', { max: 50, meaning: 'Who surveyed (核查人)' }),
    integer('compulsoryAgeChildren', { max: 30, meaning: 'Children of compulsory school age (适龄儿童数)' }),
    integer('childrenOutOfSchool', { max: 30, meaning: 'Of them out of school (失学辍学人数)' }),
    integer('membersWithoutInsurance', { max: 50, meaning: 'Members without insurance (未参保人数)' }),
    integer('membersWithoutTreatment', { max: 50, meaning: 'Sick members without treatment (应治未治人数)' }),
  ],
  checks: [
    {
      name: 'OUT_OF_SCHOOL_AMONG_CHILDREN',
      rule: 'No more children are out of school than there are.',
      holds: (row) => row.childrenOutOfSchool <= row.compulsoryAgeChildren,
    },
  ],
});

const employmentFile = exchangeFile({
  kind: 'employment-records',
  description:
    'Times of work of persons (务工就业记录), from the labour agency. Work that goes on has no last day.',
  sourceSystem: '人力资源社会保障部门',
  table: employmentRecords,
  key: ['personId', 'startedOn', 'employer'],
  columns: [
    person({ personId: 'personId', householdId: 'householdId' }),
    text('employer', { max: 100, meaning: 'Employer or kind of work (用工单位或工种)' }),
    code('reach', WORKPLACE_REACHES, { meaning: 'How far from home (务工地点)' }),
    optional(yuan('monthlyWage', { max: 1_000_000, meaning: 'Wage (月工资), yuan a month' })),
    isoDate('startedOn', { meaning: 'First day (开始日期)' }),
    optional(isoDate('endedOn', { meaning: 'Last day (结束日期)' })),
    optional(code('endReason', EMPLOYMENT_END_REASONS, { meaning: 'Why it ended (结束原因)' })),
  ],
  checks: [
    endsAfterStart,
    {
      name: 'REASON_WITH_THE_END',
      rule: 'Work that has ended says why, and no other.',
      holds: ({ endedOn, endReason }) => (endedOn === null) === (endReason === null),
    },
  ],
});

const postsFile = exchangeFile({
  kind: 'public-welfare-posts',
  description: 'Public-welfare posts and who holds them (公益岗位).',
  sourceSystem: MONITORING_SYSTEM,
  table: publicWelfarePosts,
  key: ['number'],
  columns: [
    identifier('number', { column: 'post_number', meaning: 'Number of the post (岗位编号)' }),
    region('regionCode', { meaning: 'Where the post is (所在地区)' }),
    code('kind', PUBLIC_WELFARE_POST_KINDS, { meaning: 'What it is (岗位类型)' }),
    person({ personId: 'personId', householdId: 'householdId' }),
    yuan('monthlyPay', { max: 100_000, meaning: 'Pay (岗位补助), yuan a month' }),
    isoDate('startedOn', { meaning: 'First day (上岗日期)' }),
    optional(isoDate('endedOn', { meaning: 'Last day (离岗日期)' })),
  ],
  checks: [endsAfterStart],
});

/** How households live and earn. */
export const livelihoodFiles = [
  incomesFile,
  livingConditionsFile,
  safeguardSurveysFile,
  employmentFile,
  postsFile,
];
