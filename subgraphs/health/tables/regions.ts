import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytewiseText, code, isoDate, provenance, recordId, regionCode, yuan } from '@hearth/kit/columns.ts';
import {
  HEALTH_BENEFITS,
  BENEFIT_POPULATIONS,
  PREVENTION_SERVICE_KINDS,
  HEALTH_FACILITY_LEVELS,
  HOSPITAL_GRADES,
  HEALTH_WORKFORCE_GROUPS,
} from '../codes.ts';

/** Which region a record is about, with its key. */
const aboutRegion = () => ({ id: recordId(), regionCode: regionCode().notNull() });

/** Who is entitled to which benefit (健康扶贫政策范围). An import matches on region, benefit, population and start. */
export const healthBenefitRules = pgTable(
  'health_benefit_rules',
  {
    ...aboutRegion(),
    benefit: code('benefit', HEALTH_BENEFITS).notNull(),
    population: code('population', BENEFIT_POPULATIONS).notNull(),
    startedOn: isoDate('started_on').notNull(),
    endedOn: isoDate('ended_on'),
    document: text('document').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.regionCode, table.benefit, table.population, table.startedOn),
    index().on(table.regionCode, table.startedOn, table.id),
  ],
);

/** Programmes of prevention (预防保健项目). An import matches on region, kind and year. */
export const preventionProgrammes = pgTable(
  'prevention_programmes',
  {
    ...aboutRegion(),
    kind: code('kind', PREVENTION_SERVICE_KINDS).notNull(),
    year: integer('year').notNull(),
    targetPeople: integer('target_people').notNull(),
    reachedPeople: integer('reached_people').notNull(),
    cost: yuan('cost').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.regionCode, table.kind, table.year),
    index().on(table.regionCode, table.year, table.id),
  ],
);

/** Hospitals and clinics (医疗卫生机构). An import matches on the facility's code. */
export const healthFacilities = pgTable(
  'health_facilities',
  {
    ...aboutRegion(),
    code: bytewiseText('code').notNull(),
    name: text('name').notNull(),
    level: code('level', HEALTH_FACILITY_LEVELS).notNull(),
    grade: code('grade', HOSPITAL_GRADES).notNull(),
    public: boolean('public').notNull(),
    standardised: boolean('standardised').notNull(),
    doctors: integer('doctors').notNull(),
    qualifiedDoctors: integer('qualified_doctors').notNull(),
    beds: integer('beds').notNull(),
    remoteConsultation: boolean('remote_consultation').notNull(),
    oneStopSettlement: boolean('one_stop_settlement').notNull(),
    consortiumCode: bytewiseText('consortium_code'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.code),
    index().on(table.regionCode, table.code),
    index().on(table.consortiumCode, table.regionCode, table.code),
  ],
);

/** Hospitals and those that support them (医院对口帮扶). An import matches on both codes and the first day. */
export const hospitalPairings = pgTable(
  'hospital_pairings',
  {
    ...aboutRegion(),
    supportedHospitalCode: bytewiseText('supported_hospital_code').notNull(),
    supportedHospitalName: text('supported_hospital_name').notNull(),
    supportingHospitalCode: bytewiseText('supporting_hospital_code').notNull(),
    supportingHospitalName: text('supporting_hospital_name').notNull(),
    startedOn: isoDate('started_on').notNull(),
    endedOn: isoDate('ended_on'),
    specialistsSent: integer('specialists_sent').notNull(),
    departmentsBuilt: integer('departments_built').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.supportedHospitalCode, table.supportingHospitalCode, table.startedOn),
    index().on(table.regionCode, table.startedOn, table.id),
  ],
);

/** Counties' facilities that act as one (县域医共体). An import matches on the consortium's code. */
export const medicalConsortia = pgTable(
  'medical_consortia',
  {
    ...aboutRegion(),
    code: bytewiseText('code').notNull(),
    name: text('name').notNull(),
    leadHospitalCode: bytewiseText('lead_hospital_code').notNull(),
    leadHospitalName: text('lead_hospital_name').notNull(),
    countyTownshipIntegrated: boolean('county_township_integrated').notNull(),
    townshipVillageIntegrated: boolean('township_village_integrated').notNull(),
    establishedOn: isoDate('established_on').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.code), index().on(table.regionCode, table.code)],
);

/** Health workers of a year (卫生人才). An import matches on region, group and year. */
export const healthWorkforce = pgTable(
  'health_workforce',
  {
    ...aboutRegion(),
    group: code('group', HEALTH_WORKFORCE_GROUPS).notNull(),
    year: integer('year').notNull(),
    planned: integer('planned').notNull(),
    present: integer('present').notNull(),
    qualified: integer('qualified').notNull(),
    departed: integer('departed').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.regionCode, table.group, table.year),
    index().on(table.regionCode, table.year, table.id),
  ],
);
