import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytewiseText, code, isoDate, provenance, recordId, yuan } from '@hearth/kit/columns.ts';
import {
  ASSISTANCE_KINDS,
  MEASURE_CATEGORIES,
  MEASURE_STATUSES,
  NO_REMOVAL_KINDS,
  VILLAGE_TEAM_GAP_KINDS,
} from '../codes.ts';
import { number, ofHousehold, ofRegion } from './parts.ts';

/** Measures of help (帮扶措施). */
export const assistanceMeasures = pgTable(
  'assistance_measures',
  {
    ...ofHousehold(),
    number: number().notNull(),
    /** The member it is meant for; null when for the whole household. */
    personId: bytewiseText('person_id'),
    caseNumber: number('case_number'),
    kind: code('kind', ASSISTANCE_KINDS).notNull(),
    category: code('category', MEASURE_CATEGORIES).notNull(),
    content: text('content').notNull(),
    status: code('status', MEASURE_STATUSES).notNull(),
    cost: yuan('cost'),
    fundNumber: number('fund_number'),
    startedOn: isoDate('started_on').notNull(),
    endedOn: isoDate('ended_on'),
    responsibleNumber: number('responsible_number'),
    policyNumber: number('policy_number'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.number),
    index().on(table.householdId, table.startedOn, table.id),
    index().on(table.personId, table.startedOn, table.id),
    index().on(table.caseNumber, table.startedOn, table.id),
  ],
);

/** People in charge of helping households (帮扶责任人). */
export const responsiblePersons = pgTable(
  'responsible_persons',
  {
    ...ofRegion(),
    number: number().notNull(),
    name: text('name').notNull(),
    organisation: text('organisation').notNull(),
    post: text('post'),
    phone: text('phone'),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.number), index().on(table.regionCode, table.number)],
);

/** Who is in charge of which household (结对帮扶关系). */
export const assistanceAssignments = pgTable(
  'assistance_assignments',
  {
    ...ofHousehold(),
    responsibleNumber: number('responsible_number').notNull(),
    startedOn: isoDate('started_on').notNull(),
    endedOn: isoDate('ended_on'),
    visitsThisYear: integer('visits_this_year').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.householdId, table.responsibleNumber, table.startedOn),
    index().on(table.householdId, table.startedOn, table.id),
    index().on(table.responsibleNumber, table.startedOn, table.id),
  ],
);

/** Teams stationed in villages (驻村工作队). */
export const villageTeams = pgTable(
  'village_teams',
  {
    ...ofRegion(),
    number: number().notNull(),
    dispatchedBy: text('dispatched_by').notNull(),
    leader: text('leader'),
    memberCount: integer('member_count').notNull(),
    requiredCount: integer('required_count').notNull(),
    stationedOn: isoDate('stationed_on').notNull(),
    withdrawnOn: isoDate('withdrawn_on'),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.number), index().on(table.regionCode, table.number)],
);

/** Times in which a team was not as it should be (驻村工作队缺口). */
export const villageTeamGaps = pgTable(
  'village_team_gaps',
  {
    id: recordId(),
    teamNumber: number('team_number').notNull(),
    kind: code('kind', VILLAGE_TEAM_GAP_KINDS).notNull(),
    foundOn: isoDate('found_on').notNull(),
    closedOn: isoDate('closed_on'),
    note: text('note').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.teamNumber, table.kind, table.foundOn),
    index().on(table.teamNumber, table.foundOn, table.id),
  ],
);

/** Checks of the four no-removals by county (四个不摘). */
export const noRemovalChecks = pgTable(
  'no_removal_checks',
  {
    ...ofRegion(),
    kind: code('kind', NO_REMOVAL_KINDS).notNull(),
    checkedOn: isoDate('checked_on').notNull(),
    upheld: boolean('upheld').notNull(),
    finding: text('finding').notNull(),
    checkedBy: text('checked_by').notNull(),
    rectificationDueOn: isoDate('rectification_due_on'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.regionCode, table.kind, table.checkedOn),
    index().on(table.regionCode, table.checkedOn, table.id),
  ],
);
