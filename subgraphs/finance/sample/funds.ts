import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import type { SampleRegion } from '@hearth/kit/sample/regions.ts';
import { FUND_USES, type FundKind, type FundLevel, type FundUse } from '../codes.ts';
import { ECOMMERCE_YUAN_PER_COUNTY } from '../rules.ts';
import { CENTRAL, fundNumberOf, PROJECTS_PER_COUNTY, projectNumberOf } from './numbers.ts';

/** What the sample says of a kind of fund. */
interface KindOfFund {
  readonly name: string;
  readonly uses: readonly FundUse[];
  readonly emergencyUse: boolean;
  readonly policy: string;
  /** Its number among poverty relief's documents; absent when those lack it. */
  readonly policyNumber?: string;
}

const NOTICE = '关于贯彻落实《关于建立防止返贫监测和帮扶机制的指导意见》的通知（2020-04-18）';

const KINDS: Record<FundKind, KindOfFund> = {
  SPECIAL: {
    name: '财政专项扶贫资金',
    uses: [
      'INDUSTRY',
      'INFRASTRUCTURE',
      'MICROCREDIT_INTEREST',
      'BUSINESS_TRAINING',
      'LABOUR_TRAINING',
      'PUBLIC_POST',
    ],
    emergencyUse: true,
    policy: NOTICE,
    policyNumber: 'notice-2020-04-18',
  },
  INTEGRATED_AGRI: {
    name: '统筹整合财政涉农资金',
    uses: ['INDUSTRY', 'INFRASTRUCTURE', 'FARM_SUBSIDY', 'WATER', 'HOUSING'],
    emergencyUse: true,
    policy: '国务院办公厅关于支持贫困县开展统筹整合使用财政涉农资金试点的意见',
    policyNumber: 'integrated-funds',
  },
  ECOMMERCE: {
    name: '电子商务进农村综合示范资金',
    uses: ['ECOMMERCE'],
    emergencyUse: false,
    policy: '电子商务进农村综合示范工作通知',
  },
  EDUCATION_TRANSFER: {
    name: '义务教育薄弱环节改善与能力提升补助资金',
    uses: ['SCHOOLS', 'STUDENT_AID'],
    emergencyUse: false,
    policy: '义务教育薄弱环节改善与能力提升补助资金管理办法',
  },
  COOPERATION: {
    name: '东西部扶贫协作资金',
    uses: ['INDUSTRY', 'BUSINESS_TRAINING', 'LABOUR_TRAINING'],
    emergencyUse: false,
    policy: '关于进一步加强东西部扶贫协作工作的指导意见',
  },
};

const yearOf = ({ today }: SampleContext): number => Number(today.slice(0, 4));

function fund(
  kind: FundKind,
  level: FundLevel,
  { year, region, budget }: { year: number; region: string; budget: number },
): SampleRow {
  const { name, uses, emergencyUse, policy, policyNumber } = KINDS[kind];
  return {
    fund_number: fundNumberOf(year, kind, region),
    name: `${year}年${name}`,
    kind,
    level,
    region_code: level === 'CENTRAL' ? null : region,
    year,
    budget,
    amount_per_county: kind === 'ECOMMERCE' ? ECOMMERCE_YUAN_PER_COUNTY : null,
    allowed_categories: kind === 'SPECIAL' ? 'LIFTED;UNSTABLE;MARGINAL;SUDDEN_HARDSHIP' : 'LIFTED;UNSTABLE',
    allowed_uses: FUND_USES.filter((use) => uses.includes(use)).join(';'),
    emergency_use: emergencyUse,
    policy,
    policy_number: policyNumber,
  };
}

/** The funds of the central government: of the sample's year and the one before. */
export function centralFunds(context: SampleContext): RowsByKind {
  const year = yearOf(context);
  return {
    funds: [year - 1, year].flatMap((each) => [
      fund('SPECIAL', 'CENTRAL', { year: each, region: CENTRAL, budget: 146_100_000_000 }),
      fund('ECOMMERCE', 'CENTRAL', { year: each, region: CENTRAL, budget: 16_640_000_000 }),
      fund('EDUCATION_TRANSFER', 'CENTRAL', { year: each, region: CENTRAL, budget: 29_400_000_000 }),
    ]),
  };
}

/** Funds of provinces and counties; what counties were allocated and spent; the assets of their projects. */
export function regionRows(region: SampleRegion, context: SampleContext): RowsByKind {
  if (region.level === 'PROVINCE') return provinceRows(region.code, context);
  return region.level === 'COUNTY' ? countyRows(region.code, context) : {};
}

function provinceRows(region: string, context: SampleContext): RowsByKind {
  const { random } = context;
  const year = yearOf(context);
  const millions = (from: number, to: number) => random.integer(from, to) * 1_000_000;
  return {
    funds: [
      fund('SPECIAL', 'PROVINCE', { year, region, budget: millions(800, 3_000) }),
      fund('COOPERATION', 'PROVINCE', { year, region, budget: millions(200, 900) }),
      ...[year - 1, year].map((each) =>
        fund('EDUCATION_TRANSFER', 'PROVINCE', { year: each, region, budget: millions(300, 1_200) }),
      ),
    ],
  };
}

function countyRows(county: string, context: SampleContext): RowsByKind {
  const year = yearOf(context);
  const province = county.slice(0, 2).padEnd(12, '0');
  const sources: readonly [FundKind, string, number][] = [
    ['SPECIAL', CENTRAL, context.random.integer(20, 90) * 1_000_000],
    ['SPECIAL', province, context.random.integer(5, 30) * 1_000_000],
    ['INTEGRATED_AGRI', county, context.random.integer(30, 120) * 1_000_000],
    ['ECOMMERCE', CENTRAL, ECOMMERCE_YUAN_PER_COUNTY],
    ['EDUCATION_TRANSFER', CENTRAL, context.random.integer(5, 20) * 1_000_000],
  ];
  const spent = sources.map(([kind, owner, amount], index) =>
    moneyOf({ kind, owner, amount, county, year, number: index + 1 }, context),
  );
  return {
    funds: [fund('INTEGRATED_AGRI', 'COUNTY', { year, region: county, budget: sources[2]![2] })],
    'fund-allocations': spent.map(({ allocation }) => allocation),
    'fund-disbursements': spent.flatMap(({ disbursements }) => disbursements),
    'project-assets': Array.from({ length: PROJECTS_PER_COUNTY }, (_, index) =>
      asset(county, index + 1, context),
    ),
  };
}

interface Source {
  readonly kind: FundKind;
  /** Region of the government that set the fund up. */
  readonly owner: string;
  /** Yuan. */
  readonly amount: number;
  readonly county: string;
  readonly year: number;
  readonly number: number;
}

/** One allocation and the two disbursements that spend most of it. */
function moneyOf({ kind, owner, amount, county, year, number }: Source, { random, daysAgo }: SampleContext) {
  const place = { fund_number: fundNumberOf(year, kind, owner), region_code: county, year };
  const disbursement = (part: number) => {
    const use = random.pick(KINDS[kind].uses);
    return {
      disbursement_number: `ZF-${year}-${county}-${number}${part}`,
      ...place,
      amount: Math.floor((amount * random.integer(30, 48)) / 100),
      disbursed_on: daysAgo(random.integer(5, 180)),
      use,
      project_number:
        use === 'INDUSTRY' ? projectNumberOf(county, random.integer(1, PROJECTS_PER_COUNTY)) : null,
    };
  };
  return {
    allocation: {
      allocation_number: `CZ-${year}-${county}-${number}`,
      ...place,
      amount,
      allocated_on: daysAgo(random.integer(200, 330)),
    },
    disbursements: [disbursement(1), disbursement(2)],
  };
}

const ASSET_NAMES = ['蔬菜大棚', '冷链仓库', '养殖圈舍', '加工厂房', '光伏电站', '灌溉设施'] as const;

function asset(county: string, number: number, { random, daysAgo }: SampleContext): SampleRow {
  const kind = random.pick(['COMMERCIAL', 'COMMERCIAL', 'PUBLIC_WELFARE'] as const);
  return {
    asset_number: `ZC-${county}-${number}`,
    name: random.pick(ASSET_NAMES),
    kind,
    project_number: projectNumberOf(county, number),
    region_code: county,
    owner: random.pick(['VILLAGE', 'VILLAGE', 'TOWNSHIP', 'COUNTY'] as const),
    original_value: random.integer(200, 5_000) * 1_000,
    registered_on: daysAgo(random.integer(100, 1_500)),
    yearly_income: kind === 'COMMERCIAL' ? random.integer(10, 300) * 1_000 : null,
    keeper: '村股份经济合作社',
    status: random.weighted({ IN_USE: 88, IDLE: 7, DAMAGED: 4, DISPOSED: 1 }),
  };
}
