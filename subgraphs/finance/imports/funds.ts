import {
  code,
  codes,
  identifier,
  isoDate,
  optional,
  text,
  year,
  yesNo,
  yuan,
} from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import type { ExchangeFile } from '@hearth/kit/imports/exchange.ts';
import { region } from '@hearth/kit/imports/register-cells.ts';
import {
  FUND_BENEFICIARIES,
  FUND_KINDS,
  FUND_LEVELS,
  FUND_USES,
  PROJECT_ASSET_KINDS,
  PROJECT_ASSET_OWNERS,
  PROJECT_ASSET_STATUSES,
} from '../codes.ts';
import { ECOMMERCE_YUAN_PER_COUNTY } from '../rules.ts';
import { fundAllocations, fundDisbursements, funds, projectAssets } from '../tables.ts';
import { fundNumber } from './cells.ts';

const budgetYear = () => year('year', { meaning: 'Budget year (预算年度)' });
const projectNumber = () =>
  identifier('projectNumber', { meaning: 'Number in the project library (项目库编号)' });

const fundFile = exchangeFile({
  kind: 'funds',
  description:
    'Funds of a budget year (资金): whom they may serve and what for, with the policy that says so.',
  table: funds,
  key: ['fundNumber'],
  columns: [
    fundNumber(),
    text('name', { meaning: 'Name (资金名称)' }),
    code('kind', FUND_KINDS, { meaning: 'Kind (资金类别)' }),
    code('level', FUND_LEVELS, { meaning: 'Government that set it up (资金级次)' }),
    optional(
      region('regionCode', { meaning: 'Region of that government (设立地区); empty for the central one' }),
    ),
    budgetYear(),
    yuan('budget', { meaning: 'What it has for the year (预算规模), yuan' }),
    optional(yuan('amountPerCounty', { meaning: 'Amount for each county (每县额度), yuan' })),
    codes('allowedCategories', FUND_BENEFICIARIES, { meaning: 'Whom it may serve (可支持对象)' }),
    codes('allowedUses', FUND_USES, { meaning: 'What it may be used for (可支持用途)' }),
    yesNo('emergencyUse', { meaning: 'May be used to overcome disasters (是否可用于应急救灾)' }),
    text('policy', { meaning: 'Title of the policy document that says so (政策依据)' }),
    optional(
      identifier('policyNumber', { meaning: 'Its number where poverty relief keeps it (政策文件编号)' }),
    ),
  ],
  checks: [
    {
      name: 'REGION_OF_THE_LEVEL',
      rule: 'A fund has a region when, and only when, it is not the central government’s.',
      holds: ({ level, regionCode }) => (level === 'CENTRAL') === (regionCode === null),
    },
    {
      name: 'ECOMMERCE_AMOUNT_PER_COUNTY',
      rule: 'A fund for e-commerce gives each county 20,000,000.00 yuan.',
      holds: ({ kind, amountPerCounty }) =>
        kind !== 'ECOMMERCE' || amountPerCounty === BigInt(ECOMMERCE_YUAN_PER_COUNTY) * 100n,
    },
  ],
});

const allocationFile = exchangeFile({
  kind: 'fund-allocations',
  description:
    'Allocations of funds to the regions that spend them (资金分配), one row for each document and region.',
  table: fundAllocations,
  key: ['allocationNumber'],
  columns: [
    identifier('allocationNumber', { meaning: 'Number of the document that allocates (资金文号)' }),
    fundNumber(),
    region('regionCode', { meaning: 'The region that spends it (使用地区)' }),
    budgetYear(),
    yuan('amount', { meaning: 'Amount (分配金额), yuan' }),
    isoDate('allocatedOn', { meaning: 'Day of the allocation (下达日期)' }),
  ],
});

const disbursementFile = exchangeFile({
  kind: 'fund-disbursements',
  description: 'Disbursements: money of a fund that left the treasury (资金支出).',
  table: fundDisbursements,
  key: ['disbursementNumber'],
  columns: [
    identifier('disbursementNumber', { meaning: 'Number of the payment order (支付凭证号)' }),
    fundNumber(),
    region('regionCode', { meaning: 'Where it is spent (使用地区)' }),
    budgetYear(),
    yuan('amount', { meaning: 'Amount (支出金额), yuan' }),
    isoDate('disbursedOn', { meaning: 'Day of the disbursement (支出日期)' }),
    code('use', FUND_USES, { meaning: 'What it is used for (资金用途)' }),
    optional(projectNumber()),
  ],
});

const assetFile = exchangeFile({
  kind: 'project-assets',
  description: 'Assets that projects left behind (扶贫项目资产), from the counties’ registers of assets.',
  table: projectAssets,
  key: ['assetNumber'],
  columns: [
    identifier('assetNumber', { meaning: 'Number in the register of assets (资产编号)' }),
    text('name', { meaning: 'Name (资产名称)' }),
    code('kind', PROJECT_ASSET_KINDS, { meaning: 'Kind (资产类别)' }),
    projectNumber(),
    region('regionCode', { meaning: 'Where it is (所在地区)' }),
    code('owner', PROJECT_ASSET_OWNERS, { meaning: 'Who owns it (产权归属)' }),
    yuan('originalValue', { meaning: 'What it cost (资产原值), yuan' }),
    isoDate('registeredOn', { meaning: 'Day of registration (确权日期)' }),
    optional(yuan('yearlyIncome', { meaning: 'Income of the last year (年收益), yuan' })),
    text('keeper', { meaning: 'Who runs it (管护主体)' }),
    code('status', PROJECT_ASSET_STATUSES, { meaning: 'State (资产状态)' }),
  ],
});

/** Files about funds, where they went and what they left behind. */
export const fundFiles: readonly ExchangeFile[] = [fundFile, allocationFile, disbursementFile, assetFile];
