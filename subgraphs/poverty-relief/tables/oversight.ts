import { boolean, index, integer, numeric, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytewiseText, code, isoDate, provenance, recordId } from '@hearth/kit/columns.ts';
import {
  ADMINISTRATIVE_LEVELS,
  DISPATCH_CADENCES,
  DISPATCH_TOPICS,
  EXIT_CONCLUSIONS,
  EXIT_SUBJECTS,
  INTERVIEWEE_ROLES,
  INTERVIEW_REASONS,
  MINISTRIES,
  PARTNER_AGENCIES,
} from '../codes.ts';
import { number, ofRegion } from './parts.ts';

/** Assessments of exits from poverty (退出评估). */
export const exitAssessments = pgTable(
  'exit_assessments',
  {
    ...ofRegion(),
    number: number().notNull(),
    subject: code('subject', EXIT_SUBJECTS).notNull(),
    /** Null when a village or county was assessed. */
    householdId: bytewiseText('household_id'),
    year: integer('year').notNull(),
    level: code('level', ADMINISTRATIVE_LEVELS).notNull(),
    assessedOn: isoDate('assessed_on').notNull(),
    evaluator: text('evaluator').notNull(),
    thirdParty: boolean('third_party').notNull(),
    plannedExits: integer('planned_exits').notNull(),
    completedExits: integer('completed_exits').notNull(),
    sampledExits: integer('sampled_exits').notNull(),
    wrongExits: integer('wrong_exits').notNull(),
    missedPoor: integer('missed_poor').notNull(),
    qualityScore: integer('quality_score').notNull(),
    approvalRate: numeric('approval_rate', { precision: 5, scale: 4 }),
    evidenceMinistries: code('evidence_ministries', MINISTRIES).array().notNull(),
    conclusion: code('conclusion', EXIT_CONCLUSIONS).notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.number),
    index().on(table.householdId, table.assessedOn, table.id),
    index().on(table.regionCode, table.assessedOn, table.id),
  ],
);

/** Interviews that call leaders to account (约谈). */
export const regulatoryInterviews = pgTable(
  'regulatory_interviews',
  {
    ...ofRegion(),
    number: number().notNull(),
    interviewedOn: isoDate('interviewed_on').notNull(),
    interviewer: text('interviewer').notNull(),
    interviewee: code('interviewee', INTERVIEWEE_ROLES).notNull(),
    reason: code('reason', INTERVIEW_REASONS).notNull(),
    issue: text('issue').notNull(),
    rectificationDueOn: isoDate('rectification_due_on'),
    rectifiedOn: isoDate('rectified_on'),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.number), index().on(table.regionCode, table.interviewedOn, table.id)],
);

/** Reports of regions for a week or a month (调度通报). */
export const dispatchReports = pgTable(
  'dispatch_reports',
  {
    ...ofRegion(),
    topic: code('topic', DISPATCH_TOPICS).notNull(),
    cadence: code('cadence', DISPATCH_CADENCES).notNull(),
    periodStart: isoDate('period_start').notNull(),
    periodEnd: isoDate('period_end').notNull(),
    dueOn: isoDate('due_on').notNull(),
    reportedOn: isoDate('reported_on'),
    bulletinOn: isoDate('bulletin_on'),
    affectedHouseholds: integer('affected_households').notNull(),
    helpedHouseholds: integer('helped_households').notNull(),
    summary: text('summary').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.regionCode, table.topic, table.periodStart),
    index().on(table.regionCode, table.periodStart, table.id),
  ],
);

/** Changes of a topic's rhythm (调度频次调整). */
export const cadenceSwitches = pgTable(
  'cadence_switches',
  {
    id: recordId(),
    topic: code('topic', DISPATCH_TOPICS).notNull(),
    fromCadence: code('from_cadence', DISPATCH_CADENCES),
    toCadence: code('to_cadence', DISPATCH_CADENCES).notNull(),
    switchedOn: isoDate('switched_on').notNull(),
    reason: text('reason').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.topic, table.switchedOn)],
);

/** What a topic's reports count (调度口径). */
export const dispatchDefinitions = pgTable(
  'dispatch_definitions',
  {
    id: recordId(),
    topic: code('topic', DISPATCH_TOPICS).notNull(),
    name: text('name').notNull(),
    definition: text('definition').notNull(),
    agreedWith: code('agreed_with', PARTNER_AGENCIES).notNull(),
    effectiveOn: isoDate('effective_on').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.topic, table.name, table.effectiveOn),
    index().on(table.topic, table.effectiveOn, table.id),
  ],
);

/** Provinces that are followed closely (重点省份). */
export const watchedProvinces = pgTable(
  'watched_provinces',
  {
    ...ofRegion(),
    topic: code('topic', DISPATCH_TOPICS).notNull(),
    startedOn: isoDate('started_on').notNull(),
    endedOn: isoDate('ended_on'),
    reason: text('reason').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.regionCode, table.topic, table.startedOn),
    index().on(table.topic, table.startedOn, table.id),
  ],
);
