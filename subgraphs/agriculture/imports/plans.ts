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
import type { ExchangeFile } from '@hearth/kit/imports/exchange.ts';
import { region } from '@hearth/kit/imports/register-cells.ts';
import { regionLevel } from '@hearth/schema/protocol/region-code.ts';
import {
  ECOMMERCE_MEASURE_STATUSES,
  INDUSTRY_PLAN_LEVELS,
  INDUSTRY_PLAN_STATUSES,
  PROJECT_RESUMPTIONS,
  PROJECT_STATUSES,
  SUSPENSION_CAUSES,
} from '../codes.ts';
import { isResumptionOfDays } from '../rules.ts';
import { ecommerceCounties, industryBases, industryPlans, leadingIndustries, projects } from '../tables.ts';
import { inOrder, operator, operatorIsWhole, sector } from './cells.ts';

const industryPlanFile = exchangeFile({
  kind: 'industry-plans',
  description:
    'Plans of provinces and counties for their industry (产业扶贫规划), from their departments of agriculture.',
  table: industryPlans,
  key: ['regionCode', 'startYear'],
  columns: [
    region('regionCode', { meaning: 'The province or county (规划地区)' }),
    code('level', INDUSTRY_PLAN_LEVELS, { meaning: 'Who drew it up (规划级别)' }),
    text('title', { meaning: 'Title as published (规划名称)' }),
    year('startYear', { meaning: 'First calendar year (起始年度)' }),
    year('endYear', { meaning: 'Last calendar year (终止年度)' }),
    code('status', INDUSTRY_PLAN_STATUSES, { meaning: 'How far it has come (规划状态)' }),
    optional(isoDate('approvedOn', { meaning: 'Day of approval (批复日期)' })),
    yuan('plannedInvestment', { meaning: 'Investment that it foresees (规划投资), yuan' }),
  ],
  checks: [
    {
      name: 'LEVEL_OF_THE_REGION',
      rule: 'A plan of a level is for a region of that level.',
      holds: ({ level, regionCode }) => regionLevel(regionCode) === level,
    },
    {
      name: 'YEARS_IN_ORDER',
      rule: 'The last year does not come before the first.',
      holds: ({ startYear, endYear }) => startYear <= endYear,
    },
    {
      name: 'APPROVED_WITH_ITS_DAY',
      rule: 'A plan has a day of approval when, and only when, it is no draft.',
      holds: ({ status, approvedOn }) => (status === 'DRAFTING') === (approvedOn === null),
    },
  ],
});

const leadingIndustryFile = exchangeFile({
  kind: 'leading-industries',
  description: 'What counties mainly live from (主导产业), one row for each industry and year.',
  table: leadingIndustries,
  key: ['regionCode', 'name', 'year'],
  columns: [
    region('regionCode', { meaning: 'The county (所在县)' }),
    text('name', { meaning: 'Name (产业名称)' }),
    sector(),
    year('year', { meaning: 'Year of the figures (统计年度)' }),
    yuan('outputValue', { meaning: 'Value of the year’s output (年产值), yuan' }),
    integer('households', { meaning: 'Households that take part (带动户数)' }),
  ],
});

const projectFile = exchangeFile({
  kind: 'projects',
  description: 'Industry projects (产业扶贫项目), from the counties’ project libraries (项目库).',
  sourceSystem: '县级脱贫攻坚项目库',
  table: projects,
  key: ['projectNumber'],
  columns: [
    identifier('projectNumber', { meaning: 'Number in the project library (项目库编号)' }),
    text('name', { meaning: 'Name (项目名称)' }),
    region('regionCode', { meaning: 'Where it is carried out (实施地区)' }),
    sector(),
    code('status', PROJECT_STATUSES, { meaning: 'How far it has come (项目状态)' }),
    code('resumption', PROJECT_RESUMPTIONS, { meaning: 'Whether work stopped and went on (复工状态)' }),
    optional(code('suspensionCause', SUSPENSION_CAUSES, { meaning: 'Why work stopped (停工原因)' })),
    optional(isoDate('suspendedOn', { meaning: 'Day on which work stopped (停工日期)' })),
    optional(isoDate('resumedOn', { meaning: 'Day on which work went on (复工日期)' })),
    isoDate('plannedStartOn', { meaning: 'Day on which it was to start (计划开工日期)' }),
    optional(isoDate('startedOn', { meaning: 'Day on which it started (开工日期)' })),
    optional(isoDate('completedOn', { meaning: 'Day on which it was completed (完工日期)' })),
    yuan('investment', { meaning: 'Investment (总投资), yuan' }),
    integer('beneficiaryHouseholds', { meaning: 'Households that it is to benefit (受益户数)' }),
    ...operator(),
  ],
  checks: [
    {
      name: 'RESUMPTION_OF_ITS_DAYS',
      rule: 'Work that stands still has the day on which it stopped; work that went on has both days, in order.',
      holds: (row) => isResumptionOfDays(row.resumption, row),
    },
    {
      name: 'SUSPENDED_WITH_ITS_CAUSE',
      rule: 'A cause is given when, and only when, work stopped.',
      holds: ({ suspensionCause, suspendedOn }) => (suspensionCause === null) === (suspendedOn === null),
    },
    inOrder('startedOn', 'completedOn'),
    operatorIsWhole,
  ],
});

const industryBaseFile = exchangeFile({
  kind: 'industry-bases',
  description:
    'Bases where an industry is run together (产业基地), among them one village’s one product (一村一品).',
  table: industryBases,
  key: ['baseNumber'],
  columns: [
    identifier('baseNumber', { meaning: 'Number in the register of bases (基地编号)' }),
    text('name', { meaning: 'Name (基地名称)' }),
    region('regionCode', { meaning: 'Where it lies (所在地区)' }),
    sector(),
    text('product', { max: 100, meaning: 'What it produces (主要产品)' }),
    yesNo('oneVillageOneProduct', { meaning: 'One village’s one product (是否一村一品)' }),
    mu('areaMu', { meaning: 'Area (面积), mu' }),
    integer('households', { meaning: 'Households linked to it (带动户数)' }),
    isoDate('establishedOn', { meaning: 'Day on which it was set up (建成日期)' }),
    ...operator(),
  ],
  checks: [operatorIsWhole],
});

const ecommerceCountyFile = exchangeFile({
  kind: 'ecommerce-counties',
  description:
    'Counties with a demonstration of e-commerce in the countryside (电子商务进农村综合示范县) and how far its three measures are.',
  table: ecommerceCounties,
  key: ['regionCode'],
  columns: [
    region('regionCode', { meaning: 'The county (示范县)' }),
    year('approvedYear', { meaning: 'Year in which it became one (入选年度)' }),
    code('produceSales', ECOMMERCE_MEASURE_STATUSES, { meaning: 'Produce sold to the towns (农产品上行)' }),
    yuan('onlineSales', { meaning: 'Produce sold online in the last year (农产品网络零售额), yuan' }),
    code('logistics', ECOMMERCE_MEASURE_STATUSES, { meaning: 'Delivery to the villages (农村物流)' }),
    integer('villagesWithDelivery', { meaning: 'Villages with a place for parcels (通快递村数)' }),
    code('training', ECOMMERCE_MEASURE_STATUSES, { meaning: 'Training (农村电商培训)' }),
    integer('peopleTrained', { meaning: 'People trained so far (累计培训人数)' }),
  ],
  checks: [
    {
      name: 'A_COUNTY',
      rule: 'The region is a county.',
      holds: ({ regionCode }) => regionLevel(regionCode) === 'COUNTY',
    },
  ],
});

/** Files about what regions plan and build. */
export const planFiles: readonly ExchangeFile[] = [
  industryPlanFile,
  leadingIndustryFile,
  projectFile,
  industryBaseFile,
  ecommerceCountyFile,
];
