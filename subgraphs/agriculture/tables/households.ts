import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import {
  bytewiseText,
  code,
  householdId,
  isoDate,
  mu,
  personId,
  provenance,
  recordId,
  regionCode,
  yuan,
} from '@hearth/kit/columns.ts';
import {
  BENEFIT_GUARANTEES,
  BENEFIT_MODES,
  BUSINESS_ENTITY_KINDS,
  CONSUMPTION_BUYER_KINDS,
  CONSUMPTION_ORDER_STATUSES,
  CROP_LOSS_CAUSES,
  FARM_SUBSIDY_PROGRAMMES,
  INDUSTRY_SECTORS,
  SUSPENSION_CAUSES,
  UNSOLD_PRODUCE_STATUSES,
} from '../codes.ts';

/** Whom a record is about, with its key. */
const aboutMember = () => ({ id: recordId(), householdId: householdId(), personId: personId() });

/** Households' links to businesses (利益联结). An import matches on person, business, mode and year. */
export const benefitLinks = pgTable(
  'benefit_links',
  {
    ...aboutMember(),
    regionCode: regionCode().notNull(),
    entityKind: code('entity_kind', BUSINESS_ENTITY_KINDS).notNull(),
    entityCode: bytewiseText('entity_code').notNull(),
    mode: code('mode', BENEFIT_MODES).notNull(),
    guarantee: code('guarantee', BENEFIT_GUARANTEES).notNull(),
    guaranteedGain: yuan('guaranteed_gain'),
    year: integer('year').notNull(),
    signedOn: isoDate('signed_on').notNull(),
    yearlyGain: yuan('yearly_gain').notNull(),
    breachReportedOn: isoDate('breach_reported_on'),
    breachNote: text('breach_note'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.entityCode, table.mode, table.year),
    index().on(table.householdId, table.year, table.id),
    index().on(table.personId, table.year, table.id),
    index().on(table.regionCode, table.year, table.id),
  ],
);

/** Guides given to households (结对指导). An import matches on household, guide and first day. */
export const industryGuidances = pgTable(
  'industry_guidances',
  {
    id: recordId(),
    householdId: householdId(),
    guideNumber: bytewiseText('guide_number').notNull(),
    assignedOn: isoDate('assigned_on').notNull(),
    endedOn: isoDate('ended_on'),
    visits: integer('visits').notNull(),
    lastVisitOn: isoDate('last_visit_on'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.householdId, table.guideNumber, table.assignedOn),
    index().on(table.householdId, table.assignedOn, table.id),
  ],
);

/** Farm subsidies (涉农补贴). An import matches on person, programme and year. */
export const farmSubsidies = pgTable(
  'farm_subsidies',
  {
    ...aboutMember(),
    programme: code('programme', FARM_SUBSIDY_PROGRAMMES).notNull(),
    year: integer('year').notNull(),
    areaMu: mu('area_mu'),
    amount: yuan('amount').notNull(),
    grantedOn: isoDate('granted_on').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.programme, table.year),
    index().on(table.householdId, table.year, table.id),
  ],
);

/** Losses of crops, livestock and fish (农业损失). An import matches on person, crop and day. */
export const cropLosses = pgTable(
  'crop_losses',
  {
    ...aboutMember(),
    crop: text('crop').notNull(),
    sector: code('sector', INDUSTRY_SECTORS).notNull(),
    cause: code('cause', CROP_LOSS_CAUSES).notNull(),
    lostOn: isoDate('lost_on').notNull(),
    areaMu: mu('area_mu'),
    loss: yuan('loss').notNull(),
    compensation: yuan('compensation').notNull(),
    replantedMu: mu('replanted_mu'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.crop, table.lostOn),
    index().on(table.householdId, table.lostOn, table.id),
  ],
);

/** Produce that households could not sell (滞销农产品). An import matches on the report's number. */
export const unsoldProduce = pgTable(
  'unsold_produce',
  {
    ...aboutMember(),
    regionCode: regionCode().notNull(),
    reportNumber: bytewiseText('report_number').notNull(),
    product: text('product').notNull(),
    sector: code('sector', INDUSTRY_SECTORS).notNull(),
    cause: code('cause', SUSPENSION_CAUSES).notNull(),
    quantityKg: integer('quantity_kg').notNull(),
    soldKg: integer('sold_kg').notNull(),
    estimatedValue: yuan('estimated_value').notNull(),
    reportedOn: isoDate('reported_on').notNull(),
    status: code('status', UNSOLD_PRODUCE_STATUSES).notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.reportNumber),
    index().on(table.householdId, table.reportedOn, table.id),
    index().on(table.regionCode, table.id),
  ],
);

/** Orders of consumption assistance (消费扶贫订单). An import matches on the order's number. */
export const consumptionOrders = pgTable(
  'consumption_orders',
  {
    id: recordId(),
    orderNumber: bytewiseText('order_number').notNull(),
    regionCode: regionCode().notNull(),
    reportNumber: bytewiseText('report_number'),
    buyer: text('buyer').notNull(),
    buyerKind: code('buyer_kind', CONSUMPTION_BUYER_KINDS).notNull(),
    sellerKind: code('seller_kind', BUSINESS_ENTITY_KINDS),
    sellerCode: bytewiseText('seller_code'),
    product: text('product').notNull(),
    quantityKg: integer('quantity_kg').notNull(),
    amount: yuan('amount').notNull(),
    orderedOn: isoDate('ordered_on').notNull(),
    status: code('status', CONSUMPTION_ORDER_STATUSES).notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.orderNumber),
    index().on(table.regionCode, table.id),
    index().on(table.reportNumber, table.orderedOn, table.id),
  ],
);
