import { LARGEST_HOUSEHOLD_MU, LARGEST_HOUSEHOLD_YUAN } from '@hearth/schema/protocol/bounds.ts';
import {
  code,
  identifier,
  integer,
  isoDate,
  mu,
  optional,
  text,
  year,
  yuan,
} from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import type { ExchangeFile } from '@hearth/kit/imports/exchange.ts';
import { household, person, region } from '@hearth/kit/imports/register-cells.ts';
import {
  BENEFIT_GUARANTEES,
  BENEFIT_MODES,
  BUSINESS_ENTITY_KINDS,
  CONSUMPTION_BUYER_KINDS,
  CONSUMPTION_ORDER_STATUSES,
  CROP_LOSS_CAUSES,
  FARM_SUBSIDY_PROGRAMMES,
  SUSPENSION_CAUSES,
  UNSOLD_PRODUCE_STATUSES,
} from '../codes.ts';
import { isPromiseOfGuarantee, isStatusOfSales, netLoss, signedByEndOfYear } from '../rules.ts';
import {
  benefitLinks,
  consumptionOrders,
  cropLosses,
  farmSubsidies,
  industryGuidances,
  unsoldProduce,
} from '../tables.ts';
import { inOrder, registrationCode, sector } from './cells.ts';

/** The member a row is about, and the household. */
const member = () => person({ personId: 'personId', householdId: 'householdId' });

const village = () => region('regionCode', { meaning: 'Village where the household lived then (发生地区)' });

const benefitLinkFile = exchangeFile({
  kind: 'benefit-links',
  description:
    'Links between households and businesses for one calendar year (利益联结), with what the household gained and what was promised.',
  table: benefitLinks,
  key: ['personId', 'entityCode', 'mode', 'year'],
  columns: [
    member(),
    village(),
    code('entityKind', BUSINESS_ENTITY_KINDS, { meaning: 'Register of the business (经营主体类型)' }),
    registrationCode('entityCode', { meaning: 'Credit code of the business (经营主体信用代码)' }),
    code('mode', BENEFIT_MODES, { meaning: 'How the household takes part (联结方式)' }),
    code('guarantee', BENEFIT_GUARANTEES, { meaning: 'What keeps the gain safe (保障方式)' }),
    optional(
      yuan('guaranteedGain', {
        max: LARGEST_HOUSEHOLD_YUAN,
        meaning: 'Gain promised for the year (保底收益), yuan',
      }),
    ),
    year('year', { meaning: 'Calendar year (年度)' }),
    isoDate('signedOn', { meaning: 'Day of signing (签约日期)' }),
    yuan('yearlyGain', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Gain in the year (年增收), yuan' }),
    optional(isoDate('breachReportedOn', { meaning: 'Day on which a breach was reported (违约上报日期)' })),
    optional(text('breachNote', { meaning: 'What the report says (违约说明)' })),
  ],
  checks: [
    {
      name: 'PROMISE_OF_ITS_GUARANTEE',
      rule: 'A gain is promised when, and only when, the guarantee is a least gain.',
      holds: isPromiseOfGuarantee,
    },
    {
      name: 'NOTE_OF_A_BREACH',
      rule: 'A note belongs to a reported breach.',
      holds: ({ breachNote, breachReportedOn }) => breachNote === null || breachReportedOn !== null,
    },
    {
      name: 'SIGNED_BY_THE_END_OF_THE_YEAR',
      rule: 'A link is signed before the year that it is for has ended.',
      holds: signedByEndOfYear,
    },
  ],
});

const guidanceFile = exchangeFile({
  kind: 'industry-guidances',
  description: 'Guides given to households (产业发展指导员结对), with their visits.',
  table: industryGuidances,
  key: ['householdId', 'guideNumber', 'assignedOn'],
  columns: [
    household('householdId'),
    identifier('guideNumber', { meaning: 'Number of the guide (指导员编号)' }),
    isoDate('assignedOn', { meaning: 'Since when (结对日期)' }),
    optional(isoDate('endedOn', { meaning: 'Until when (解除日期)' })),
    integer('visits', { max: 1_000, meaning: 'Visits so far (入户指导次数)' }),
    optional(isoDate('lastVisitOn', { meaning: 'Day of the last visit (最近指导日期)' })),
  ],
  checks: [
    inOrder('assignedOn', 'endedOn'),
    inOrder('assignedOn', 'lastVisitOn'),
    {
      name: 'VISITED_WITH_ITS_DAY',
      rule: 'There is a last visit when, and only when, there were visits.',
      holds: ({ visits, lastVisitOn }) => visits > 0 === (lastVisitOn !== null),
    },
  ],
});

const farmSubsidyFile = exchangeFile({
  kind: 'farm-subsidies',
  description: 'Subsidies for farming (涉农补贴), among them for self-rescue by production (生产自救).',
  table: farmSubsidies,
  key: ['personId', 'programme', 'year'],
  columns: [
    member(),
    code('programme', FARM_SUBSIDY_PROGRAMMES, { meaning: 'What it is for (补贴项目)' }),
    year('year', { meaning: 'Calendar year (年度)' }),
    optional(
      mu('areaMu', { max: LARGEST_HOUSEHOLD_MU, meaning: 'Area that it is counted by (补贴面积), mu' }),
    ),
    yuan('amount', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Amount (补贴金额), yuan' }),
    isoDate('grantedOn', { meaning: 'Day of the grant (核定日期)' }),
  ],
});

const cropLossFile = exchangeFile({
  kind: 'crop-losses',
  description: 'Losses of crops, livestock and fish (农业损失), from the townships’ reports.',
  table: cropLosses,
  key: ['personId', 'crop', 'lostOn'],
  columns: [
    member(),
    text('crop', { max: 100, meaning: 'What was lost (受灾品种)' }),
    sector(),
    code('cause', CROP_LOSS_CAUSES, { meaning: 'Cause (原因)' }),
    isoDate('lostOn', { meaning: 'Day of the loss (受灾日期)' }),
    optional(mu('areaMu', { max: LARGEST_HOUSEHOLD_MU, meaning: 'Area affected (受灾面积), mu' })),
    yuan('loss', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Estimated loss (估计损失), yuan' }),
    yuan('compensation', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Paid by insurance (保险赔付), yuan' }),
    optional(mu('replantedMu', { max: LARGEST_HOUSEHOLD_MU, meaning: 'Area planted again (补种面积), mu' })),
  ],
  checks: [
    {
      name: 'COMPENSATION_WITHIN_THE_LOSS',
      rule: 'Insurance pays no more than was lost.',
      holds: (row) => netLoss(row) >= 0n,
    },
  ],
});

const unsoldProduceFile = exchangeFile({
  kind: 'unsold-produce',
  description: 'Produce that households could not sell (农产品滞销), from the townships’ reports.',
  table: unsoldProduce,
  key: ['reportNumber'],
  columns: [
    identifier('reportNumber', { meaning: 'Number of the report (滞销登记编号)' }),
    member(),
    village(),
    text('product', { max: 100, meaning: 'What could not be sold (滞销产品)' }),
    sector(),
    code('cause', SUSPENSION_CAUSES, { meaning: 'Why (滞销原因)' }),
    integer('quantityKg', { min: 1, meaning: 'Quantity reported (滞销数量), kg' }),
    integer('soldKg', { meaning: 'Quantity sold since (已销数量), kg' }),
    yuan('estimatedValue', {
      max: LARGEST_HOUSEHOLD_YUAN,
      meaning: 'Value of the quantity reported (估计价值), yuan',
    }),
    isoDate('reportedOn', { meaning: 'Day of the report (上报日期)' }),
    code('status', UNSOLD_PRODUCE_STATUSES, { meaning: 'State (状态)' }),
  ],
  checks: [
    {
      name: 'SOLD_WITHIN_THE_QUANTITY',
      rule: 'Not more was sold than there was.',
      holds: ({ quantityKg, soldKg }) => soldKg <= quantityKg,
    },
    {
      name: 'STATE_OF_THE_SALES',
      rule: 'The state fits the quantity sold: open without sales, sold when nothing is left.',
      holds: (row) => isStatusOfSales(row.status, row),
    },
  ],
});

const consumptionOrderFile = exchangeFile({
  kind: 'consumption-orders',
  description:
    'Orders of consumption assistance (消费扶贫订单); the report of unsold produce that one answers may be named.',
  table: consumptionOrders,
  key: ['orderNumber'],
  columns: [
    identifier('orderNumber', { meaning: 'Number of the order (订单编号)' }),
    region('regionCode', { meaning: 'Where the produce comes from (产地)' }),
    optional(
      identifier('reportNumber', { meaning: 'Report of unsold produce that it answers (滞销登记编号)' }),
    ),
    text('buyer', { meaning: 'Name of the buyer (采购单位)' }),
    code('buyerKind', CONSUMPTION_BUYER_KINDS, { meaning: 'Kind of the buyer (采购单位类型)' }),
    optional(code('sellerKind', BUSINESS_ENTITY_KINDS, { meaning: 'Register of the seller (销售主体类型)' })),
    optional(registrationCode('sellerCode', { meaning: 'Credit code of the seller (销售主体信用代码)' })),
    text('product', { max: 100, meaning: 'What was ordered (产品)' }),
    integer('quantityKg', { min: 1, meaning: 'Quantity (数量), kg' }),
    yuan('amount', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Amount (金额), yuan' }),
    isoDate('orderedOn', { meaning: 'Day of the order (下单日期)' }),
    code('status', CONSUMPTION_ORDER_STATUSES, { meaning: 'State (状态)' }),
  ],
  checks: [
    {
      name: 'SELLER_IS_WHOLE',
      rule: 'A seller is named by its register and its credit code, or not at all.',
      holds: ({ sellerKind, sellerCode }) => (sellerKind === null) === (sellerCode === null),
    },
  ],
});

/** Files about what households gain, lose and cannot sell. */
export const householdFiles: readonly ExchangeFile[] = [
  benefitLinkFile,
  guidanceFile,
  farmSubsidyFile,
  cropLossFile,
  unsoldProduceFile,
  consumptionOrderFile,
];
