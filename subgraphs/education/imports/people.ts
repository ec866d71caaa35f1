import { LARGEST_HOUSEHOLD_YUAN } from '@hearth/schema/protocol/bounds.ts';
import {
  code,
  integer,
  isoDate,
  optional,
  regionCode,
  text,
  year,
  yesNo,
  yuan,
} from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import { person, region } from '@hearth/kit/imports/register-cells.ts';
import {
  DROPOUT_CAUSES,
  DROPOUT_STATUSES,
  EDUCATION_AID_PROGRAMMES,
  EDUCATION_LEVELS,
  EDUCATION_STAGES,
  ENROLMENT_STATUSES,
  GRADUATE_DESTINATIONS,
  RETURN_FORMS,
  SCHOOL_OWNERSHIPS,
  SKILL_TRAINING_KINDS,
  SKILL_TRAINING_RESULTS,
  STUDENT_HARDSHIPS,
} from '../codes.ts';
import { canHaveProgramme, isOnRoll, selfPaid } from '../rules.ts';
import {
  dropoutCases,
  educationAidAwards,
  educationCosts,
  graduateEmployments,
  highestEducations,
  schoolEnrolments,
  skillTrainings,
} from '../tables.ts';
import { endsAfterStart, gradeOfStage, schoolCode } from './cells.ts';

/** The person a row is about, and the household that the person belongs to. */
const learner = () => person({ personId: 'personId', householdId: 'householdId' });

const stage = () => code('stage', EDUCATION_STAGES, { meaning: 'Stage (学段)' });
const grade = () => integer('grade', { min: 1, max: 8, meaning: 'Grade within the stage (年级)' });
const schoolName = (meaning = 'Name of the school (学校名称)') => text('schoolName', { meaning });
const ownership = () => code('ownership', SCHOOL_OWNERSHIPS, { meaning: 'Who runs the school (办学性质)' });

const enrolments = exchangeFile({
  kind: 'school-enrolments',
  description:
    'Stays of people at schools (学籍), from the national student register (全国学生学籍信息管理系统). A stay that goes on has no last day; its grade changes with each year’s file.',
  sourceSystem: '全国学生学籍信息管理系统',
  table: schoolEnrolments,
  key: ['personId', 'stage', 'startedOn'],
  columns: [
    learner(),
    stage(),
    grade(),
    optional(schoolCode()),
    schoolName(),
    ownership(),
    yesNo('boarding', { meaning: 'Lives at school (是否寄宿)' }),
    optional(text('major', { max: 100, meaning: 'What is learnt (专业)' })),
    code('hardship', STUDENT_HARDSHIPS, { meaning: 'How needy the school found the family (困难认定等级)' }),
    code('status', ENROLMENT_STATUSES, { meaning: 'State (学籍状态)' }),
    isoDate('startedOn', { meaning: 'First day (入学日期)' }),
    optional(isoDate('endedOn', { meaning: 'Last day (离校日期)' })),
  ],
  checks: [
    gradeOfStage,
    endsAfterStart,
    {
      name: 'ON_ROLL_UNTIL_THE_LAST_DAY',
      rule: 'A stay has a last day when, and only when, the student is on the roll no more.',
      holds: ({ status, endedOn }) => isOnRoll(status) === (endedOn === null),
    },
  ],
});

const dropouts = exchangeFile({
  kind: 'dropout-cases',
  description:
    'Children who left school early, and their return (控辍保学台账), from the county’s dropout ledger (控辍保学台账管理平台).',
  sourceSystem: '控辍保学台账管理平台',
  table: dropoutCases,
  key: ['personId', 'leftOn'],
  columns: [
    learner(),
    region('regionCode', { meaning: 'Village, township or county that answers for the return (责任地区)' }),
    stage(),
    grade(),
    optional(schoolCode()),
    schoolName('Name of the school that was left (原学校名称)'),
    code('cause', DROPOUT_CAUSES, { meaning: 'Why (辍学原因)' }),
    code('status', DROPOUT_STATUSES, { meaning: 'Where the case stands (状态)' }),
    isoDate('leftOn', { meaning: 'Day of leaving (辍学日期)' }),
    optional(text('responsiblePerson', { max: 50, meaning: 'Who answers for the return (劝返责任人)' })),
    integer('visits', { max: 1_000, meaning: 'Visits to the family so far (劝返次数)' }),
    optional(isoDate('returnedOn', { meaning: 'Day of return (复学日期)' })),
    optional(code('returnForm', RETURN_FORMS, { meaning: 'How the child came back (复学方式)' })),
  ],
  checks: [
    gradeOfStage,
    {
      name: 'RETURN_IS_WHOLE',
      rule: 'A returned child has a day and a form of return; a child that has not returned has neither.',
      holds: ({ status, returnedOn, returnForm }) =>
        [returnedOn, returnForm].every((part) => (part !== null) === (status === 'RETURNED')),
    },
    {
      name: 'RETURN_AFTER_LEAVING',
      rule: 'The return is not before the day of leaving.',
      holds: ({ leftOn, returnedOn }) => returnedOn === null || returnedOn >= leftOn,
    },
  ],
});

const aidAwards = exchangeFile({
  kind: 'education-aid-awards',
  description:
    'Student aid awarded to people, one row a year, stage and programme (学生资助), from the national student aid system (全国学生资助管理信息系统).',
  sourceSystem: '全国学生资助管理信息系统',
  table: educationAidAwards,
  key: ['personId', 'year', 'stage', 'programme'],
  columns: [
    learner(),
    year('year', { meaning: 'Calendar year (年度)' }),
    stage(),
    ownership(),
    code('programme', EDUCATION_AID_PROGRAMMES, { meaning: 'Programme (资助项目)' }),
    yuan('amount', { max: 100_000, meaning: 'Yuan for that year (资助金额, 元/年)' }),
    isoDate('awardedOn', { meaning: 'Day of the award (评定日期)' }),
    optional(isoDate('paidOn', { meaning: 'Day on which the last part was paid (发放日期)' })),
  ],
  checks: [
    {
      name: 'PROGRAMME_OF_STAGE',
      rule: 'A programme that serves certain stages is awarded in one of them.',
      holds: ({ programme, stage }) => canHaveProgramme(stage, programme),
    },
    {
      name: 'PAID_AFTER_AWARD',
      rule: 'Nothing is paid before the award.',
      holds: ({ awardedOn, paidOn }) => paidOn === null || paidOn >= awardedOn,
    },
  ],
});

const costs = exchangeFile({
  kind: 'education-costs',
  description:
    'What a person’s schooling cost, one row a year and stage (教育支出), from the schools’ fee records (学校收费台账).',
  sourceSystem: '学校收费台账',
  table: educationCosts,
  key: ['personId', 'year', 'stage'],
  columns: [
    learner(),
    year('year', { meaning: 'Calendar year (年度)' }),
    stage(),
    yuan('tuition', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Tuition, yuan (学费)' }),
    yuan('lodging', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Lodging at school, yuan (住宿费)' }),
    yuan('books', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Books and materials, yuan (书本费)' }),
    yuan('subsidies', {
      max: LARGEST_HOUSEHOLD_YUAN,
      meaning: 'What aid and waivers took over of these, yuan (减免和补助)',
    }),
    yuan('selfPaid', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'What the family paid itself, yuan (自付)' }),
  ],
  checks: [
    {
      name: 'PARTS_ADD_UP',
      rule: 'self_paid = tuition + lodging + books - subsidies.',
      holds: (cost) => cost.selfPaid === selfPaid(cost),
    },
  ],
});

const trainings = exchangeFile({
  kind: 'skill-trainings',
  description:
    'Skill trainings of people (技能培训), from the counties’ training records (技能培训台账), those of eastern partners included.',
  sourceSystem: '技能培训台账',
  table: skillTrainings,
  key: ['personId', 'kind', 'course', 'startedOn'],
  columns: [
    learner(),
    code('kind', SKILL_TRAINING_KINDS, { meaning: 'Kind (类别)' }),
    text('course', { max: 100, meaning: 'What is taught (培训内容)' }),
    text('provider', { meaning: 'Who teaches (培训机构)' }),
    integer('hours', { min: 1, max: 10_000, meaning: 'Taught hours (学时)' }),
    isoDate('startedOn', { meaning: 'First day (开始日期)' }),
    optional(isoDate('endedOn', { meaning: 'Last day (结束日期)' })),
    code('result', SKILL_TRAINING_RESULTS, { meaning: 'How it ended (结果)' }),
    optional(text('certificate', { max: 100, meaning: 'Certificate (证书名称)' })),
    optional(yesNo('employedAfterwards', { meaning: 'Work found afterwards (培训后是否就业)' })),
    optional(regionCode('partnerRegionCode', { meaning: 'Eastern partner (东部协作地区区划代码)' })),
  ],
  checks: [
    endsAfterStart,
    {
      name: 'CERTIFICATE_WHEN_CERTIFIED',
      rule: 'A certificate is named when, and only when, the training ended with one.',
      holds: ({ result, certificate }) => (result === 'CERTIFIED') === (certificate !== null),
    },
    {
      name: 'ENDED_UNLESS_UNDER_WAY',
      rule: 'A training has a last day when, and only when, it goes on no more.',
      holds: ({ result, endedOn }) => (result === 'UNDER_WAY') === (endedOn === null),
    },
  ],
});

const employments = exchangeFile({
  kind: 'graduate-employments',
  description:
    'What became of graduates (毕业生就业), from the graduates’ employment service (高校毕业生就业服务平台) and the vocational schools.',
  sourceSystem: '高校毕业生就业服务平台',
  table: graduateEmployments,
  key: ['personId', 'graduatedOn'],
  columns: [
    learner(),
    code('stage', EDUCATION_STAGES, { meaning: 'Stage that was completed (毕业学段)' }),
    schoolName('Name of the school (毕业学校)'),
    isoDate('graduatedOn', { meaning: 'Day of graduation (毕业日期)' }),
    code('destination', GRADUATE_DESTINATIONS, { meaning: 'What the graduate does (去向)' }),
    optional(text('organisation', { meaning: 'Employer or school (就业单位或升学学校)' })),
    optional(regionCode('workRegionCode', { meaning: 'Where (去向地区区划代码)' })),
    optional(yuan('monthlyWage', { max: 1_000_000, meaning: 'Wage a month, yuan (月工资)' })),
    yesNo('helped', { meaning: 'Help with finding work was given (是否就业帮扶)' }),
    isoDate('checkedOn', { meaning: 'Day on which this was found out (核查日期)' }),
  ],
  checks: [
    {
      name: 'NO_WAGE_WITHOUT_WORK',
      rule: 'Who studies on, looks for work or does not has no wage.',
      holds: ({ destination, monthlyWage }) =>
        monthlyWage === null || !['FURTHER_STUDY', 'SEEKING', 'NOT_SEEKING'].includes(destination),
    },
    {
      name: 'CHECKED_AFTER_GRADUATION',
      rule: 'The check is not before the graduation.',
      holds: ({ graduatedOn, checkedOn }) => checkedOn >= graduatedOn,
    },
  ],
});

const highest = exchangeFile({
  kind: 'highest-educations',
  description:
    'The highest level of education that people reached, beside their parents’ (文化程度), from the counties’ surveys of rural households (农户教育状况调查).',
  sourceSystem: '农户教育状况调查',
  table: highestEducations,
  key: ['personId'],
  columns: [
    learner(),
    code('level', EDUCATION_LEVELS, { meaning: 'Level reached (文化程度)' }),
    optional(isoDate('reachedOn', { meaning: 'Day of reaching it (取得日期)' })),
    optional(
      code('parentsLevel', EDUCATION_LEVELS, {
        meaning: 'Higher of both parents’ levels (父母最高文化程度)',
      }),
    ),
  ],
});

/** The files about people. */
export const peopleFiles = [enrolments, dropouts, aidAwards, costs, trainings, employments, highest];
