import {
  birthDate,
  code,
  codes,
  identifier,
  integer,
  isoDate,
  optional,
  regionCode,
  text,
  yesNo,
} from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import { citizenId, household, personName, region } from '@hearth/kit/imports/register-cells.ts';
import { parentRegion, regionLevel } from '@hearth/schema/protocol/region-code.ts';
import {
  DISASTER_KINDS,
  ETHNIC_GROUPS,
  HEALTH_STATES,
  HOUSEHOLD_KINDS,
  LABOUR_CAPACITIES,
  MONITORING_CATEGORIES,
  POVERTY_DESIGNATIONS,
  RELATIONS_TO_HEAD,
  RISK_CAUSES,
  SEXES,
  WORKPLACE_REACHES,
} from '../codes.ts';
import { fitsSex } from '../rules.ts';
import { households, identities, persons, regions } from '../tables.ts';
import { REGISTER_SYSTEM } from './checks.ts';

const regionsFile = exchangeFile({
  kind: 'regions',
  description:
    'Divisions of all levels (行政区划). They come first: every other file names regions by their codes. Level and parent follow from the code.',
  sourceSystem: '统计用区划代码',
  table: regions,
  key: ['code'],
  columns: [
    regionCode('code', { column: 'region_code', meaning: 'Division code (区划代码)' }),
    text('name', { max: 100, meaning: 'Name without the names above it (名称)' }),
    code('povertyDesignation', POVERTY_DESIGNATIONS, {
      meaning: 'What it was designated as (贫困县/贫困村标识)',
    }),
    optional(isoDate('exitedOn', { meaning: 'Day of delisting or exit (摘帽/出列日期)' })),
  ],
  checks: [
    {
      name: 'EXIT_OF_THE_DESIGNATED',
      rule: 'Only a designated county or village exits.',
      holds: ({ povertyDesignation, exitedOn }) => exitedOn === null || povertyDesignation !== 'NONE',
    },
  ],
  derive: (row) => ({ level: regionLevel(row.code), parentCode: parentRegion(row.code) }),
  announces: (row) => ({ entity: 'REGION', code: row.code }),
});

const householdsFile = exchangeFile({
  kind: 'households',
  description:
    'Households of the register (农户), before their members. A household keeps its number for ever.',
  sourceSystem: REGISTER_SYSTEM,
  table: households,
  key: ['id'],
  columns: [
    identifier('id', { column: 'household_number', meaning: 'Household number (户编号)' }),
    region('regionCode', { meaning: 'Division code of its village (所在村区划代码)' }),
    optional(text('naturalVillage', { max: 100, meaning: 'Natural village or group (自然村/村民小组)' })),
    optional(text('address', { sensitive: true, meaning: 'Address (家庭住址)' })),
    optional(text('phone', { max: 30, sensitive: true, meaning: 'Telephone (联系电话)' })),
    code('kind', HOUSEHOLD_KINDS, { meaning: 'What it is held for (户类型)' }),
    code('monitoringCategory', MONITORING_CATEGORIES, { meaning: 'How it is monitored (监测类别)' }),
    codes('riskCauses', RISK_CAUSES, { max: 5, meaning: 'Causes, the gravest first (风险类型)' }),
    codes('disasterKinds', DISASTER_KINDS, { meaning: 'Disasters behind the cause DISASTER (灾害类型)' }),
    optional(isoDate('liftedOn', { meaning: 'Day on which it was lifted out of poverty (脱贫日期)' })),
    yesNo('relocated', { meaning: 'Moved in the relocation programme (是否易地搬迁)' }),
    optional(text('relocationSite', { meaning: 'Where it was moved to (安置点)' })),
    yesNo('noLabourForce', { meaning: 'No member can work (整户无劳动能力)' }),
  ],
  checks: [
    {
      name: 'MONITORED_FOR_A_CAUSE',
      rule: 'A monitored household has at least one cause.',
      holds: ({ monitoringCategory, riskCauses }) => monitoringCategory === 'NONE' || riskCauses.length > 0,
    },
    {
      name: 'DISASTER_KINDS_OF_A_DISASTER',
      rule: 'Kinds of disaster are given only when DISASTER is among the causes.',
      holds: ({ riskCauses, disasterKinds }) => disasterKinds.length === 0 || riskCauses.includes('DISASTER'),
    },
    {
      name: 'SITE_OF_THE_RELOCATED',
      rule: 'Only a relocated household has a relocation site.',
      holds: ({ relocated, relocationSite }) => relocated || relocationSite === null,
    },
    {
      name: 'DAY_OF_THE_LIFTED',
      rule: 'Only a lifted household has a day on which it was lifted.',
      holds: ({ kind, liftedOn }) => kind !== 'ORDINARY' || liftedOn === null,
    },
  ],
  announces: (row) => ({ entity: 'HOUSEHOLD', id: row.id, regionCode: row.regionCode, current: true }),
});

const personsFile = exchangeFile({
  kind: 'persons',
  description:
    'Members of households (家庭成员). The citizen ID is sealed at once and kept apart; all other files find the person by it and the name.',
  sourceSystem: REGISTER_SYSTEM,
  table: persons,
  key: ['id'],
  columns: [
    identifier('id', { column: 'person_number', meaning: 'Person number (人员编号)' }),
    household('householdId'),
    personName({ name: 'name', hash: 'nameHash' }),
    optional(citizenId({ sealed: 'sealedCitizenId', hash: 'citizenIdHash', masked: 'citizenId' })),
    code('sex', SEXES, { meaning: 'Sex (性别)' }),
    birthDate('birthDate', { meaning: 'Date of birth (出生日期)' }),
    optional(code('ethnicity', ETHNIC_GROUPS, { meaning: 'Ethnic group (民族)' })),
    code('relationToHead', RELATIONS_TO_HEAD, { meaning: 'Relation to the head (与户主关系)' }),
    codes('healthStates', HEALTH_STATES, { meaning: 'State of health (健康状况)' }),
    code('labourCapacity', LABOUR_CAPACITIES, { meaning: 'What work the person can do (劳动能力)' }),
    optional(code('workplace', WORKPLACE_REACHES, { meaning: 'Where the person works (务工地点)' })),
    integer('monthsWorkedThisYear', { max: 12, meaning: 'Months worked this year (本年务工月数)' }),
    yesNo('lowIncomeAllowance', { meaning: 'Low-income allowance (是否享受低保)' }),
    yesNo('destituteSupport', { meaning: 'Destitute support (是否特困供养)' }),
  ],
  checks: [
    {
      name: 'HEALTHY_STANDS_ALONE',
      rule: 'A state of health is given; HEALTHY stands alone.',
      holds: ({ healthStates }) =>
        healthStates.length === 1 || (healthStates.length > 1 && !healthStates.includes('HEALTHY')),
    },
    {
      name: 'SEX_FITS_CITIZEN_ID',
      rule: 'The 17th digit of the citizen ID is odd for men and even for women.',
      holds: ({ sex, citizenId: masked }) => masked === null || fitsSex(masked, sex),
    },
    {
      name: 'ALLOWANCE_OR_SUPPORT',
      rule: 'Nobody receives both the low-income allowance and destitute support.',
      holds: ({ lowIncomeAllowance, destituteSupport }) => !(lowIncomeAllowance && destituteSupport),
    },
    {
      name: 'WORKPLACE_OF_A_WORKER',
      rule: 'Whoever has months of work has a workplace.',
      holds: ({ workplace, monthsWorkedThisYear }) => monthsWorkedThisYear === 0 || workplace !== null,
    },
  ],
  alsoInto: [
    {
      table: identities,
      key: ['personId'],
      row: ({ id, sealedCitizenId, citizenIdHash }) =>
        citizenIdHash === null ? null : { personId: id, sealedCitizenId, citizenIdHash },
    },
  ],
  announces: ({ id, householdId, citizenIdHash, nameHash }) => ({
    entity: 'PERSON',
    id,
    householdId,
    citizenIdHash,
    nameHash,
  }),
});

/** The register itself: regions, then households, then persons. */
export const registerFiles = [regionsFile, householdsFile, personsFile];
