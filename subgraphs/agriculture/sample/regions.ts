import type { SampleRegion } from '@hearth/kit/sample/regions.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import { hasCooperative, registrationCodeOf } from './codes.ts';
import { countyRows, planRow } from './counties.ts';
import { PRODUCTS } from './products.ts';

/** What a region of the sample plans and has. */
export function regionRows(region: SampleRegion, context: SampleContext): RowsByKind {
  switch (region.level) {
    case 'PROVINCE':
      return { 'industry-plans': [planRow(region, 'PROVINCE', context)] };
    case 'PREFECTURE':
      return {};
    case 'COUNTY':
      return countyRows(region, context);
    case 'TOWNSHIP':
      return { workshops: [workshop(region, context)] };
    case 'VILLAGE':
      return villageRows(region, context);
  }
}

function workshop({ code, name }: SampleRegion, { random, daysAgo }: SampleContext): SampleRow {
  const operation = random.weighted({ OPERATING: 80, RESUMED: 12, SUSPENDED: 6, CLOSED: 2 });
  const jobs = random.integer(12, 80);
  return {
    workshop_number: `CJ-${code}`,
    name: `${name}扶贫车间`,
    region_code: code,
    product: random.pick(['服装', '箱包', '手工艺品', '电子元件', '农产品分拣']),
    operation,
    suspended_on: operation === 'OPERATING' ? null : daysAgo(random.integer(120, 300)),
    resumed_on: operation === 'RESUMED' ? daysAgo(random.integer(10, 110)) : null,
    jobs,
    jobs_for_poor: random.integer(5, jobs),
  };
}

function villageRows(region: SampleRegion, context: SampleContext): RowsByKind {
  return {
    cooperatives: hasCooperative(region.code) ? [cooperative(region, context)] : [],
    'industry-bases': context.random.chance(0.6) ? [base(region, context)] : [],
  };
}

function cooperative({ code, name }: SampleRegion, { random, daysAgo }: SampleContext): SampleRow {
  const product = random.pick(PRODUCTS);
  return {
    registration_code: registrationCodeOf('COOPERATIVE', code, 1),
    name: `${name}${product.name}专业合作社`,
    region_code: code,
    sector: product.sector,
    operation: random.weighted({ OPERATING: 92, RESUMED: 4, SUSPENDED: 2, CLOSED: 2 }),
    founded_on: daysAgo(random.integer(700, 4_000)),
    member_households: random.integer(15, 120),
    people_raised: random.integer(20, 200),
  };
}

function base({ code, name }: SampleRegion, { random, daysAgo }: SampleContext): SampleRow {
  const product = random.pick(PRODUCTS);
  return {
    base_number: `JD-${code}`,
    name: `${name}${product.name}基地`,
    region_code: code,
    sector: product.sector,
    product: product.name,
    one_village_one_product: random.chance(0.5),
    area_mu: `${random.integer(50, 900)}.${random.integer(10, 99)}`,
    households: random.integer(10, 90),
    established_on: daysAgo(random.integer(400, 2_500)),
    operator_kind: hasCooperative(code) ? 'COOPERATIVE' : null,
    operator_code: hasCooperative(code) ? registrationCodeOf('COOPERATIVE', code, 1) : null,
  };
}
