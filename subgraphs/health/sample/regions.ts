import type { SampleRegion } from '@hearth/kit/sample/regions.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import {
  HEALTH_BENEFITS,
  HEALTH_WORKFORCE_GROUPS,
  type HealthFacilityLevel,
  type HospitalGrade,
  PREVENTION_SERVICE_KINDS,
} from '../codes.ts';
import {
  consortiumOf,
  countyHospital,
  prefectureHospital,
  provinceHospital,
  type SampleFacility,
  townshipClinic,
  villageClinic,
} from './facilities.ts';

/** What a region has of its own: facilities, those who work there, programmes and rules. */
export function regionRows(region: SampleRegion, context: SampleContext): RowsByKind {
  const { code } = region;
  switch (region.level) {
    case 'PROVINCE':
      return {
        'health-facilities': [facility(provinceHospital(code), region, 'CITY_HOSPITAL', context)],
        'health-benefit-rules': HEALTH_BENEFITS.map((benefit) => ({
          region_code: code,
          benefit,
          population: 'ASSISTED',
          started_on: '2018-01-01',
          document: `${region.name}健康扶贫三年攻坚实施方案`,
        })),
      };
    case 'PREFECTURE':
      return { 'health-facilities': [facility(prefectureHospital(code), region, 'CITY_HOSPITAL', context)] };
    case 'COUNTY':
      return countyRows(region, context);
    case 'TOWNSHIP':
      return { 'health-facilities': [facility(townshipClinic(code), region, 'TOWNSHIP_CLINIC', context)] };
    case 'VILLAGE':
      return { 'health-facilities': [facility(villageClinic(code), region, 'VILLAGE_CLINIC', context)] };
  }
}

function countyRows(county: SampleRegion, context: SampleContext): RowsByKind {
  const { code } = county;
  const { random } = context;
  const hospital = countyHospital(code);
  const consortium = consortiumOf(code);
  return {
    'health-facilities': [
      facility(hospital, county, 'COUNTY_HOSPITAL', context),
      facility({ code: `${code}-02`, name: `${county.name}中医医院` }, county, 'COUNTY_HOSPITAL', context),
    ],
    'medical-consortia': [
      {
        consortium_code: consortium.code,
        consortium_name: consortium.name,
        region_code: code,
        lead_hospital_code: hospital.code,
        lead_hospital_name: hospital.name,
        county_township_integrated: 'Y',
        township_village_integrated: random.chance(0.7) ? 'Y' : 'N',
        established_on: `20${random.integer(17, 21)}-07-01`,
      },
    ],
    'hospital-pairings': pairingRows(county, hospital, context),
    'health-workforce': HEALTH_WORKFORCE_GROUPS.map((group) => workforceRow(county, group, context)),
    'prevention-programmes': PREVENTION_SERVICE_KINDS.map((kind) => programmeRow(county, kind, context)),
    'health-benefit-rules': random.chance(0.6)
      ? [
          {
            region_code: code,
            benefit: random.pick(HEALTH_BENEFITS),
            population: 'ALL_RURAL',
            started_on: '2021-01-01',
            document: `${county.name}健康扶贫同乡村振兴有效衔接实施方案`,
          },
        ]
      : [],
  };
}

/** Doctors and beds of a facility of each level: at least and at most. */
const SIZES: Record<HealthFacilityLevel, { doctors: [number, number]; beds: [number, number] }> = {
  VILLAGE_CLINIC: { doctors: [1, 3], beds: [0, 2] },
  TOWNSHIP_CLINIC: { doctors: [6, 28], beds: [15, 60] },
  COUNTY_HOSPITAL: { doctors: [60, 260], beds: [150, 600] },
  CITY_HOSPITAL: { doctors: [300, 1_500], beds: [800, 3_000] },
};

/** A village in fifty has nobody qualified, so that coverage is something to look at. */
function facility(
  { code, name }: SampleFacility,
  region: SampleRegion,
  level: HealthFacilityLevel,
  { random }: SampleContext,
): SampleRow {
  const { doctors: doctorsOf, beds } = SIZES[level];
  const doctors = random.integer(...doctorsOf);
  const isVillage = level === 'VILLAGE_CLINIC';
  const isCity = level === 'CITY_HOSPITAL';
  const lacksDoctor = isVillage && random.chance(0.02);
  return {
    facility_code: code,
    facility_name: name,
    region_code: region.code,
    level,
    grade: gradeOf(level),
    public: 'Y',
    standardised: random.chance(0.96) ? 'Y' : 'N',
    doctors,
    qualified_doctors: lacksDoctor ? 0 : random.integer(Math.ceil(doctors * 0.6), doctors),
    beds: random.integer(...beds),
    remote_consultation: !isVillage || random.chance(0.3) ? 'Y' : 'N',
    one_stop_settlement: isCity && random.chance(0.3) ? 'N' : 'Y',
    consortium_code: isCity ? null : consortiumOf(region.code).code,
  };
}

function gradeOf(level: HealthFacilityLevel): HospitalGrade {
  switch (level) {
    case 'VILLAGE_CLINIC':
      return 'UNGRADED';
    case 'TOWNSHIP_CLINIC':
      return 'PRIMARY';
    case 'COUNTY_HOSPITAL':
      return 'SECONDARY';
    case 'CITY_HOSPITAL':
      return 'TERTIARY';
  }
}

/** Eastern hospitals, which the register of facilities does not have. */
const EASTERN_HOSPITALS: readonly SampleFacility[] = [
  { code: 'EAST-SH-01', name: '上海市东方医院' },
  { code: 'EAST-GD-01', name: '中山市人民医院' },
  { code: 'EAST-ZJ-01', name: '杭州市第一人民医院' },
  { code: 'EAST-SD-01', name: '青岛市立医院' },
];

/** Every county hospital is supported by one of the province, many by an eastern one too. */
function pairingRows(county: SampleRegion, hospital: SampleFacility, { random }: SampleContext): SampleRow[] {
  const supporters = [
    provinceHospital(county.code),
    ...(random.chance(0.6) ? [random.pick(EASTERN_HOSPITALS)] : []),
  ];
  return supporters.map((supporter) => ({
    region_code: county.code,
    supported_hospital_code: hospital.code,
    supported_hospital_name: hospital.name,
    supporting_hospital_code: supporter.code,
    supporting_hospital_name: supporter.name,
    started_on: `20${random.integer(16, 21)}-05-01`,
    specialists_sent: random.integer(5, 60),
    departments_built: random.integer(1, 8),
  }));
}

const WORKFORCE_PLANS = {
  ORDER_TRAINED_STUDENTS: 12,
  SPECIAL_POST_GENERAL_PRACTITIONERS: 8,
  VILLAGE_DOCTORS: 180,
} as const;

function workforceRow(
  county: SampleRegion,
  group: keyof typeof WORKFORCE_PLANS,
  { random, today }: SampleContext,
): SampleRow {
  const planned = WORKFORCE_PLANS[group] + random.integer(0, 6);
  const present = random.integer(Math.ceil(planned * 0.7), planned);
  return {
    region_code: county.code,
    group,
    year: today.slice(0, 4),
    planned,
    present,
    qualified: random.integer(Math.ceil(present * 0.5), present),
    departed: random.integer(0, 3),
  };
}

function programmeRow(county: SampleRegion, kind: string, { random, today }: SampleContext): SampleRow {
  const target = random.integer(400, 20_000);
  const reached = random.integer(Math.ceil(target * 0.75), target);
  return {
    region_code: county.code,
    kind,
    year: today.slice(0, 4),
    target_people: target,
    reached_people: reached,
    cost: reached * random.integer(8, 60),
  };
}
