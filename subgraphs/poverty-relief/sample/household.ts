import type { SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { SamplePerson } from '@hearth/kit/sample/person.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import { farmlandOf, isHelped, isInsured, postOf } from '@hearth/kit/sample/support.ts';
import { disasterRows } from './disaster.ts';
import { monitoringRows } from './monitoring.ts';
import { responsibleOf } from './numbers.ts';

/** What poverty relief keeps of a household of the sample. */
export function household(family: SampleHousehold, context: SampleContext): RowsByKind {
  const { members } = family;
  return {
    households: [householdRow(family, context)],
    persons: members.map((member) => personRow(member, family)),
    incomes: [incomeRow(family)],
    'living-conditions': [livingConditionsRow(family, context)],
    'safeguard-surveys': [safeguardSurveyRow(family, context)],
    'employment-records': members.flatMap((member) => employmentRows(member, context)),
    'public-welfare-posts': postRows(family, context),
    'assistance-assignments': isHelped(family) ? [assignmentRow(family, context)] : [],
    'exit-assessments': exitRows(family, context),
    ...disasterRows(family, context),
    ...monitoringRows(family, context),
  };
}

function householdRow(family: SampleHousehold, { random }: SampleContext): SampleRow {
  const { id, village, kind, members, riskCauses, isRelocated } = family;
  return {
    household_number: id,
    region_code: village.code,
    natural_village: `${random.integer(1, 12)}组`,
    address: `${village.name}${random.integer(1, 200)}号`,
    phone: `1380000${String(random.integer(0, 9_999)).padStart(4, '0')}`,
    kind,
    monitoring_category: family.monitoringCategory,
    risk_causes: riskCauses.join(';'),
    disaster_kinds: riskCauses.includes('DISASTER') ? 'FLOOD' : '',
    lifted_on: kind === 'ORDINARY' ? null : `${random.integer(2014, 2020)}-12-31`,
    relocated: isRelocated,
    relocation_site: isRelocated ? `${village.name}安置点` : null,
    no_labour_force: members.every(({ labourCapacity }) => ['LOST', 'NONE'].includes(labourCapacity)),
  };
}

const ETHNIC_GROUPS: Readonly<Record<string, string>> = {
  汉族: 'HAN',
  彝族: 'YI',
  壮族: 'ZHUANG',
  苗族: 'MIAO',
  土家族: 'TUJIA',
  藏族: 'ZANG',
  回族: 'HUI',
  维吾尔族: 'UYGUR',
};

function personRow(person: SamplePerson, { id, kind }: SampleHousehold): SampleRow {
  return {
    person_number: person.id,
    household_number: id,
    name: person.name,
    citizen_id: person.citizenId,
    sex: person.sex,
    birth_date: person.birthDate,
    ethnicity: ETHNIC_GROUPS[person.ethnicity] ?? 'OTHER',
    relation_to_head: relationOf(person),
    health_states: person.healthStates.join(';'),
    labour_capacity: person.labourCapacity,
    workplace: person.work?.place,
    months_worked_this_year: person.work?.months ?? 0,
    low_income_allowance: kind === 'LIFTED_DIBAO',
    destitute_support: kind === 'LIFTED_TEKUN',
  };
}

function relationOf({ relation, sex }: SamplePerson): string {
  if (relation === 'CHILD') return sex === 'MALE' ? 'SON' : 'DAUGHTER';
  if (relation === 'CHILD_IN_LAW') return sex === 'MALE' ? 'SON_IN_LAW' : 'DAUGHTER_IN_LAW';
  return relation;
}

function incomeRow({ id, income, members }: SampleHousehold): SampleRow {
  const { year, wage, business, property, transfer, expense } = income;
  return {
    household_number: id,
    year,
    wage,
    business,
    property,
    transfer,
    business_expense: expense,
    net: wage + business + property + transfer - expense,
    member_count: members.length,
  };
}

function livingConditionsRow(family: SampleHousehold, context: SampleContext): SampleRow {
  const { random, daysAgo } = context;
  return {
    household_number: family.id,
    surveyed_on: daysAgo(random.integer(30, 300)),
    farmland_mu: farmlandOf(family, context),
    forest_mu: random.integer(0, 60) / 2,
    road: random.weighted({ CONCRETE: 70, ASPHALT: 15, GRAVEL: 10, EARTH: 5 }),
    house_grade: random.weighted({ A: 60, B: 35, C: 4, D: 1 }),
    house_area_square_metres: random.integer(60, 180),
    power: 'GRID',
    water_source: random.weighted({ PIPED: 80, WELL: 8, SPRING: 10, CISTERN: 2 }),
    water_litres_per_person_day: random.chance(0.97) ? random.integer(36, 90) : random.integer(15, 34),
    in_dry_area: false,
    water_quality_met: random.chance(0.98),
    water_fetch_minutes: random.chance(0.97) ? random.integer(0, 12) : random.integer(21, 40),
    water_outage_days_per_year: random.integer(0, 30),
  };
}

function safeguardSurveyRow(family: SampleHousehold, context: SampleContext): SampleRow {
  const { members } = family;
  const { random, daysAgo } = context;
  return {
    household_number: family.id,
    surveyed_on: daysAgo(random.integer(30, 200)),
    surveyed_by: '村级网格员',
    compulsory_age_children: members.filter(({ age }) => age >= 6 && age <= 15).length,
    children_out_of_school: members.filter(({ isDropout }) => isDropout).length,
    members_without_insurance: members.filter((member) => !isInsured(member, family, context)).length,
    members_without_treatment: random.chance(0.01) ? 1 : 0,
  };
}

function employmentRows(person: SamplePerson, { random, daysAgo }: SampleContext): SampleRow[] {
  if (!person.work) return [];
  const isOver = random.chance(0.15);
  return [
    {
      citizen_id: person.citizenId,
      name: person.name,
      employer: random.pick(['建筑工地', '电子厂', '服装厂', '餐饮店', '物流公司', '合作社']),
      reach: person.work.place,
      monthly_wage: random.integer(22, 52) * 100,
      started_on: daysAgo(person.work.months * 30),
      ended_on: isOver ? daysAgo(20) : null,
      end_reason: isOver ? random.pick(['JOB_LOST', 'CONTRACT_ENDED', 'RETURNED_HOME']) : null,
    },
  ];
}

function postRows(family: SampleHousehold, context: SampleContext): SampleRow[] {
  const post = postOf(family, context);
  if (!post) return [];
  return [
    {
      post_number: `G${family.id}`,
      region_code: family.village.code,
      kind: post.kind,
      citizen_id: post.holder.citizenId,
      name: post.holder.name,
      monthly_pay: post.monthlyPay,
      started_on: context.daysAgo(300),
    },
  ];
}

const assignmentRow = ({ id, village }: SampleHousehold, { random }: SampleContext): SampleRow => ({
  household_number: id,
  responsible_number: responsibleOf(village.code),
  started_on: '2021-06-01',
  visits_this_year: random.integer(2, 14),
});

function exitRows(family: SampleHousehold, { random }: SampleContext): SampleRow[] {
  if (family.kind === 'ORDINARY' || !random.chance(0.15)) return [];
  return [
    {
      assessment_number: `X${family.id}`,
      subject: 'HOUSEHOLD',
      region_code: family.village.code,
      household_number: family.id,
      year: 2020,
      level: 'COUNTY',
      assessed_on: '2020-11-20',
      evaluator: '示例第三方评估机构',
      third_party: true,
      planned_exits: 1,
      completed_exits: 1,
      sampled_exits: 1,
      wrong_exits: 0,
      missed_poor: 0,
      quality_score: random.integer(80, 99),
      approval_rate: '1',
      evidence_ministries: 'POVERTY_RELIEF;HEALTH;EDUCATION',
      conclusion: 'CONFIRMED',
    },
  ];
}
