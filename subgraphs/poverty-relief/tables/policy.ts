import { index, integer, numeric, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { code, isoDate, provenance, recordId, regionCode, yuan } from '@hearth/kit/columns.ts';
import {
  ADMINISTRATIVE_LEVELS,
  JURISDICTION_GROUPS,
  FIGURE_BOUNDS,
  MINISTRIES,
  ORGANISATION_ROLES,
  POLICY_TAGS,
} from '../codes.ts';
import { number, ofRegion } from './parts.ts';

/** Policy documents (政策文件). */
export const policyDocuments = pgTable(
  'policy_documents',
  {
    id: recordId(),
    number: number().notNull(),
    title: text('title').notNull(),
    englishTitle: text('english_title'),
    issuer: text('issuer').notNull(),
    level: code('level', ADMINISTRATIVE_LEVELS).notNull(),
    /** Null for national documents. */
    regionCode: regionCode(),
    /** Null when the source does not tell. */
    issuedOn: isoDate('issued_on'),
    effectiveOn: isoDate('effective_on'),
    expiresOn: isoDate('expires_on'),
    tags: code('tags', POLICY_TAGS).array().notNull(),
    summary: text('summary').notNull(),
    quotedFrom: text('quoted_from'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.number),
    index().on(table.level, table.number),
    index().on(table.regionCode, table.number),
  ],
);

/** The monitoring rules of jurisdictions (监测实施办法参数). */
export const monitoringParameterSets = pgTable(
  'monitoring_parameter_sets',
  {
    ...ofRegion(),
    group: code('jurisdiction_group', JURISDICTION_GROUPS).notNull(),
    effectiveOn: isoDate('effective_on').notNull(),
    policyNumber: number('policy_number'),
    medicalShareLifted: share('medical_share_lifted').notNull(),
    medicalShareOthers: share('medical_share_others').notNull(),
    schoolingCostLimit: yuan('schooling_cost_limit').notNull(),
    decisionDays: integer('decision_days').notNull(),
    noticeDays: integer('notice_days').notNull(),
    stableMonths: integer('stable_months').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.regionCode, table.effectiveOn)],
);

/** A share of 1, four decimals, read as a string. */
function share(name: string) {
  return numeric(name, { precision: 6, scale: 4 });
}

/** Times after delisting in which policies stay (过渡期). */
export const transitionPeriods = pgTable(
  'transition_periods',
  {
    ...ofRegion(),
    startsOn: isoDate('starts_on').notNull(),
    endsOn: isoDate('ends_on').notNull(),
    policyNumber: number('policy_number'),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.regionCode, table.startsOn)],
);

/** Targets of the consolidation plan beside results (巩固脱贫成果规划指标). */
export const consolidationTargets = pgTable(
  'consolidation_targets',
  {
    ...ofRegion(),
    year: integer('year').notNull(),
    name: text('name').notNull(),
    unit: text('unit').notNull(),
    target: numeric('target', { precision: 16, scale: 4 }).notNull(),
    result: numeric('result', { precision: 16, scale: 4 }),
    policyNumber: number('policy_number'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.regionCode, table.year, table.name),
    index().on(table.regionCode, table.year, table.id),
  ],
);

/** Organisations that take part (参与单位). */
export const organisations = pgTable(
  'organisations',
  {
    id: recordId(),
    number: number().notNull(),
    name: text('name').notNull(),
    level: code('level', ADMINISTRATIVE_LEVELS).notNull(),
    /** Null for national ones. */
    regionCode: regionCode(),
    body: text('body').notNull(),
    role: code('role', ORGANISATION_ROLES).notNull(),
    duty: text('duty').notNull(),
    ministry: code('ministry', MINISTRIES),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.number),
    index().on(table.level, table.number),
    index().on(table.regionCode, table.number),
  ],
);

/** Eastern regions that help western ones (东西部协作结对). */
export const eastWestPairs = pgTable(
  'east_west_pairs',
  {
    id: recordId(),
    easternRegionCode: regionCode('eastern_region_code').notNull(),
    westernRegionCode: regionCode('western_region_code').notNull(),
    startedYear: integer('started_year').notNull(),
    endedYear: integer('ended_year'),
    fundsGiven: yuan('funds_given').notNull(),
    cadresSent: integer('cadres_sent').notNull(),
    vocationalStudents: integer('vocational_students').notNull(),
    skillTrainees: integer('skill_trainees').notNull(),
    leaderTrainees: integer('leader_trainees').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.easternRegionCode, table.westernRegionCode),
    index().on(table.easternRegionCode, table.id),
    index().on(table.westernRegionCode, table.id),
  ],
);

/** Figures that were published (公开数据). */
export const publishedFigures = pgTable(
  'published_figures',
  {
    id: recordId(),
    number: number().notNull(),
    ministry: code('ministry', MINISTRIES).notNull(),
    name: text('name').notNull(),
    value: numeric('value', { precision: 16, scale: 4 }).notNull(),
    bound: code('bound', FIGURE_BOUNDS).notNull(),
    unit: text('unit').notNull(),
    asOf: isoDate('as_of'),
    source: text('source').notNull(),
    policyNumber: number('policy_number'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.number),
    index().on(table.ministry, table.number),
    index().on(table.policyNumber, table.number),
  ],
);
