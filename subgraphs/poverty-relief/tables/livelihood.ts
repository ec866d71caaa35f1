import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
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
  EMPLOYMENT_END_REASONS,
  HOUSE_GRADES,
  POWER_SUPPLIES,
  PUBLIC_WELFARE_POST_KINDS,
  ROAD_KINDS,
  WATER_SOURCES,
  WORKPLACE_REACHES,
} from '../codes.ts';
import { number, ofHousehold, ofRegion } from './parts.ts';

/** Incomes by household and year (年度收入). */
export const incomes = pgTable(
  'incomes',
  {
    ...ofHousehold(),
    year: integer('year').notNull(),
    wage: yuan('wage').notNull(),
    business: yuan('business').notNull(),
    property: yuan('property').notNull(),
    transfer: yuan('transfer').notNull(),
    businessExpense: yuan('business_expense').notNull(),
    /** As reported; the import refuses one that the parts do not add up to. */
    net: yuan('net').notNull(),
    memberCount: integer('member_count').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.householdId, table.year)],
);

/** Income lines by region and year (监测线); the latest of a region and year holds. */
export const monitoringLines = pgTable(
  'monitoring_lines',
  {
    ...ofRegion(),
    year: integer('year').notNull(),
    amount: yuan('amount').notNull(),
    effectiveOn: isoDate('effective_on').notNull(),
    policyNumber: number('policy_number'),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.regionCode, table.year, table.effectiveOn)],
);

/** House, land, road, power and water (生产生活条件), as last surveyed. */
export const livingConditions = pgTable(
  'living_conditions',
  {
    ...ofHousehold(),
    surveyedOn: isoDate('surveyed_on').notNull(),
    farmlandMu: mu('farmland_mu').notNull(),
    forestMu: mu('forest_mu').notNull(),
    road: code('road', ROAD_KINDS).notNull(),
    houseGrade: code('house_grade', HOUSE_GRADES).notNull(),
    houseAreaSquareMetres: integer('house_area_square_metres').notNull(),
    power: code('power', POWER_SUPPLIES).notNull(),
    waterSource: code('water_source', WATER_SOURCES).notNull(),
    waterLitresPerPersonDay: integer('water_litres_per_person_day'),
    inDryArea: boolean('in_dry_area').notNull(),
    waterQualityMet: boolean('water_quality_met'),
    waterFetchMinutes: integer('water_fetch_minutes'),
    waterOutageDaysPerYear: integer('water_outage_days_per_year'),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.householdId)],
);

/** What a visit found out about schooling and insurance (义务教育和基本医疗核查). */
export const safeguardSurveys = pgTable(
  'safeguard_surveys',
  {
    ...ofHousehold(),
    surveyedOn: isoDate('surveyed_on').notNull(),
    surveyedBy: text('surveyed_by').notNull(),
    compulsoryAgeChildren: integer('compulsory_age_children').notNull(),
    childrenOutOfSchool: integer('children_out_of_school').notNull(),
    membersWithoutInsurance: integer('members_without_insurance').notNull(),
    membersWithoutTreatment: integer('members_without_treatment').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.householdId)],
);

/** Public-welfare posts (公益岗位). */
export const publicWelfarePosts = pgTable(
  'public_welfare_posts',
  {
    id: recordId(),
    number: number().notNull(),
    regionCode: regionCode().notNull(),
    kind: code('kind', PUBLIC_WELFARE_POST_KINDS).notNull(),
    personId: personId(),
    householdId: householdId(),
    monthlyPay: yuan('monthly_pay').notNull(),
    startedOn: isoDate('started_on').notNull(),
    endedOn: isoDate('ended_on'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.number),
    index().on(table.personId, table.startedOn, table.id),
    index().on(table.householdId, table.startedOn, table.id),
    index().on(table.regionCode, table.startedOn, table.id),
  ],
);

/** Times of work (务工就业记录). */
export const employmentRecords = pgTable(
  'employment_records',
  {
    id: recordId(),
    personId: personId(),
    householdId: householdId(),
    employer: bytewiseText('employer').notNull(),
    reach: code('reach', WORKPLACE_REACHES).notNull(),
    monthlyWage: yuan('monthly_wage'),
    startedOn: isoDate('started_on').notNull(),
    endedOn: isoDate('ended_on'),
    endReason: code('end_reason', EMPLOYMENT_END_REASONS),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.startedOn, table.employer),
    index().on(table.personId, table.startedOn, table.id),
    index().on(table.householdId, table.startedOn, table.id),
  ],
);
