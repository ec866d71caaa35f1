import type { SampleRegion } from '@hearth/kit/sample/regions.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import type { IndustryPlanLevel } from '../codes.ts';
import { guideNumberOf, PER_COUNTY, projectNumberOf, registrationCodeOf } from './codes.ts';
import { CROPS, PRODUCTS } from './products.ts';

const yearOf = ({ today }: SampleContext): number => Number(today.slice(0, 4));

/** Numbers from 1 to the count, each made into a row. */
const rows = (count: number, row: (number: number) => SampleRow): SampleRow[] =>
  Array.from({ length: count }, (_, index) => row(index + 1));

/** A plan for the five years up to the sample's next one. */
export function planRow(
  { code, name }: SampleRegion,
  level: IndustryPlanLevel,
  context: SampleContext,
): SampleRow {
  const { random, daysAgo } = context;
  const startYear = yearOf(context) - 3;
  return {
    region_code: code,
    level,
    title: `${name}产业扶贫规划（${startYear}—${startYear + 4}年）`,
    start_year: startYear,
    end_year: startYear + 4,
    status: 'APPROVED',
    approved_on: daysAgo(random.integer(900, 1_090)),
    planned_investment:
      random.integer(level === 'PROVINCE' ? 2_000 : 80, level === 'PROVINCE' ? 9_000 : 900) * 1_000_000,
  };
}

/** What a county of the sample plans and has. */
export function countyRows(region: SampleRegion, context: SampleContext): RowsByKind {
  return {
    'industry-plans': [planRow(region, 'COUNTY', context)],
    'leading-industries': [leadingIndustry(region, context)],
    projects: rows(PER_COUNTY.projects, (number) => project(region, number, context)),
    'leading-enterprises': rows(PER_COUNTY.enterprises, (number) => enterprise(region, number, context)),
    'industry-guides': rows(PER_COUNTY.guides, (number) => guide(region, number, context)),
    'ecommerce-counties': [ecommerceCounty(region, context)],
    'consumption-orders': rows(2, (number) => order(region, number, context)),
  };
}

function leadingIndustry({ code, name }: SampleRegion, context: SampleContext): SampleRow {
  const { random } = context;
  const product = random.pick(PRODUCTS);
  return {
    region_code: code,
    name: `${name}${product.name}`,
    sector: product.sector,
    year: yearOf(context) - 1,
    output_value: random.integer(50, 900) * 1_000_000,
    households: random.integer(2_000, 20_000),
  };
}

function project(
  { code, name }: SampleRegion,
  number: number,
  { random, daysAgo }: SampleContext,
): SampleRow {
  const product = random.pick(PRODUCTS);
  const resumption = random.weighted({ NOT_SUSPENDED: 80, RESUMED: 14, SUSPENDED: 6 });
  const isDone = resumption !== 'SUSPENDED' && random.chance(0.5);
  return {
    project_number: projectNumberOf(code, number),
    name: `${name}${product.name}产业项目`,
    region_code: code,
    sector: product.sector,
    status: isDone ? random.pick(['COMPLETED', 'ACCEPTED'] as const) : 'UNDER_WAY',
    resumption,
    suspension_cause: resumption === 'NOT_SUSPENDED' ? null : random.pick(['EPIDEMIC', 'FLOOD'] as const),
    suspended_on: resumption === 'NOT_SUSPENDED' ? null : daysAgo(random.integer(250, 300)),
    resumed_on: resumption === 'RESUMED' ? daysAgo(random.integer(180, 240)) : null,
    planned_start_on: daysAgo(random.integer(500, 600)),
    started_on: daysAgo(random.integer(400, 490)),
    completed_on: isDone ? daysAgo(random.integer(30, 170)) : null,
    investment: random.integer(30, 900) * 10_000,
    beneficiary_households: random.integer(20, 400),
    operator_kind: 'LEADING_ENTERPRISE',
    operator_code: registrationCodeOf('LEADING_ENTERPRISE', code, 1),
  };
}

function enterprise(
  { code, name }: SampleRegion,
  number: number,
  { random, daysAgo }: SampleContext,
): SampleRow {
  const product = random.pick(PRODUCTS);
  const jobs = random.integer(30, 400);
  const isCertified = number === 1 || random.chance(0.5);
  return {
    registration_code: registrationCodeOf('LEADING_ENTERPRISE', code, number),
    name: `${name}${product.name}农业发展有限公司`,
    region_code: code,
    sector: product.sector,
    operation: random.weighted({ OPERATING: 85, RESUMED: 10, SUSPENDED: 4, CLOSED: 1 }),
    certification: isCertified ? random.weighted({ COUNTY: 5, PREFECTURE: 3, PROVINCE: 2 }) : null,
    certified_on: isCertified ? daysAgo(random.integer(200, 1_500)) : null,
    support_received: isCertified ? random.integer(5, 200) * 10_000 : 0,
    jobs,
    jobs_for_poor: Math.floor((jobs * random.integer(15, 60)) / 100),
  };
}

function guide({ code, name }: SampleRegion, number: number, { random }: SampleContext): SampleRow {
  return {
    guide_number: guideNumberOf(code, number),
    name: random.pick(['王建国', '李志强', '张秀兰', '陈文军', '杨丽华', '赵永安']),
    organisation: `${name}农业农村局`,
    region_code: code,
    sector: random.pick(PRODUCTS).sector,
  };
}

function ecommerceCounty({ code }: SampleRegion, context: SampleContext): SampleRow {
  const { random } = context;
  const status = () => random.weighted({ COMPLETED: 70, UNDER_WAY: 25, NOT_STARTED: 5 });
  return {
    region_code: code,
    approved_year: yearOf(context) - random.integer(4, 8),
    produce_sales: status(),
    online_sales: random.integer(5, 200) * 1_000_000,
    logistics: status(),
    villages_with_delivery: random.integer(20, 200),
    training: status(),
    people_trained: random.integer(500, 6_000),
  };
}

/** An order that a county's enterprise fills. */
function order({ code }: SampleRegion, number: number, { random, daysAgo }: SampleContext): SampleRow {
  const product = random.pick(CROPS);
  const quantity = random.integer(1_000, 20_000);
  return {
    order_number: `XF-${code}-${number}`,
    region_code: code,
    buyer: random.pick(['东部协作市机关食堂', '某国有企业工会', '省属高校后勤集团', '连锁超市']),
    buyer_kind: random.pick(['PUBLIC_BODY', 'STATE_ENTERPRISE', 'COMPANY', 'EASTERN_PARTNER'] as const),
    seller_kind: 'LEADING_ENTERPRISE',
    seller_code: registrationCodeOf('LEADING_ENTERPRISE', code, 1),
    product: product.name,
    quantity_kg: quantity,
    amount: quantity * random.integer(4, 20),
    ordered_on: daysAgo(random.integer(20, 300)),
    status: random.weighted({ PAID: 70, DELIVERED: 15, PLACED: 10, CANCELLED: 5 }),
  };
}
