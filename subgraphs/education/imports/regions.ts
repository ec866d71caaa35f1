import {
  code,
  identifier,
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
import { region } from '@hearth/kit/imports/register-cells.ts';
import {
  SCHOOL_KINDS,
  SCHOOL_OWNERSHIPS,
  SCHOOL_PROJECT_KINDS,
  SCHOOL_PROJECT_STATUSES,
  TEACHER_PROGRAMME_KINDS,
} from '../codes.ts';
import { eastWestPartnerships, schoolProjects, schools, teacherProgrammes } from '../tables.ts';
import { schoolCode } from './cells.ts';

const schoolFile = exchangeFile({
  kind: 'schools',
  description:
    'Schools with the state of their buildings (学校), from the register of schools (全国中小学校舍信息管理系统).',
  sourceSystem: '全国中小学校舍信息管理系统',
  table: schools,
  key: ['code'],
  columns: [
    schoolCode('code'),
    text('name', { max: 100, meaning: 'Name (学校名称)' }),
    region('regionCode', { meaning: 'Where it stands (所在地区)' }),
    code('kind', SCHOOL_KINDS, { meaning: 'Kind (类别)' }),
    code('ownership', SCHOOL_OWNERSHIPS, { meaning: 'Who runs it (办学性质)' }),
    yesNo('boarding', { meaning: 'Takes boarders (是否寄宿制)' }),
    optional(integer('students', { max: 100_000, meaning: 'Students on its roll (在校生数)' })),
    optional(integer('teachers', { max: 10_000, meaning: 'Full-time teachers (专任教师数)' })),
    optional(yesNo('buildingSafe', { meaning: 'All buildings are safe (校舍是否安全)' })),
    optional(isoDate('buildingInspectedOn', { meaning: 'Last inspection of the buildings (校舍排查日期)' })),
    yesNo('standardised', { meaning: 'Reaches the standard (是否达到标准化)' }),
  ],
  checks: [
    {
      name: 'SAFETY_FROM_INSPECTION',
      rule: 'Whether the buildings are safe is known when, and only when, they have been inspected.',
      holds: ({ buildingSafe, buildingInspectedOn }) =>
        (buildingSafe === null) === (buildingInspectedOn === null),
    },
  ],
});

const projectFile = exchangeFile({
  kind: 'school-projects',
  description:
    'Projects that better schools (学校建设项目), from the counties’ plans under the central transfers for education (教育转移支付项目库).',
  sourceSystem: '教育转移支付项目库',
  table: schoolProjects,
  key: ['regionCode', 'number'],
  columns: [
    region('regionCode', { meaning: 'Where it is carried out (实施地区)' }),
    identifier('number', { column: 'project_number', meaning: 'Number, unique in the region (项目编号)' }),
    text('name', { column: 'project_name', max: 100, meaning: 'Name (项目名称)' }),
    code('kind', SCHOOL_PROJECT_KINDS, { meaning: 'Kind (类别)' }),
    optional(schoolCode()),
    year('year', { meaning: 'Calendar year of the plan (计划年度)' }),
    yuan('cost', { meaning: 'Cost, yuan (总投资)' }),
    yuan('centralFunds', { meaning: 'Of that, central transfers, yuan (中央转移支付)' }),
    yuan('localFunds', { meaning: 'Of that, local money, yuan (地方资金)' }),
    optional(identifier('fundNumber', { meaning: 'Fund of the central money (资金编号)' })),
    code('status', SCHOOL_PROJECT_STATUSES, { meaning: 'State (状态)' }),
    optional(isoDate('startedOn', { meaning: 'Start of the work (开工日期)' })),
    optional(isoDate('completedOn', { meaning: 'Acceptance (竣工验收日期)' })),
  ],
  checks: [
    {
      name: 'PARTS_ADD_UP',
      rule: 'cost = central_funds + local_funds.',
      holds: ({ cost, centralFunds, localFunds }) => cost === centralFunds + localFunds,
    },
    {
      name: 'STARTED_UNLESS_PLANNED',
      rule: 'A project has a start when, and only when, it is not merely planned.',
      holds: ({ status, startedOn }) => (status === 'PLANNED') === (startedOn === null),
    },
    {
      name: 'COMPLETED_AFTER_START',
      rule: 'A project is accepted when, and only when, it is completed, and not before its start.',
      holds: ({ status, startedOn, completedOn }) =>
        (status === 'COMPLETED') === (completedOn !== null) &&
        (completedOn === null || startedOn === null || completedOn >= startedOn),
    },
  ],
});

const teacherFile = exchangeFile({
  kind: 'teacher-programmes',
  description:
    'Programmes for rural teachers, one row a region, programme and year (教师支持项目), from the counties (乡村教师支持计划年报). A region reports for itself alone, never a sum of those below it.',
  sourceSystem: '乡村教师支持计划年报',
  table: teacherProgrammes,
  key: ['regionCode', 'kind', 'year'],
  columns: [
    region('regionCode', { meaning: 'Region that carries it out (实施地区)' }),
    code('kind', TEACHER_PROGRAMME_KINDS, { meaning: 'Programme (项目)' }),
    year('year', { meaning: 'Calendar year (年度)' }),
    integer('plannedPeople', { meaning: 'Places planned (计划人数)' }),
    integer('people', { meaning: 'People reached (实际人数)' }),
    yuan('amount', { meaning: 'Money spent in the year, yuan (支出金额)' }),
    optional(yuan('monthlyAllowance', { meaning: 'Allowance per teacher and month, yuan (人均月补助标准)' })),
    optional(integer('teachers', { meaning: 'Rural teachers (乡村教师数)' })),
    optional(integer('teachersTrained', { meaning: 'Of those, trained (培训教师数)' })),
    optional(integer('principals', { meaning: 'Rural principals (乡村校长数)' })),
    optional(integer('principalsTrained', { meaning: 'Of those, trained (培训校长数)' })),
  ],
  checks: [
    {
      name: 'COUNTS_OF_NATIONAL_TRAINING',
      rule: 'Teachers and principals, all and trained, are counted for NATIONAL_TRAINING and for nothing else.',
      holds: ({ kind, teachers, teachersTrained, principals, principalsTrained }) =>
        [teachers, teachersTrained, principals, principalsTrained].every(
          (number) => (number !== null) === (kind === 'NATIONAL_TRAINING'),
        ),
    },
    {
      name: 'TRAINED_ARE_SOME_OF_ALL',
      rule: 'No more teachers and principals are trained than there are.',
      holds: ({ teachers, teachersTrained, principals, principalsTrained }) =>
        (teachersTrained ?? 0) <= (teachers ?? 0) && (principalsTrained ?? 0) <= (principals ?? 0),
    },
    {
      name: 'ALLOWANCE_OF_LIVING_ALLOWANCE',
      rule: 'An allowance is given for LIVING_ALLOWANCE and for nothing else.',
      holds: ({ kind, monthlyAllowance }) => (kind === 'LIVING_ALLOWANCE') === (monthlyAllowance !== null),
    },
  ],
});

const partnershipFile = exchangeFile({
  kind: 'east-west-partnerships',
  description:
    'What eastern partners did for vocational education and skills in a western region, one row a partner and year (东西部协作), from the provinces (东西部协作年报).',
  sourceSystem: '东西部协作年报',
  table: eastWestPartnerships,
  key: ['regionCode', 'partnerRegionCode', 'year'],
  columns: [
    region('regionCode', { meaning: 'Western region that is helped (受帮扶地区)' }),
    regionCode('partnerRegionCode', { meaning: 'Eastern region that helps (帮扶地区区划代码)' }),
    year('year', { meaning: 'Calendar year (年度)' }),
    integer('vocationalStudents', {
      meaning: 'Students taught in vocational schools of the east (职业教育招生数)',
    }),
    integer('skillTrainees', { meaning: 'People trained in skills (职业技能培训人数)' }),
    integer('leaderTrainees', { meaning: 'Leaders of poor villages trained (致富带头人培训人数)' }),
    yuan('amount', { meaning: 'Money the partner spent on these, yuan (协作资金)' }),
  ],
  checks: [
    {
      name: 'PARTNER_ELSEWHERE',
      rule: 'The partner is a region of another province.',
      holds: (row) => row.regionCode.slice(0, 2) !== row.partnerRegionCode.slice(0, 2),
    },
  ],
});

/** The files about regions. */
export const regionFiles = [schoolFile, projectFile, teacherFile, partnershipFile];
