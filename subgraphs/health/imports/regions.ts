import {
  code,
  identifier,
  integer,
  isoDate,
  optional,
  text,
  year,
  yesNo,
  yuan,
} from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import { region } from '@hearth/kit/imports/register-cells.ts';
import { regionLevel } from '@hearth/schema/protocol/region-code.ts';
import {
  BENEFIT_POPULATIONS,
  HEALTH_BENEFITS,
  HEALTH_FACILITY_LEVELS,
  HEALTH_WORKFORCE_GROUPS,
  HOSPITAL_GRADES,
  PREVENTION_SERVICE_KINDS,
} from '../codes.ts';
import { isGradeOf, servesRegion } from '../rules.ts';
import {
  healthBenefitRules,
  healthFacilities,
  healthWorkforce,
  hospitalPairings,
  medicalConsortia,
  preventionProgrammes,
} from '../tables.ts';
import { endedOn, endsAfterStart, startedOn } from './cells.ts';

const healthFacilityFile = exchangeFile({
  kind: 'health-facilities',
  description:
    'Hospitals and clinics with their doctors and equipment (医疗卫生机构), from the register of facilities (医疗机构电子化注册系统).',
  sourceSystem: '医疗机构电子化注册系统',
  table: healthFacilities,
  key: ['code'],
  columns: [
    identifier('code', { column: 'facility_code', meaning: 'Code (机构代码)' }),
    text('name', { column: 'facility_name', max: 100, meaning: 'Name (机构名称)' }),
    region('regionCode', { meaning: 'The region that it serves (服务地区)' }),
    code('level', HEALTH_FACILITY_LEVELS, { meaning: 'Level (机构层级)' }),
    code('grade', HOSPITAL_GRADES, { meaning: 'Grade (医院等级)' }),
    yesNo('public', { meaning: 'Run by the state or a village (是否公立)' }),
    yesNo('standardised', { meaning: 'Reaches the standard of its level (是否标准化建设达标)' }),
    integer('doctors', { max: 100_000, meaning: 'Doctors (医生数)' }),
    integer('qualifiedDoctors', { max: 100_000, meaning: 'Of these, qualified ones (合格医生数)' }),
    integer('beds', { max: 100_000, meaning: 'Beds (床位数)' }),
    yesNo('remoteConsultation', { meaning: 'Remote consultation (是否开通远程医疗)' }),
    yesNo('oneStopSettlement', { meaning: 'One window settles all (是否实现一站式结算)' }),
    optional(identifier('consortiumCode', { meaning: 'Its consortium (所属医共体代码)' })),
  ],
  checks: [
    {
      name: 'SERVES_ITS_LEVEL',
      rule: 'A village clinic serves a village, a township clinic a township, a county hospital a county, a city hospital a prefecture or province.',
      holds: ({ level, regionCode }) => servesRegion(level, regionLevel(regionCode)),
    },
    {
      name: 'GRADE_OF_LEVEL',
      rule: 'A village clinic has no grade, a township clinic none above the second.',
      holds: ({ level, grade }) => isGradeOf(level, grade),
    },
    {
      name: 'QUALIFIED_WITHIN_DOCTORS',
      rule: 'qualified_doctors is not more than doctors.',
      holds: ({ qualifiedDoctors, doctors }) => qualifiedDoctors <= doctors,
    },
  ],
});

const hospitalPairingFile = exchangeFile({
  kind: 'hospital-pairings',
  description:
    'County hospitals and the city hospitals that support them (三级医院对口帮扶县级医院), from the provinces’ pairing lists (对口帮扶台账).',
  sourceSystem: '对口帮扶台账',
  table: hospitalPairings,
  key: ['supportedHospitalCode', 'supportingHospitalCode', 'startedOn'],
  columns: [
    region('regionCode', { meaning: 'Where the supported hospital is (受援地区)' }),
    identifier('supportedHospitalCode', { meaning: 'Code of the supported hospital (受援医院代码)' }),
    text('supportedHospitalName', { max: 100, meaning: 'Its name (受援医院名称)' }),
    identifier('supportingHospitalCode', { meaning: 'Code of the supporting hospital (支援医院代码)' }),
    text('supportingHospitalName', { max: 100, meaning: 'Its name (支援医院名称)' }),
    startedOn('First day (帮扶起始日期)'),
    optional(endedOn('Last day (帮扶截止日期)')),
    integer('specialistsSent', { max: 10_000, meaning: 'Specialists sent so far (派驻专家人数)' }),
    integer('departmentsBuilt', { max: 100, meaning: 'Departments opened or renewed (新建或提升专科数)' }),
  ],
  checks: [
    endsAfterStart,
    {
      name: 'TWO_HOSPITALS',
      rule: 'A hospital does not support itself.',
      holds: (pairing) => pairing.supportedHospitalCode !== pairing.supportingHospitalCode,
    },
  ],
});

const medicalConsortiumFile = exchangeFile({
  kind: 'medical-consortia',
  description:
    'Counties’ hospitals and clinics that act as one (县域医共体), from the counties’ health bureaus (县域医共体建设台账).',
  sourceSystem: '县域医共体建设台账',
  table: medicalConsortia,
  key: ['code'],
  columns: [
    identifier('code', { column: 'consortium_code', meaning: 'Code (医共体代码)' }),
    text('name', { column: 'consortium_name', max: 100, meaning: 'Name (医共体名称)' }),
    region('regionCode', { meaning: 'County (所在县)' }),
    identifier('leadHospitalCode', { meaning: 'Code of the hospital that leads (牵头医院代码)' }),
    text('leadHospitalName', { max: 100, meaning: 'Its name (牵头医院名称)' }),
    yesNo('countyTownshipIntegrated', { meaning: 'County and townships are one (是否县乡一体)' }),
    yesNo('townshipVillageIntegrated', { meaning: 'Townships and villages are one (是否乡村一体)' }),
    isoDate('establishedOn', { meaning: 'Day of founding (成立日期)' }),
  ],
  checks: [
    {
      name: 'REGION_IS_COUNTY',
      rule: 'A consortium belongs to a county.',
      holds: ({ regionCode }) => regionLevel(regionCode) === 'COUNTY',
    },
  ],
});

const healthWorkforceFile = exchangeFile({
  kind: 'health-workforce',
  description:
    'Health workers in training and in post, one row a region, group and year (卫生人才), from the provinces’ health commissions (卫生人才培养台账).',
  sourceSystem: '卫生人才培养台账',
  table: healthWorkforce,
  key: ['regionCode', 'group', 'year'],
  columns: [
    region('regionCode', { meaning: 'Where (地区)' }),
    code('group', HEALTH_WORKFORCE_GROUPS, { meaning: 'Group (人才类别)' }),
    year('year', { meaning: 'Calendar year (年度)' }),
    integer('planned', { meaning: 'Places planned (计划人数)' }),
    integer('present', { meaning: 'In training or in post at the end of the year (在读或在岗人数)' }),
    integer('qualified', { meaning: 'Of these, with the licence the post asks for (具备执业资格人数)' }),
    integer('departed', { meaning: 'Left during the year (流失人数)' }),
  ],
  checks: [
    {
      name: 'QUALIFIED_WITHIN_PRESENT',
      rule: 'qualified is not more than present.',
      holds: ({ qualified, present }) => qualified <= present,
    },
  ],
});

const preventionProgrammeFile = exchangeFile({
  kind: 'prevention-programmes',
  description:
    'Programmes that prevent illness, one row a region, kind and year (预防保健项目), from the counties’ health bureaus (基本公共卫生服务项目台账).',
  sourceSystem: '基本公共卫生服务项目台账',
  table: preventionProgrammes,
  key: ['regionCode', 'kind', 'year'],
  columns: [
    region('regionCode', { meaning: 'Where (项目地区)' }),
    code('kind', PREVENTION_SERVICE_KINDS, { meaning: 'Kind (服务类别)' }),
    year('year', { meaning: 'Calendar year (年度)' }),
    integer('targetPeople', { meaning: 'People to be reached (目标人数)' }),
    integer('reachedPeople', { meaning: 'People reached (服务人数)' }),
    yuan('cost', { meaning: 'Spent, yuan (投入资金)' }),
  ],
});

const healthBenefitRuleFile = exchangeFile({
  kind: 'health-benefit-rules',
  description:
    'Who is entitled to which health benefit from when on (健康扶贫政策范围), from the provinces’ and counties’ policy documents (健康扶贫政策文件).',
  sourceSystem: '健康扶贫政策文件',
  table: healthBenefitRules,
  key: ['regionCode', 'benefit', 'population', 'startedOn'],
  columns: [
    region('regionCode', { meaning: 'Where it holds (适用地区)' }),
    code('benefit', HEALTH_BENEFITS, { meaning: 'Benefit (政策)' }),
    code('population', BENEFIT_POPULATIONS, { meaning: 'For whom (覆盖人群)' }),
    startedOn('First day (生效日期)'),
    optional(endedOn('Last day (失效日期)')),
    text('document', { meaning: 'Title of the document (政策文件)' }),
  ],
  checks: [endsAfterStart],
});

/** The files about regions. */
export const regionFiles = [
  medicalConsortiumFile,
  healthFacilityFile,
  hospitalPairingFile,
  healthWorkforceFile,
  preventionProgrammeFile,
  healthBenefitRuleFile,
];
