import { LARGEST_HOUSEHOLD_YUAN } from '@hearth/schema/protocol/bounds.ts';
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
import {
  CHRONIC_CONDITIONS,
  ENCOUNTER_KINDS,
  INSURANCE_SCHEMES,
  INSURED_CATEGORIES,
  MAJOR_ILLNESS_STATUSES,
  MAJOR_ILLNESSES,
  PREVENTION_RESULTS,
  PREVENTION_SERVICE_KINDS,
} from '../codes.ts';
import { chronicConditionOf } from '../rules/diagnoses.ts';
import {
  beginsInYear,
  catalogueWithinTotal,
  compliantWithinSelfPaid,
  datesFitStatus,
  partsAddUp,
} from '../rules.ts';
import {
  chronicCareContracts,
  encounters,
  insuranceEnrolments,
  majorIllnessCases,
  payLaterAgreements,
  preventionServices,
  settlements,
} from '../tables.ts';
import {
  diagnosisCode,
  endedOn,
  endsAfterStart,
  facilityCode,
  facilityName,
  patient,
  startedOn,
} from './cells.ts';

const insuranceSystem = '国家医疗保障信息平台';
const healthSystem = '全国健康扶贫动态管理系统';

const kind = () => code('kind', ENCOUNTER_KINDS, { meaning: 'Kind of treatment (就诊类别)' });
const encounterNumber = () =>
  identifier('encounterNumber', { meaning: 'Number of the encounter (就诊流水号)' });

const insuranceEnrolmentFile = exchangeFile({
  kind: 'insurance-enrolments',
  description:
    'People’s cover by a scheme, one row a person, scheme and year (参保记录), from the insurance system (国家医疗保障信息平台).',
  sourceSystem: insuranceSystem,
  table: insuranceEnrolments,
  key: ['personId', 'scheme', 'year'],
  columns: [
    patient(),
    code('scheme', INSURANCE_SCHEMES, { meaning: 'Scheme (险种)' }),
    year('year', { meaning: 'Insurance year (参保年度)' }),
    code('insuredAs', INSURED_CATEGORIES, { meaning: 'As who the person is insured (参保人员类别)' }),
    yuan('contribution', { max: 100_000, meaning: 'Paid by the person, yuan (个人缴费)' }),
    yuan('subsidy', { max: 100_000, meaning: 'Paid for the person by public funds, yuan (资助参保)' }),
    startedOn('First day of cover (保障起始日期)'),
    endedOn('Last day of cover (保障截止日期)'),
  ],
  checks: [
    endsAfterStart,
    {
      name: 'BEGINS_IN_YEAR',
      rule: 'The cover begins in its insurance year.',
      holds: beginsInYear,
    },
  ],
});

const encounterFile = exchangeFile({
  kind: 'encounters',
  description:
    'Visits to facilities and stays in them (就诊记录), from the health information system (全国健康扶贫动态管理系统). A stay that goes on has no last day.',
  sourceSystem: healthSystem,
  table: encounters,
  key: ['encounterNumber'],
  columns: [
    encounterNumber(),
    patient(),
    kind(),
    diagnosisCode(),
    facilityCode(),
    facilityName('Name of the facility (就诊机构名称)'),
    yesNo('inCounty', { meaning: 'In the county where the household lives (是否县域内就诊)' }),
    startedOn('Day of the visit or admission (就诊或入院日期)'),
    optional(endedOn('Day of discharge (出院日期)')),
  ],
  derive: ({ diagnosisCode }) => ({ chronicCondition: chronicConditionOf(diagnosisCode) }),
  checks: [
    endsAfterStart,
    {
      name: 'VISIT_IS_ONE_DAY',
      rule: 'A visit ends on the day on which it began; only a stay lasts longer.',
      holds: ({ kind, startedOn, endedOn }) => kind === 'INPATIENT' || endedOn === startedOn,
    },
  ],
});

const settlementFile = exchangeFile({
  kind: 'settlements',
  description:
    'Bills of treatment and who paid which part (费用结算), from the insurance system (国家医疗保障信息平台).',
  sourceSystem: insuranceSystem,
  table: settlements,
  key: ['settlementNumber'],
  columns: [
    identifier('settlementNumber', { meaning: 'Number of the settlement (结算流水号)' }),
    encounterNumber(),
    patient(),
    kind(),
    isoDate('settledOn', { meaning: 'Day of settlement (结算日期)' }),
    yuan('total', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Whole cost, yuan (医疗总费用)' }),
    yuan('withinCatalogue', {
      max: LARGEST_HOUSEHOLD_YUAN,
      meaning: 'Of that, within the insurance catalogue, yuan (政策范围内费用)',
    }),
    yuan('paidByBasic', {
      max: LARGEST_HOUSEHOLD_YUAN,
      meaning: 'Paid by basic insurance, yuan (基本医保支付)',
    }),
    yuan('paidBySeriousIllness', {
      max: LARGEST_HOUSEHOLD_YUAN,
      meaning: 'Paid by serious-illness insurance, yuan (大病保险支付)',
    }),
    yuan('paidByMedicalAid', {
      max: LARGEST_HOUSEHOLD_YUAN,
      meaning: 'Paid by medical aid, yuan (医疗救助支付)',
    }),
    yuan('paidByOther', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Paid by others, yuan (其他支付)' }),
    yuan('selfPaid', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Paid by the person, yuan (个人自付)' }),
    yuan('compliantSelfPaid', {
      max: LARGEST_HOUSEHOLD_YUAN,
      meaning: 'Of that, within the catalogue, yuan (合规自付)',
    }),
  ],
  checks: [
    {
      name: 'PARTS_ADD_UP',
      rule: 'total = paid_by_basic + paid_by_serious_illness + paid_by_medical_aid + paid_by_other + self_paid.',
      holds: partsAddUp,
    },
    {
      name: 'CATALOGUE_WITHIN_TOTAL',
      rule: 'within_catalogue is not more than total.',
      holds: catalogueWithinTotal,
    },
    {
      name: 'COMPLIANT_WITHIN_SELF_PAID',
      rule: 'compliant_self_paid is not more than self_paid.',
      holds: compliantWithinSelfPaid,
    },
  ],
});

const payLaterAgreementFile = exchangeFile({
  kind: 'pay-later-agreements',
  description:
    'Agreements to be treated without a deposit and pay afterwards (先诊疗后付费协议), from the hospitals (医院先诊疗后付费台账).',
  sourceSystem: '医院先诊疗后付费台账',
  table: payLaterAgreements,
  key: ['agreementNumber'],
  columns: [
    identifier('agreementNumber', { meaning: 'Number of the agreement (协议编号)' }),
    optional(encounterNumber()),
    patient(),
    facilityCode(),
    facilityName('Name of the facility (就诊机构名称)'),
    isoDate('signedOn', { meaning: 'Day of the agreement (签订日期)' }),
    yuan('depositWaived', {
      max: LARGEST_HOUSEHOLD_YUAN,
      meaning: 'Deposit not asked for, yuan (免缴住院押金)',
    }),
    optional(
      yuan('amountDue', {
        max: LARGEST_HOUSEHOLD_YUAN,
        meaning: 'The person’s part of the cost, yuan (应缴个人自付)',
      }),
    ),
    yuan('amountPaid', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Paid so far, yuan (已缴金额)' }),
    optional(isoDate('dueOn', { meaning: 'Last day to pay (应缴截止日期)' })),
  ],
  checks: [
    {
      name: 'DEBT_IS_WHOLE',
      rule: 'amount_due and due_on are both known or both not.',
      holds: ({ amountDue, dueOn }) => (amountDue === null) === (dueOn === null),
    },
    {
      name: 'PAID_AT_MOST_DUE',
      rule: 'amount_paid is not more than amount_due; nothing is paid before that is known.',
      holds: ({ amountDue, amountPaid }) => amountPaid <= (amountDue ?? 0n),
    },
    {
      name: 'DUE_AFTER_AGREEMENT',
      rule: 'The last day to pay is not before the agreement.',
      holds: ({ signedOn, dueOn }) => dueOn === null || dueOn >= signedOn,
    },
  ],
});

const majorIllnessCaseFile = exchangeFile({
  kind: 'major-illness-cases',
  description:
    'People with a major illness and their special treatment (大病专项救治), from the health information system (全国健康扶贫动态管理系统).',
  sourceSystem: healthSystem,
  table: majorIllnessCases,
  key: ['personId', 'illness', 'identifiedOn'],
  columns: [
    patient(),
    code('illness', MAJOR_ILLNESSES, { meaning: 'Illness (病种)' }),
    diagnosisCode(),
    facilityCode(),
    facilityName('Name of the designated hospital (定点医院名称)'),
    yesNo('inCounty', { meaning: 'In the county where the household lives (是否县域内救治)' }),
    isoDate('identifiedOn', { meaning: 'Day of verification (核实日期)' }),
    optional(isoDate('treatmentStartedOn', { meaning: 'First day of treatment (开始救治日期)' })),
    optional(isoDate('closedOn', { meaning: 'Day of closing (结案日期)' })),
    code('status', MAJOR_ILLNESS_STATUSES, { meaning: 'Where the case stands (救治状态)' }),
  ],
  checks: [
    {
      name: 'DATES_FIT_STATUS',
      rule: 'Treatment has begun in the states IN_TREATMENT and AFTERCARE and not in IDENTIFIED; a case is closed on a day when, and only when, it is CLOSED.',
      holds: datesFitStatus,
    },
    {
      name: 'TREATED_AFTER_VERIFICATION',
      rule: 'Neither treatment nor closing is before the verification.',
      holds: ({ identifiedOn, treatmentStartedOn, closedOn }) =>
        [treatmentStartedOn, closedOn].every((date) => date === null || date >= identifiedOn),
    },
  ],
});

const chronicCareContractFile = exchangeFile({
  kind: 'chronic-care-contracts',
  description:
    'Contracts by which family doctors look after people with a chronic illness (慢病签约), from the family doctors’ system (家庭医生签约服务系统).',
  sourceSystem: '家庭医生签约服务系统',
  table: chronicCareContracts,
  key: ['contractNumber'],
  columns: [
    identifier('contractNumber', { meaning: 'Number of the contract (签约协议编号)' }),
    patient(),
    code('condition', CHRONIC_CONDITIONS, { meaning: 'Condition (慢病种类)' }),
    text('doctor', { max: 50, meaning: 'Family doctor (签约医生)' }),
    facilityCode(),
    facilityName('Name of the facility where the team works (签约机构名称)'),
    isoDate('signedOn', { meaning: 'First day (签约日期)' }),
    isoDate('endsOn', { meaning: 'Last day (到期日期)' }),
    integer('visitsDue', { min: 1, max: 366, meaning: 'Visits due over the term (应随访次数)' }),
    integer('visitsDone', { max: 366, meaning: 'Visits made so far (已随访次数)' }),
    optional(isoDate('lastVisitOn', { meaning: 'Day of the latest visit (最近随访日期)' })),
  ],
  checks: [
    {
      name: 'ENDS_AFTER_START',
      rule: 'The last day is not before the first.',
      holds: ({ signedOn, endsOn }) => endsOn >= signedOn,
    },
    {
      name: 'LAST_VISIT_WHEN_VISITED',
      rule: 'There is a latest visit when, and only when, visits were made, and it is not before the first day.',
      holds: ({ signedOn, visitsDone, lastVisitOn }) =>
        lastVisitOn === null ? visitsDone === 0 : visitsDone > 0 && lastVisitOn >= signedOn,
    },
  ],
});

const preventionServiceFile = exchangeFile({
  kind: 'prevention-services',
  description:
    'Services to people that prevent illness or find it early (预防保健服务), from the basic public health system (基本公共卫生服务系统).',
  sourceSystem: '基本公共卫生服务系统',
  table: preventionServices,
  key: ['personId', 'kind', 'servedOn'],
  columns: [
    patient(),
    code('kind', PREVENTION_SERVICE_KINDS, { meaning: 'Kind (服务类别)' }),
    isoDate('servedOn', { meaning: 'Day (服务日期)' }),
    facilityCode(),
    facilityName('Name of the facility (服务机构名称)'),
    optional(code('result', PREVENTION_RESULTS, { meaning: 'What was found (服务结果)' })),
  ],
});

/** The files about people. */
export const peopleFiles = [
  insuranceEnrolmentFile,
  encounterFile,
  settlementFile,
  payLaterAgreementFile,
  majorIllnessCaseFile,
  chronicCareContractFile,
  preventionServiceFile,
];
