import type { RiskCause, SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { SamplePerson } from '@hearth/kit/sample/person.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import type { MeasureCategory, MonitoringState } from '../codes.ts';
import { kindOfCategory } from '../rules.ts';
import { GUIDANCE, responsibleOf, specialFundOf } from './numbers.ts';

/** The clue, the case with its steps, and the measures of a monitored household; nothing for others. */
export function monitoringRows(family: SampleHousehold, context: SampleContext): RowsByKind {
  const cause = family.riskCauses[0];
  if (family.monitoringCategory === 'NONE' || cause === undefined) return {};
  const course = courseOf(family, context);
  return {
    clues: [clueRow(family, cause, course)],
    'monitoring-cases': [caseRow(family, course)],
    'monitoring-steps': course.steps.map((step, index) => stepRow(family, course, index)),
    'assistance-measures': course.decidedOn === null ? [] : measureRows(family, course, context),
  };
}

/** How far a case went, and when. */
interface Course {
  readonly caseNumber: string;
  readonly steps: readonly { readonly state: MonitoringState; readonly day: string }[];
  readonly openedOn: string;
  readonly decidedOn: string | null;
}

/** States in their order, with the office that takes the step and the days after the first clue. */
const STEPS: readonly [MonitoringState, string, number][] = [
  ['CLUE', '村民委员会', 0],
  ['VERIFYING', '村民委员会', 2],
  ['REVIEWED', '村级评议会', 4],
  ['NOTICED', '村民委员会', 5],
  ['TOWN_REVIEWED', '乡镇人民政府', 11],
  ['IDENTIFIED', '县扶贫开发领导小组', 14],
  ['ASSISTING', '乡镇人民政府', 20],
];

function courseOf({ id }: SampleHousehold, { random, daysAgo }: SampleContext): Course {
  const opened = random.integer(120, 420);
  const delay = random.chance(0.1) ? 6 : 0; // days by which every later step is behind
  const length = random.chance(0.85) ? STEPS.length : random.integer(1, STEPS.length - 1);
  const steps = STEPS.slice(0, length).map(([state, , after]) => ({
    state,
    day: daysAgo(opened - after - (after > 2 ? delay : 0)),
  }));
  const decision = steps.find(({ state }) => state === 'IDENTIFIED');
  return {
    caseNumber: `M${id}-1`,
    steps,
    openedOn: daysAgo(opened),
    decidedOn: decision?.day ?? null,
  };
}

const clueRow = (
  { id, village }: SampleHousehold,
  cause: RiskCause,
  { caseNumber, openedOn }: Course,
): SampleRow => ({
  clue_number: `C${id}-1`,
  household_number: id,
  region_code: village.code,
  source: cause === 'DISASTER' ? 'DEPARTMENT_SCREENING' : 'GRASSROOTS_CHECK',
  risk_cause: cause,
  screening_rule: cause === 'DISASTER' ? 'DISASTER_LOSS' : null,
  statement: '入户走访发现家庭支出增加、收入下降。',
  raised_by: '村级网格员',
  raised_on: openedOn,
  case_number: caseNumber,
});

const caseRow = (family: SampleHousehold, { caseNumber, steps, openedOn, decidedOn }: Course): SampleRow => ({
  case_number: caseNumber,
  household_number: family.id,
  region_code: family.village.code,
  state: steps.at(-1)?.state,
  category: family.monitoringCategory,
  risk_causes: family.riskCauses.join(';'),
  green_channel: family.riskCauses.includes('DISASTER'),
  opened_on: openedOn,
  decided_on: decidedOn,
});

function stepRow({ id }: SampleHousehold, { caseNumber, steps }: Course, index: number): SampleRow {
  return {
    case_number: caseNumber,
    sequence: index + 1,
    from_state: steps[index - 1]?.state,
    to_state: steps[index]?.state,
    taken_on: steps[index]?.day,
    taken_by: `经办人${id.slice(-2)}`,
    office: STEPS[index]?.[1],
  };
}

/** What is done against a cause, in words, and for whom. */
interface Help {
  readonly category: MeasureCategory;
  readonly content: string;
  readonly isFor?: (person: SamplePerson) => boolean;
}

const HELP: Readonly<Record<RiskCause, Help>> = {
  ILLNESS: {
    category: 'MEDICAL_SECURITY',
    content: '落实医疗救助',
    isFor: ({ healthStates }) => healthStates.includes('MAJOR_ILLNESS'),
  },
  DISABILITY: {
    category: 'DISABILITY_ALLOWANCE',
    content: '发放残疾人补贴',
    isFor: ({ healthStates }) => healthStates.includes('DISABLED'),
  },
  DISASTER: { category: 'HOUSING', content: '修复受损住房' },
  EPIDEMIC: { category: 'TEMPORARY_RELIEF', content: '给予临时救助' },
  LABOUR_SHORTAGE: { category: 'ASSET_YIELD', content: '资产收益分红' },
  SCHOOLING: {
    category: 'STUDENT_AID',
    content: '落实教育资助',
    isFor: ({ schooling }) => schooling?.stage === 'HIGHER',
  },
  UNSTABLE_EMPLOYMENT: {
    category: 'WORK_NEARBY',
    content: '介绍就近就业',
    isFor: ({ work }) => work !== null,
  },
};

function measureRows(
  family: SampleHousehold,
  { caseNumber, decidedOn }: Course,
  { random }: SampleContext,
): SampleRow[] {
  return family.riskCauses.slice(0, 2).map((cause, index) => {
    const { category, content, isFor } = HELP[cause];
    const person = isFor && family.members.find((member) => isFor(member));
    return {
      measure_number: `A${family.id}-${index + 1}`,
      household_number: family.id,
      citizen_id: person?.citizenId,
      name: person?.name,
      case_number: caseNumber,
      kind: kindOfCategory[category],
      category,
      content,
      status: 'UNDER_WAY',
      cost: random.integer(5, 80) * 100,
      fund_number: decidedOn && specialFundOf(decidedOn.slice(0, 4)),
      started_on: decidedOn,
      responsible_number: responsibleOf(family.village.code),
      policy_number: GUIDANCE,
    };
  });
}
