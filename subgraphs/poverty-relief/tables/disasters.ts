import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytewiseText, code, isoDate, mu, provenance, recordId, yuan } from '@hearth/kit/columns.ts';
import {
  DISASTER_KINDS,
  FINDING_RESULTS,
  HOUSE_DAMAGES,
  PARTNER_AGENCIES,
  PARTNER_FINDING_SUBJECTS,
  REPAIR_KINDS,
  REPAIR_STATUSES,
  RESPONSE_LEVELS,
} from '../codes.ts';
import { number, ofHousehold, ofRegion } from './parts.ts';

/** Disasters (灾害事件), the emergency agency's. */
export const disasterEvents = pgTable(
  'disaster_events',
  {
    ...ofRegion(),
    number: number().notNull(),
    name: text('name').notNull(),
    kind: code('kind', DISASTER_KINDS).notNull(),
    startedOn: isoDate('started_on').notNull(),
    endedOn: isoDate('ended_on'),
    responseLevel: code('response_level', RESPONSE_LEVELS).notNull(),
    affectedPersons: integer('affected_persons').notNull(),
    directLoss: yuan('direct_loss').notNull(),
    sender: code('sender', PARTNER_AGENCIES).notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.number), index().on(table.regionCode, table.startedOn, table.id)],
);

/** What disasters did to households (受灾情况). */
export const disasterImpacts = pgTable(
  'disaster_impacts',
  {
    ...ofHousehold(),
    eventNumber: number('event_number').notNull(),
    reportedOn: isoDate('reported_on').notNull(),
    houseDamage: code('house_damage', HOUSE_DAMAGES).notNull(),
    waterInterrupted: boolean('water_interrupted').notNull(),
    croplandHitMu: mu('cropland_hit_mu').notNull(),
    loss: yuan('loss').notNull(),
    casualties: integer('casualties').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.eventNumber, table.householdId),
    index().on(table.householdId, table.reportedOn, table.id),
    index().on(table.eventNumber, table.reportedOn, table.id),
  ],
);

/** Repairs of houses and drinking water (住房饮水修复). */
export const safeguardRepairs = pgTable(
  'safeguard_repairs',
  {
    ...ofRegion(),
    number: number().notNull(),
    kind: code('kind', REPAIR_KINDS).notNull(),
    /** Null when a whole village's water is repaired. */
    householdId: bytewiseText('household_id'),
    eventNumber: number('event_number'),
    status: code('status', REPAIR_STATUSES).notNull(),
    openedOn: isoDate('opened_on').notNull(),
    dueOn: isoDate('due_on'),
    completedOn: isoDate('completed_on'),
    cost: yuan('cost'),
    agency: code('agency', PARTNER_AGENCIES).notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.number),
    index().on(table.householdId, table.openedOn, table.id),
    index().on(table.regionCode, table.openedOn, table.id),
  ],
);

/** A month's disaster data of a region (月度灾情共享). */
export const disasterShares = pgTable(
  'disaster_shares',
  {
    ...ofRegion(),
    month: isoDate('month').notNull(),
    sender: code('sender', PARTNER_AGENCIES).notNull(),
    dueOn: isoDate('due_on').notNull(),
    receivedOn: isoDate('received_on'),
    eventCount: integer('event_count').notNull(),
    affectedPersons: integer('affected_persons').notNull(),
    damagedHouses: integer('damaged_houses').notNull(),
    directLoss: yuan('direct_loss').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.regionCode, table.month)],
);

/** Deliveries of data by partner agencies, which own it (部门数据推送). */
export const partnerFeeds = pgTable(
  'partner_feeds',
  {
    ...ofRegion(),
    number: number().notNull(),
    sender: code('sender', PARTNER_AGENCIES).notNull(),
    subject: text('subject').notNull(),
    dueOn: isoDate('due_on'),
    receivedOn: isoDate('received_on').notNull(),
    receivedRows: integer('received_rows').notNull(),
    matchedRows: integer('matched_rows').notNull(),
    resultsReturnedOn: isoDate('results_returned_on'),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.number), index().on(table.regionCode, table.receivedOn, table.id)],
);

/** What partner agencies reported about households (部门推送信息). */
export const partnerFindings = pgTable(
  'partner_findings',
  {
    id: recordId(),
    number: number().notNull(),
    feedNumber: number('feed_number').notNull(),
    householdId: bytewiseText('household_id').notNull(),
    /** Null when about the whole household. */
    personId: bytewiseText('person_id'),
    subject: code('subject', PARTNER_FINDING_SUBJECTS).notNull(),
    detail: text('detail').notNull(),
    foundOn: isoDate('found_on').notNull(),
    result: code('result', FINDING_RESULTS).notNull(),
    resultReturnedOn: isoDate('result_returned_on'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.number),
    index().on(table.householdId, table.foundOn, table.id),
    index().on(table.feedNumber, table.foundOn, table.id),
  ],
);
