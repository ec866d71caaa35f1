import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { PgColumn } from 'drizzle-orm/pg-core';
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
  BUSINESS_ENTITY_KINDS,
  CERTIFICATION_LEVELS,
  ECOMMERCE_MEASURE_STATUSES,
  ENTREPRENEUR_STAGES,
  INDUSTRY_PLAN_LEVELS,
  INDUSTRY_PLAN_STATUSES,
  INDUSTRY_SECTORS,
  LED_BUSINESS_FORMS,
  OPERATING_STATES,
  PROJECT_RESUMPTIONS,
  PROJECT_STATUSES,
  SUSPENSION_CAUSES,
} from '../codes.ts';

/** Serves the list of a region and all below it. */
const byRegion = (table: { regionCode: PgColumn; id: PgColumn }) => index().on(table.regionCode, table.id);

/** The business that carries something out, by its register and code; both null when it is none of the registered ones. */
const operator = () => ({
  operatorKind: code('operator_kind', BUSINESS_ENTITY_KINDS),
  operatorCode: bytewiseText('operator_code'),
});

/** What every business entity (经营主体) has. */
const businessEntity = () => ({
  id: recordId(),
  registrationCode: bytewiseText('registration_code').notNull(),
  name: text('name').notNull(),
  regionCode: regionCode().notNull(),
  sector: code('sector', INDUSTRY_SECTORS).notNull(),
  operation: code('operation', OPERATING_STATES).notNull(),
});

/** Plans for industry (产业规划). An import matches on region and first year. */
export const industryPlans = pgTable(
  'industry_plans',
  {
    id: recordId(),
    regionCode: regionCode().notNull(),
    level: code('level', INDUSTRY_PLAN_LEVELS).notNull(),
    title: text('title').notNull(),
    startYear: integer('start_year').notNull(),
    endYear: integer('end_year').notNull(),
    status: code('status', INDUSTRY_PLAN_STATUSES).notNull(),
    approvedOn: isoDate('approved_on'),
    plannedInvestment: yuan('planned_investment').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.regionCode, table.startYear), byRegion(table)],
);

/** What counties mainly live from (主导产业). An import matches on county, name and year. */
export const leadingIndustries = pgTable(
  'leading_industries',
  {
    id: recordId(),
    regionCode: regionCode().notNull(),
    name: text('name').notNull(),
    sector: code('sector', INDUSTRY_SECTORS).notNull(),
    year: integer('year').notNull(),
    outputValue: yuan('output_value').notNull(),
    households: integer('households').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.regionCode, table.name, table.year), byRegion(table)],
);

/** Industry projects (产业扶贫项目). An import matches on the project's number. */
export const projects = pgTable(
  'projects',
  {
    id: recordId(),
    projectNumber: bytewiseText('project_number').notNull(),
    name: text('name').notNull(),
    regionCode: regionCode().notNull(),
    sector: code('sector', INDUSTRY_SECTORS).notNull(),
    status: code('status', PROJECT_STATUSES).notNull(),
    resumption: code('resumption', PROJECT_RESUMPTIONS).notNull(),
    suspensionCause: code('suspension_cause', SUSPENSION_CAUSES),
    suspendedOn: isoDate('suspended_on'),
    resumedOn: isoDate('resumed_on'),
    plannedStartOn: isoDate('planned_start_on').notNull(),
    startedOn: isoDate('started_on'),
    completedOn: isoDate('completed_on'),
    investment: yuan('investment').notNull(),
    beneficiaryHouseholds: integer('beneficiary_households').notNull(),
    ...operator(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.projectNumber), byRegion(table)],
);

/** Industry bases (产业基地). An import matches on the base's number. */
export const industryBases = pgTable(
  'industry_bases',
  {
    id: recordId(),
    baseNumber: bytewiseText('base_number').notNull(),
    name: text('name').notNull(),
    regionCode: regionCode().notNull(),
    sector: code('sector', INDUSTRY_SECTORS).notNull(),
    product: text('product').notNull(),
    oneVillageOneProduct: boolean('one_village_one_product').notNull(),
    areaMu: mu('area_mu').notNull(),
    households: integer('households').notNull(),
    establishedOn: isoDate('established_on').notNull(),
    ...operator(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.baseNumber), byRegion(table)],
);

/** Leading enterprises (龙头企业). An import matches on the registration code. */
export const leadingEnterprises = pgTable(
  'leading_enterprises',
  {
    ...businessEntity(),
    certification: code('certification', CERTIFICATION_LEVELS),
    certifiedOn: isoDate('certified_on'),
    supportReceived: yuan('support_received').notNull(),
    jobs: integer('jobs').notNull(),
    jobsForPoor: integer('jobs_for_poor').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.registrationCode), byRegion(table)],
);

/** Cooperatives (农民合作社). An import matches on the registration code. */
export const cooperatives = pgTable(
  'cooperatives',
  {
    ...businessEntity(),
    foundedOn: isoDate('founded_on').notNull(),
    memberHouseholds: integer('member_households').notNull(),
    peopleRaised: integer('people_raised').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.registrationCode), byRegion(table)],
);

/** Businesses that entrepreneurs lead (领办经营主体). An import matches on the registration code. */
export const ledBusinesses = pgTable(
  'led_businesses',
  {
    ...businessEntity(),
    form: code('form', LED_BUSINESS_FORMS).notNull(),
    /** The entrepreneur who leads it. */
    personId: personId(),
    peopleLifted: integer('people_lifted').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.registrationCode),
    byRegion(table),
    index().on(table.personId, table.registrationCode, table.id),
  ],
);

/** Entrepreneurs of the villages (创业致富带头人). An import matches on the person. */
export const entrepreneurs = pgTable(
  'entrepreneurs',
  {
    id: recordId(),
    personId: personId(),
    householdId: householdId(),
    regionCode: regionCode().notNull(),
    stage: code('stage', ENTREPRENEUR_STAGES).notNull(),
    sector: code('sector', INDUSTRY_SECTORS).notNull(),
    selectedOn: isoDate('selected_on').notNull(),
    trainedOn: isoDate('trained_on'),
    leadingSince: isoDate('leading_since'),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.personId), byRegion(table)],
);

/** Workshops (扶贫车间). An import matches on the workshop's number. */
export const workshops = pgTable(
  'workshops',
  {
    id: recordId(),
    workshopNumber: bytewiseText('workshop_number').notNull(),
    name: text('name').notNull(),
    regionCode: regionCode().notNull(),
    product: text('product').notNull(),
    operation: code('operation', OPERATING_STATES).notNull(),
    suspendedOn: isoDate('suspended_on'),
    resumedOn: isoDate('resumed_on'),
    jobs: integer('jobs').notNull(),
    jobsForPoor: integer('jobs_for_poor').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.workshopNumber), byRegion(table)],
);

/** Industry guides (产业发展指导员). An import matches on the guide's number. */
export const industryGuides = pgTable(
  'industry_guides',
  {
    id: recordId(),
    guideNumber: bytewiseText('guide_number').notNull(),
    name: text('name').notNull(),
    organisation: text('organisation').notNull(),
    regionCode: regionCode().notNull(),
    sector: code('sector', INDUSTRY_SECTORS).notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.guideNumber), byRegion(table)],
);

/** Counties with a demonstration of e-commerce (电商示范县). An import matches on the county. */
export const ecommerceCounties = pgTable(
  'ecommerce_counties',
  {
    id: recordId(),
    regionCode: regionCode().notNull(),
    approvedYear: integer('approved_year').notNull(),
    produceSales: code('produce_sales', ECOMMERCE_MEASURE_STATUSES).notNull(),
    onlineSales: yuan('online_sales').notNull(),
    logistics: code('logistics', ECOMMERCE_MEASURE_STATUSES).notNull(),
    villagesWithDelivery: integer('villages_with_delivery').notNull(),
    training: code('training', ECOMMERCE_MEASURE_STATUSES).notNull(),
    peopleTrained: integer('people_trained').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.regionCode), byRegion(table)],
);
