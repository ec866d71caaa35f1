import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { code, isoDate, provenance, recordId, regionCode } from '@hearth/kit/columns.ts';
import {
  CLUE_SOURCES,
  MONITORING_CATEGORIES,
  MONITORING_STATES,
  REMOVAL_MANNERS,
  RISK_CAUSES,
  SCREENING_RULES,
} from '../codes.ts';
import { number, ofHousehold } from './parts.ts';

/** Signs that a household may slide back (风险线索). */
export const clues = pgTable(
  'clues',
  {
    ...ofHousehold(),
    number: number().notNull(),
    regionCode: regionCode().notNull(),
    source: code('source', CLUE_SOURCES).notNull(),
    riskCause: code('risk_cause', RISK_CAUSES).notNull(),
    screeningRule: code('screening_rule', SCREENING_RULES),
    statement: text('statement').notNull(),
    raisedBy: text('raised_by').notNull(),
    raisedOn: isoDate('raised_on').notNull(),
    caseNumber: number('case_number'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.number),
    index().on(table.householdId, table.raisedOn, table.id),
    index().on(table.caseNumber, table.raisedOn, table.id),
    index().on(table.regionCode, table.raisedOn, table.id),
  ],
);

/** Ways of households from clue to removal (监测对象认定). */
export const monitoringCases = pgTable(
  'monitoring_cases',
  {
    ...ofHousehold(),
    number: number().notNull(),
    regionCode: regionCode().notNull(),
    state: code('state', MONITORING_STATES).notNull(),
    category: code('category', MONITORING_CATEGORIES).notNull(),
    riskCauses: code('risk_causes', RISK_CAUSES).array().notNull(),
    greenChannel: boolean('green_channel').notNull(),
    openedOn: isoDate('opened_on').notNull(),
    decidedOn: isoDate('decided_on'),
    removedOn: isoDate('removed_on'),
    removalManner: code('removal_manner', REMOVAL_MANNERS),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.number),
    index().on(table.householdId, table.openedOn, table.id),
    index().on(table.regionCode, table.openedOn, table.id),
  ],
);

/** Steps of cases, in their order (办理环节). */
export const monitoringSteps = pgTable(
  'monitoring_steps',
  {
    id: recordId(),
    caseNumber: number('case_number').notNull(),
    sequence: integer('sequence').notNull(),
    fromState: code('from_state', MONITORING_STATES),
    toState: code('to_state', MONITORING_STATES).notNull(),
    takenOn: isoDate('taken_on').notNull(),
    takenBy: text('taken_by').notNull(),
    office: text('office').notNull(),
    note: text('note'),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.caseNumber, table.sequence)],
);
