import { LARGEST_HOUSEHOLD_YUAN } from '@hearth/schema/protocol/bounds.ts';
import {
  code,
  identifier,
  integer,
  isoDate,
  mu,
  optional,
  text,
  yesNo,
  yuan,
} from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import { household, person, region } from '@hearth/kit/imports/register-cells.ts';
import {
  DISASTER_KINDS,
  FINDING_RESULTS,
  HOUSE_DAMAGES,
  PARTNER_AGENCIES,
  PARTNER_FINDING_SUBJECTS,
  type PartnerAgency,
  REPAIR_KINDS,
  REPAIR_STATUSES,
  RESPONSE_LEVELS,
} from '../codes.ts';
import {
  disasterEvents,
  disasterImpacts,
  disasterShares,
  partnerFeeds,
  partnerFindings,
  safeguardRepairs,
} from '../tables.ts';
import { endsAfterStart, MONITORING_SYSTEM } from './checks.ts';

/** The systems of the agencies, which stay the owners of what they send. */
const systemOf: Readonly<Record<PartnerAgency, string>> = {
  HOUSING: '住房城乡建设部门',
  WATER: '水利部门',
  EMERGENCY: '应急管理部门',
  CIVIL_AFFAIRS: '民政部门',
  DISABLED_FEDERATION: '残疾人联合会',
  LABOUR: '人力资源社会保障部门',
  PUBLIC_SECURITY: '公安部门',
};

const ownedBySender = ({ sender }: { sender: PartnerAgency }) => ({ sourceSystem: systemOf[sender] });

const sender = () =>
  code('sender', PARTNER_AGENCIES, { meaning: 'Agency that sends and owns it (发送部门)' });

const eventsFile = exchangeFile({
  kind: 'disaster-events',
  description: 'Disasters, from the emergency agency (灾害事件).',
  table: disasterEvents,
  key: ['number'],
  columns: [
    identifier('number', { column: 'event_number', meaning: 'Number of the event (灾害编号)' }),
    text('name', { max: 100, meaning: 'Name (名称)' }),
    code('kind', DISASTER_KINDS, { meaning: 'Kind (灾种)' }),
    region('regionCode', { meaning: 'Region that it struck (受灾地区)' }),
    isoDate('startedOn', { meaning: 'First day (开始日期)' }),
    optional(isoDate('endedOn', { meaning: 'Last day (结束日期)' })),
    code('responseLevel', RESPONSE_LEVELS, { meaning: 'Response level (响应级别)' }),
    integer('affectedPersons', { meaning: 'Persons affected (受灾人口)' }),
    yuan('directLoss', { meaning: 'Direct economic loss (直接经济损失), yuan' }),
    sender(),
  ],
  checks: [endsAfterStart],
  derive: ownedBySender,
});

const impactsFile = exchangeFile({
  kind: 'disaster-impacts',
  description: 'What disasters did to households (受灾情况).',
  sourceSystem: systemOf.EMERGENCY,
  table: disasterImpacts,
  key: ['eventNumber', 'householdId'],
  columns: [
    identifier('eventNumber', { meaning: 'Number of the event (灾害编号)' }),
    household('householdId'),
    isoDate('reportedOn', { meaning: 'Day of the report (报告日期)' }),
    code('houseDamage', HOUSE_DAMAGES, { meaning: 'What became of the house (房屋受损程度)' }),
    yesNo('waterInterrupted', { meaning: 'Drinking water failed (饮水是否中断)' }),
    mu('croplandHitMu', { max: 10_000, meaning: 'Farmland hit (农作物受灾面积), mu' }),
    yuan('loss', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Loss (经济损失), yuan' }),
    integer('casualties', { max: 50, meaning: 'Members hurt or killed (伤亡人数)' }),
  ],
});

const repairsFile = exchangeFile({
  kind: 'safeguard-repairs',
  description: 'Repairs of houses and drinking water (住房饮水修复), from housing and water.',
  table: safeguardRepairs,
  key: ['number'],
  columns: [
    identifier('number', { column: 'repair_number', meaning: 'Number of the repair (修复编号)' }),
    code('kind', REPAIR_KINDS, { meaning: 'House or water (类别)' }),
    region('regionCode', { meaning: 'Region (地区)' }),
    optional(household('householdId')),
    optional(identifier('eventNumber', { meaning: 'Number of the disaster behind it (灾害编号)' })),
    code('status', REPAIR_STATUSES, { meaning: 'Where it stands (状态)' }),
    isoDate('openedOn', { meaning: 'Day of the report (报修日期)' }),
    optional(isoDate('dueOn', { meaning: 'Day by which it is due (完成期限)' })),
    optional(isoDate('completedOn', { meaning: 'Day on which it was done (完成日期)' })),
    optional(yuan('cost', { meaning: 'Cost (投入金额), yuan' })),
    code('agency', PARTNER_AGENCIES, { meaning: 'Agency in charge (责任部门)' }),
  ],
  checks: [
    {
      name: 'DONE_WITH_A_DAY',
      rule: 'A repair that is done, and no other, has a day on which it was done, not before the report.',
      holds: ({ status, openedOn, completedOn }) =>
        (status === 'COMPLETED') === (completedOn !== null) && (completedOn ?? openedOn) >= openedOn,
    },
    {
      name: 'HOUSE_OF_A_HOUSEHOLD',
      rule: 'The repair of a house names the household.',
      holds: ({ kind, householdId }) => kind !== 'HOUSING' || householdId !== null,
    },
  ],
  derive: ({ agency }) => ({ sourceSystem: systemOf[agency] }),
});

const sharesFile = exchangeFile({
  kind: 'disaster-shares',
  description:
    'Disaster data of a month and a region, shared by the emergency agency (月度灾情共享). What is due and missing has no day of arrival.',
  table: disasterShares,
  key: ['regionCode', 'month'],
  columns: [
    region('regionCode', { meaning: 'Region (地区)' }),
    isoDate('month', { meaning: 'First day of the month (月份)' }),
    sender(),
    isoDate('dueOn', { meaning: 'Day by which it is due (共享期限)' }),
    optional(isoDate('receivedOn', { meaning: 'Day on which it came (接收日期)' })),
    integer('eventCount', { meaning: 'Events in the month (灾害次数)' }),
    integer('affectedPersons', { meaning: 'Persons affected (受灾人口)' }),
    integer('damagedHouses', { meaning: 'Houses collapsed or severely damaged (倒损住房户数)' }),
    yuan('directLoss', { meaning: 'Direct economic loss (直接经济损失), yuan' }),
  ],
  checks: [
    {
      name: 'FIRST_OF_A_MONTH',
      rule: 'A month is given by its first day.',
      holds: ({ month }) => month.endsWith('-01'),
    },
  ],
  derive: ownedBySender,
});

const feedsFile = exchangeFile({
  kind: 'partner-feeds',
  description:
    'Deliveries of data by agencies that have no subgraph, and what went back to them (部门数据推送).',
  table: partnerFeeds,
  key: ['number'],
  columns: [
    identifier('number', { column: 'feed_number', meaning: 'Number of the delivery (推送批次号)' }),
    sender(),
    region('regionCode', { meaning: 'Region it is about (所涉地区)' }),
    text('subject', { max: 100, meaning: 'What it holds (数据内容)' }),
    optional(isoDate('dueOn', { meaning: 'Day by which it was due (推送期限)' })),
    isoDate('receivedOn', { meaning: 'Day on which it came (接收日期)' }),
    integer('receivedRows', { meaning: 'Rows that came (接收条数)' }),
    integer('matchedRows', { meaning: 'Of them matched (比对成功条数)' }),
    optional(isoDate('resultsReturnedOn', { meaning: 'Day on which results went back (结果反馈日期)' })),
  ],
  checks: [
    {
      name: 'MATCHED_AMONG_RECEIVED',
      rule: 'No more rows are matched than came.',
      holds: ({ matchedRows, receivedRows }) => matchedRows <= receivedRows,
    },
  ],
  derive: ownedBySender,
});

const findingsFile = exchangeFile({
  kind: 'partner-findings',
  description:
    'What partner agencies reported about households, and what verification came to (部门推送信息).',
  sourceSystem: MONITORING_SYSTEM,
  table: partnerFindings,
  key: ['number'],
  columns: [
    identifier('number', { column: 'finding_number', meaning: 'Number of the finding (信息编号)' }),
    identifier('feedNumber', { meaning: 'Number of the delivery (推送批次号)' }),
    household('householdId'),
    optional(person({ personId: 'personId' })),
    code('subject', PARTNER_FINDING_SUBJECTS, { meaning: 'What was found (信息类型)' }),
    text('detail', { max: 500, sensitive: true, meaning: 'In words (信息内容)' }),
    isoDate('foundOn', { meaning: 'Day for which it was found (信息日期)' }),
    code('result', FINDING_RESULTS, { meaning: 'What verification came to (核实结果)' }),
    optional(isoDate('resultReturnedOn', { meaning: 'Day on which the result went back (结果反馈日期)' })),
  ],
  checks: [
    {
      name: 'RESULT_BEFORE_RETURN',
      rule: 'Only a verified finding goes back to the sender.',
      holds: ({ result, resultReturnedOn }) => resultReturnedOn === null || result !== 'PENDING',
    },
  ],
});

/** Disasters and what partner agencies send; events and deliveries before what cites them. */
export const disasterFiles = [eventsFile, impactsFile, repairsFile, sharesFile, feedsFile, findingsFile];
