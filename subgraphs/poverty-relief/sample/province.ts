import type { SampleRegion } from '@hearth/kit/sample/regions.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import { GUIDANCE, MONITORING_RULES, provincialRules, REPLY } from './numbers.ts';

/** Yuan per head and year; 2020, 2021, and what one province each announced for 2023 and 2024. */
const LINES = { 2020: 5_000, 2021: 6_000, 2023: 7_300, 2024: 8_800 };

/** Which eastern region helps which western one, by the first two digits. */
const PARTNERS: Readonly<Record<string, string>> = {
  15: '11',
  45: '44',
  50: '37',
  51: '33',
  52: '44',
  53: '31',
  61: '32',
  62: '12',
  63: '32',
  64: '35',
};

/** What poverty relief keeps of a province: its rules, plan, partner, interviews and reports. */
export function provinceRows({ code, name }: SampleRegion, { random, daysAgo }: SampleContext): RowsByKind {
  const region_code = code;
  const policy_number = provincialRules(code);
  const partner = PARTNERS[code.slice(0, 2)];
  const isInterviewed = Number(code.slice(0, 2)) % 2 === 1;
  return {
    'policy-documents': [
      {
        policy_number,
        title: `${name}防止返贫监测和帮扶实施办法`,
        issuer: `${name}扶贫开发领导小组`,
        level: 'PROVINCE',
        region_code,
        issued_on: '2020-06-01',
        effective_on: '2020-06-01',
        tags: 'MONITORING',
        summary: '示例:依据国家指导意见制定的本省实施办法。',
      },
    ],
    'monitoring-lines': Object.entries(LINES).map(([year, amount]) => ({
      region_code,
      year,
      amount,
      effective_on: `${year}-01-01`,
      policy_number,
    })),
    'monitoring-parameters': [
      {
        region_code,
        group: 'CENTRAL_WESTERN',
        policy_number,
        ...MONITORING_RULES,
      },
    ],
    'transition-periods': [
      { region_code, starts_on: '2021-01-01', ends_on: '2025-12-31', policy_number: GUIDANCE },
    ],
    'consolidation-targets': [
      {
        region_code,
        year: 2024,
        name: '监测对象风险消除比例',
        unit: '%',
        target: 60,
        result: random.integer(50, 75),
        policy_number: REPLY,
      },
    ],
    organisations: [
      {
        organisation_number: `office-${code.slice(0, 2)}`,
        name: `${name}扶贫办`,
        level: 'PROVINCE',
        region_code,
        body: `${name}扶贫开发领导小组`,
        role: 'LEAD',
        duty: '防止返贫监测和帮扶',
        ministry: 'POVERTY_RELIEF',
      },
    ],
    'east-west-pairs': partner
      ? [
          {
            eastern_region_code: partner.padEnd(12, '0'),
            western_region_code: code,
            started_year: 2016,
            funds_given: random.integer(100, 900) * 1_000_000,
            cadres_sent: random.integer(50, 600),
            vocational_students: random.integer(500, 9_000),
            skill_trainees: random.integer(2_000, 40_000),
            leader_trainees: random.integer(200, 5_000),
          },
        ]
      : [],
    'regulatory-interviews': isInterviewed
      ? [
          {
            interview_number: `I${code.slice(0, 2)}-1`,
            region_code,
            interviewed_on: `${random.integer(2016, 2020)}-04-20`,
            interviewer: '国务院扶贫开发领导小组',
            interviewee: random.pick(['CHIEF_LEADER', 'LEADER_IN_CHARGE']),
            reason: 'EXIT_QUALITY',
            issue: '示例:个别县退出质量不高。',
            rectification_due_on: '2020-06-30',
            rectified_on: '2020-06-20',
          },
        ]
      : [],
    'watched-provinces': [
      { region_code, topic: 'DISASTER', started_on: daysAgo(180), reason: '主汛期受灾较重,列为重点省份。' },
    ],
    'disaster-shares': [2, 1].map((monthsBack) => shareRow(code, random, daysAgo(monthsBack * 31))),
    'dispatch-reports': [2, 1].map((monthsBack) => reportRow(code, random, daysAgo(monthsBack * 31))),
  };
}

type Random = SampleContext['random'];

/** The month before the one that a day lies in, due on the tenth of that one. */
function shareRow(region_code: string, random: Random, day: string): SampleRow {
  return {
    region_code,
    month: `${day.slice(0, 7)}-01`,
    sender: 'EMERGENCY',
    due_on: dayOfNextMonth(day, 10),
    received_on: random.chance(0.9) ? dayOfNextMonth(day, random.integer(5, 13)) : null,
    event_count: random.integer(0, 6),
    affected_persons: random.integer(0, 60_000),
    damaged_houses: random.integer(0, 400),
    direct_loss: random.integer(0, 90_000_000),
  };
}

function reportRow(region_code: string, random: Random, day: string): SampleRow {
  const affected = random.integer(20, 900);
  return {
    region_code,
    topic: 'DISASTER',
    cadence: 'MONTHLY',
    period_start: `${day.slice(0, 7)}-01`,
    period_end: `${day.slice(0, 7)}-28`,
    due_on: dayOfNextMonth(day, 5),
    reported_on: random.chance(0.9) ? dayOfNextMonth(day, random.integer(2, 8)) : null,
    bulletin_on: null,
    affected_households: affected,
    helped_households: Math.floor(affected * 0.9),
    summary: '示例:本月灾情对脱贫攻坚影响总体可控。',
  };
}

function dayOfNextMonth(day: string, date: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);
}
