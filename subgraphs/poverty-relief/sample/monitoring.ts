import type { RiskCause, SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { SamplePerson } from '@hearth/kit/sample/person.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import type { MeasureCategory, MonitoringCategory, MonitoringState } from '../codes.ts';
import { kindOfCategory } from '../rules.ts';
import { GUIDANCE, responsibleOf, specialFundOf } from './numbers.ts';

/**
 * The clue, the case with its steps, and the measures: of monitored households, of some that are being looked into, and
 * of some whose risk is gone; nothing for others.
 */
export function monitoringRows(family: SampleHousehold, context: SampleContext): RowsByKind {
  const cause = family.riskCauses[0];
  const course = cause && courseOf(family, context);
  if (!course) return {};
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
  readonly category: MonitoringCategory;
  readonly steps: readonly Step[];
  readonly openedOn: string;
  readonly decidedOn: string | null;
  /** Null while monitored. */
  readonly removedOn: string | null;
}

interface Step {
  readonly state: MonitoringState;
  readonly day: string;
}

/** States of a case, with the office that takes the step and the days after the first clue. */
const STEPS: Readonly<Record<MonitoringState, readonly [office: string, after: number]>> = {
  CLUE: ['村民委员会', 0],
  VERIFYING: ['村民委员会', 2],
  REJECTED: ['村民委员会', 4],
  REVIEWED: ['村级评议会', 4],
  NOTICED: ['村民委员会', 5],
  OBJECTED: ['村民委员会', 8],
  TOWN_REVIEWED: ['乡镇人民政府', 11],
  IDENTIFIED: ['县扶贫开发领导小组', 14],
  ASSISTING: ['乡镇人民政府', 20],
  REMOVAL_PENDING: ['村民委员会', 230],
  REMOVED: ['县扶贫开发领导小组', 250],
};

const TO_NOTICE = ['CLUE', 'VERIFYING', 'REVIEWED', 'NOTICED'] as const;
const TO_IDENTIFIED = [...TO_NOTICE, 'TOWN_REVIEWED', 'IDENTIFIED'] as const;

/** The course of the household's case; null when it has none. */
function courseOf(family: SampleHousehold, context: SampleContext): Course | null {
  if (family.monitoringCategory !== 'NONE') return monitored(family, context);
  const { random } = context;
  if (random.chance(0.06)) return lookedInto(family, context);
  return random.chance(0.06) ? removed(family, context) : null;
}

/** Only a household that the county identified is monitored. */
function monitored(family: SampleHousehold, context: SampleContext): Course {
  const { random } = context;
  const opened = random.integer(120, 420);
  const delay = random.chance(0.1) ? 6 : 0; // days by which every later step is behind
  const end = random.weighted({ IDENTIFIED: 5, ASSISTING: 90, REMOVAL_PENDING: 5 });
  switch (end) {
    case 'IDENTIFIED':
      return course(family, context, { states: TO_IDENTIFIED, opened: 14 + random.integer(6, 25), delay });
    case 'ASSISTING':
      return course(family, context, { states: [...TO_IDENTIFIED, end], opened, delay });
    case 'REMOVAL_PENDING':
      return course(family, context, {
        states: [...TO_IDENTIFIED, 'ASSISTING', end],
        opened: 230 + random.integer(8, 40),
        delay,
      });
  }
}

/** A case that is not decided yet, or was turned down. */
function lookedInto(family: SampleHousehold, context: SampleContext): Course {
  const { random } = context;
  const states = random.pick([
    ['CLUE'],
    ['CLUE', 'VERIFYING'],
    ['CLUE', 'VERIFYING', 'REJECTED'],
    ['CLUE', 'VERIFYING', 'REVIEWED'],
    TO_NOTICE,
    [...TO_NOTICE, 'OBJECTED'],
    [...TO_NOTICE, 'TOWN_REVIEWED'],
  ] as const);
  return course(family, context, { states, opened: random.integer(11, 30), delay: 0 });
}

/** A case whose risk is gone; the household is monitored no longer. */
const removed = (family: SampleHousehold, context: SampleContext): Course =>
  course(family, context, {
    states: [...TO_IDENTIFIED, 'ASSISTING', 'REMOVAL_PENDING', 'REMOVED'],
    opened: context.random.integer(280, 600),
    delay: 0,
  });

function course(
  { id, kind, monitoringCategory }: SampleHousehold,
  { daysAgo }: SampleContext,
  { states, opened, delay }: { states: readonly MonitoringState[]; opened: number; delay: number },
): Course {
  const steps = states.map((state): Step => {
    const [, after] = STEPS[state];
    return { state, day: daysAgo(opened - after - (after > 2 ? delay : 0)) };
  });
  const dayOf = (state: MonitoringState) => steps.find((step) => step.state === state)?.day ?? null;
  const future = kind === 'ORDINARY' ? 'MARGINAL' : 'UNSTABLE';
  return {
    caseNumber: `M${id}-1`,
    category: monitoringCategory === 'NONE' ? future : monitoringCategory,
    steps,
    openedOn: daysAgo(opened),
    decidedOn: dayOf('IDENTIFIED'),
    removedOn: dayOf('REMOVED'),
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

const caseRow = (family: SampleHousehold, course: Course): SampleRow => ({
  case_number: course.caseNumber,
  household_number: family.id,
  region_code: family.village.code,
  state: course.steps.at(-1)?.state,
  category: course.category,
  risk_causes: family.riskCauses.join(';'),
  green_channel: family.riskCauses.includes('DISASTER'),
  opened_on: course.openedOn,
  decided_on: course.decidedOn,
  removed_on: course.removedOn,
  removal_manner: course.removedOn && 'HELPED',
});

function stepRow({ id }: SampleHousehold, { caseNumber, steps }: Course, index: number): SampleRow {
  return {
    case_number: caseNumber,
    sequence: index + 1,
    from_state: steps[index - 1]?.state,
    to_state: steps[index]?.state,
    taken_on: steps[index]?.day,
    taken_by: `经办人${id.slice(-2)}`,
    office: steps[index] && STEPS[steps[index].state][0],
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
  { caseNumber, decidedOn, removedOn }: Course,
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
      status: removedOn ? 'COMPLETED' : 'UNDER_WAY',
      cost: random.integer(5, 80) * 100,
      fund_number: decidedOn && specialFundOf(decidedOn.slice(0, 4)),
      started_on: decidedOn,
      ended_on: removedOn,
      responsible_number: responsibleOf(family.village.code),
      policy_number: GUIDANCE,
    };
  });
}
