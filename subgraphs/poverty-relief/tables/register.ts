import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import {
  bytewiseText,
  code,
  householdId,
  isoDate,
  personId,
  provenance,
  recordId,
  regionCode,
} from '@hearth/kit/columns.ts';
import {
  DISASTER_KINDS,
  ETHNIC_GROUPS,
  HEALTH_STATES,
  HOUSEHOLD_KINDS,
  LABOUR_CAPACITIES,
  MONITORING_CATEGORIES,
  POVERTY_DESIGNATIONS,
  REGION_LEVELS,
  RELATIONS_TO_HEAD,
  RISK_CAUSES,
  SEXES,
  WORKPLACE_REACHES,
} from '../codes.ts';

/** Divisions of all levels (行政区划). */
export const regions = pgTable(
  'regions',
  {
    code: regionCode('code').primaryKey(),
    name: text('name').notNull(),
    level: code('level', REGION_LEVELS).notNull(),
    /** Null above a province. */
    parentCode: regionCode('parent_code'),
    povertyDesignation: code('poverty_designation', POVERTY_DESIGNATIONS).notNull(),
    exitedOn: isoDate('exited_on'),
    ...provenance(),
  },
  (table) => [index().on(table.parentCode, table.code), index().on(table.level, table.code)],
);

/** Households (农户). Their key is the number that the register's files give. */
export const households = pgTable(
  'households',
  {
    id: recordId(),
    regionCode: regionCode().notNull(),
    naturalVillage: text('natural_village'),
    address: text('address'),
    phone: text('phone'),
    kind: code('kind', HOUSEHOLD_KINDS).notNull(),
    monitoringCategory: code('monitoring_category', MONITORING_CATEGORIES).notNull(),
    riskCauses: code('risk_causes', RISK_CAUSES).array().notNull(),
    disasterKinds: code('disaster_kinds', DISASTER_KINDS).array().notNull(),
    liftedOn: isoDate('lifted_on'),
    relocated: boolean('relocated').notNull(),
    relocationSite: text('relocation_site'),
    noLabourForce: boolean('no_labour_force').notNull(),
    ...provenance(),
  },
  (table) => [
    index().on(table.regionCode, table.id),
    index().on(table.kind, table.regionCode, table.id),
    index('households_monitored')
      .on(table.regionCode, table.id)
      .where(sql`${table.monitoringCategory} <> 'NONE'`),
  ],
);

/** Persons (人员). Their key is the number that the register's files give. */
export const persons = pgTable(
  'persons',
  {
    id: recordId(),
    householdId: householdId(),
    name: text('name').notNull(),
    sex: code('sex', SEXES).notNull(),
    birthDate: isoDate('birth_date').notNull(),
    /** Masked; the identities hold the whole one. Null for a person without one. */
    citizenId: text('citizen_id'),
    ethnicity: code('ethnicity', ETHNIC_GROUPS),
    relationToHead: code('relation_to_head', RELATIONS_TO_HEAD).notNull(),
    healthStates: code('health_states', HEALTH_STATES).array().notNull(),
    labourCapacity: code('labour_capacity', LABOUR_CAPACITIES).notNull(),
    workplace: code('workplace', WORKPLACE_REACHES),
    monthsWorkedThisYear: integer('months_worked_this_year').notNull(),
    lowIncomeAllowance: boolean('low_income_allowance').notNull(),
    destituteSupport: boolean('destitute_support').notNull(),
    ...provenance(),
  },
  (table) => [index().on(table.householdId, table.id)],
);

/**
 * Citizen IDs (公民身份号码), apart from everything else: sealed, and found by their keyed hash. This is the one
 * place that holds them.
 */
export const identities = pgTable(
  'identities',
  {
    personId: personId().primaryKey(),
    sealedCitizenId: text('sealed_citizen_id').notNull(),
    citizenIdHash: bytewiseText('citizen_id_hash').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.citizenIdHash)],
);
