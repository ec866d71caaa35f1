import {
  code,
  codes,
  identifier,
  integer,
  isoDate,
  optional,
  text,
  yesNo,
} from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import { household, region } from '@hearth/kit/imports/register-cells.ts';
import {
  CLUE_SOURCES,
  MONITORING_CATEGORIES,
  MONITORING_STATES,
  REMOVAL_MANNERS,
  RISK_CAUSES,
  SCREENING_RULES,
} from '../codes.ts';
import { isDecided, mayFollow } from '../rules.ts';
import { clues, monitoringCases, monitoringSteps } from '../tables.ts';
import { MONITORING_SYSTEM } from './checks.ts';

const caseNumber = () => identifier('caseNumber', { meaning: 'Number of the case (监测编号)' });

const cluesFile = exchangeFile({
  kind: 'clues',
  description: 'Signs that a household may slide back into poverty (风险线索).',
  sourceSystem: MONITORING_SYSTEM,
  table: clues,
  key: ['number'],
  columns: [
    identifier('number', { column: 'clue_number', meaning: 'Number of the clue (线索编号)' }),
    household('householdId'),
    region('regionCode', { meaning: 'Where it was raised (所在行政区划)' }),
    code('source', CLUE_SOURCES, { meaning: 'Who noticed (线索来源)' }),
    code('riskCause', RISK_CAUSES, { meaning: 'The cause it points to (风险类型)' }),
    optional(code('screeningRule', SCREENING_RULES, { meaning: 'The rule that raised it (筛查规则)' })),
    text('statement', { max: 500, meaning: 'What was noticed (线索内容)' }),
    text('raisedBy', { max: 100, meaning: 'Who raised it (提供人或单位)' }),
    isoDate('raisedOn', { meaning: 'Day on which it was raised (发现日期)' }),
    optional(caseNumber()),
  ],
  checks: [
    {
      name: 'RULE_OF_A_SCREENING',
      rule: 'A screening rule is named only for clues of departments and of the risk model.',
      holds: ({ source, screeningRule }) =>
        screeningRule === null || source === 'DEPARTMENT_SCREENING' || source === 'RISK_MODEL',
    },
  ],
});

const casesFile = exchangeFile({
  kind: 'monitoring-cases',
  description: 'Cases of households from clue to decision, help and removal (监测对象认定), as they stand.',
  sourceSystem: MONITORING_SYSTEM,
  table: monitoringCases,
  key: ['number'],
  columns: [
    identifier('number', { column: 'case_number', meaning: 'Number of the case (监测编号)' }),
    household('householdId'),
    region('regionCode', { meaning: 'Region of the household (所在行政区划)' }),
    code('state', MONITORING_STATES, { meaning: 'Where it stands (当前环节)' }),
    code('category', MONITORING_CATEGORIES, { meaning: 'Category (监测类别)' }),
    codes('riskCauses', RISK_CAUSES, { max: 5, meaning: 'Causes, the gravest first (风险类型)' }),
    yesNo('greenChannel', { meaning: 'Help before identification (是否绿色通道)' }),
    isoDate('openedOn', { meaning: 'Day of the first clue (线索日期)' }),
    optional(isoDate('decidedOn', { meaning: 'Day of the county’s decision (认定日期)' })),
    optional(isoDate('removedOn', { meaning: 'Day of removal (风险消除日期)' })),
    optional(code('removalManner', REMOVAL_MANNERS, { meaning: 'How the risk went away (风险消除方式)' })),
  ],
  checks: [
    {
      name: 'DECIDED_BEFORE_HELP',
      rule: 'A case that is identified, or further on, has a day of decision, not before the first clue.',
      holds: ({ state, openedOn, decidedOn }) =>
        decidedOn === null ? !isDecided(state) : decidedOn >= openedOn,
    },
    {
      name: 'REMOVED_WITH_DAY_AND_MANNER',
      rule: 'A removed case, and no other, has a day and a manner of removal.',
      holds: ({ state, removedOn, removalManner }) =>
        (state === 'REMOVED') === (removedOn !== null) && (removedOn === null) === (removalManner === null),
    },
  ],
});

const stepsFile = exchangeFile({
  kind: 'monitoring-steps',
  description: 'Steps of cases, in their order (办理环节).',
  sourceSystem: MONITORING_SYSTEM,
  table: monitoringSteps,
  key: ['caseNumber', 'sequence'],
  columns: [
    caseNumber(),
    integer('sequence', { min: 1, max: 1_000, meaning: 'Place in the case, from 1 (顺序)' }),
    optional(code('fromState', MONITORING_STATES, { meaning: 'State before (原环节)' })),
    code('toState', MONITORING_STATES, { meaning: 'State after (新环节)' }),
    isoDate('takenOn', { meaning: 'Day (办理日期)' }),
    text('takenBy', { max: 50, meaning: 'Who took it (办理人)' }),
    text('office', { max: 100, meaning: 'Office or meeting (办理单位)' }),
    optional(text('note', { max: 500, meaning: 'Remark (说明)' })),
  ],
  checks: [
    {
      name: 'STEP_MAY_FOLLOW',
      rule: 'The state after may follow the state before; the first step begins with CLUE.',
      holds: ({ fromState, toState }) => mayFollow(fromState, toState),
    },
    {
      name: 'FIRST_STEP_FROM_NOTHING',
      rule: 'The first step, and no other, has no state before.',
      holds: ({ sequence, fromState }) => (sequence === 1) === (fromState === null),
    },
  ],
});

/** The way from clue to removal. */
export const monitoringFiles = [cluesFile, casesFile, stepsFile];
