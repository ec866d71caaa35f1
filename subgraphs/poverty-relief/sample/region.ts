import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import type { SampleRegion } from '@hearth/kit/sample/regions.ts';
import { eventOf, feedOf, GUIDANCE, provincialRules, REPLY, responsibleOf } from './numbers.ts';

/** What poverty relief keeps of a region of the sample. */
export function region(place: SampleRegion, context: SampleContext): RowsByKind {
  const regions = [regionRow(place, context)];
  if (place.level === 'PROVINCE') return { regions, ...provinceRows(place, context) };
  if (place.level === 'COUNTY') return { regions, ...countyRows(place, context) };
  if (place.level === 'VILLAGE') return { regions, ...villageRows(place, context) };
  return { regions };
}

function regionRow({ code, name, level }: SampleRegion, { random }: SampleContext): SampleRow {
  const isDesignated = (level === 'COUNTY' || level === 'VILLAGE') && random.chance(0.6);
  return {
    region_code: code,
    name,
    poverty_designation: isDesignated ? `POVERTY_${level}` : 'NONE',
    exited_on: isDesignated ? `${random.integer(2016, 2020)}-11-30` : null,
  };
}

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

function provinceRows({ code, name }: SampleRegion, { random, daysAgo }: SampleContext): RowsByKind {
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
        level: 'PROVINCIAL',
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
        effective_on: '2020-06-01',
        policy_number,
        medical_share_lifted: '0.5',
        medical_share_others: '1',
        schooling_cost_limit: 10_000,
        decision_days: 15,
        notice_days: 5,
        stable_months: 6,
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
        level: 'PROVINCIAL',
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

const NO_REMOVALS = {
  RESPONSIBILITY: '党政正职保持稳定',
  POLICY: '主要政策措施保持不变',
  HELP: '驻村工作队和帮扶责任人在岗',
  SUPERVISION: '日常监管持续开展',
};

function countyRows({ code, name }: SampleRegion, { random, daysAgo }: SampleContext): RowsByKind {
  const region_code = code;
  const exits = random.integer(300, 4_000);
  return {
    'no-removal-checks': Object.entries(NO_REMOVALS).map(([kind, finding]) => {
      const upheld = random.chance(0.9);
      return {
        region_code,
        kind,
        checked_on: daysAgo(90),
        upheld,
        finding: upheld ? finding : `${finding}方面存在不足`,
        checked_by: `${name}扶贫开发领导小组`,
        rectification_due_on: upheld ? null : daysAgo(30),
      };
    }),
    'exit-assessments': [
      {
        assessment_number: `X${code.slice(0, 6)}-2020`,
        subject: 'COUNTY',
        region_code,
        year: 2020,
        level: 'PROVINCIAL',
        assessed_on: '2020-10-15',
        evaluator: '示例第三方评估机构',
        third_party: true,
        planned_exits: exits,
        completed_exits: exits,
        sampled_exits: 200,
        wrong_exits: random.integer(0, 2),
        missed_poor: random.integer(0, 2),
        quality_score: random.integer(85, 99),
        approval_rate: `0.9${random.integer(0, 9)}`,
        evidence_ministries: 'POVERTY_RELIEF;HEALTH;EDUCATION',
        conclusion: 'CONFIRMED',
      },
    ],
    'disaster-events': [
      {
        event_number: eventOf(code),
        name: `${name}强降雨洪涝灾害`,
        kind: 'FLOOD',
        region_code,
        started_on: daysAgo(170),
        ended_on: daysAgo(164),
        response_level: random.pick(['II', 'III', 'IV']),
        affected_persons: random.integer(500, 20_000),
        direct_loss: random.integer(500_000, 60_000_000),
        sender: 'EMERGENCY',
      },
    ],
    'partner-feeds': Object.entries(FEEDS).map(([sender, subject]) => {
      const received = random.integer(20, 400);
      return {
        feed_number: feedOf(code, sender),
        sender,
        region_code,
        subject,
        due_on: daysAgo(60),
        received_on: daysAgo(random.integer(55, 65)),
        received_rows: received,
        matched_rows: Math.floor(received * 0.96),
        results_returned_on: daysAgo(40),
      };
    }),
  };
}

const FEEDS = {
  EMERGENCY: '受灾户名单',
  DISABLED_FEDERATION: '残疾证信息',
  CIVIL_AFFAIRS: '低保和特困供养信息',
};

function villageRows({ code, name }: SampleRegion, { random, daysAgo }: SampleContext): RowsByKind {
  const team = `T${code}`;
  const present = random.pick([2, 3, 3]);
  return {
    'responsible-persons': [
      {
        responsible_number: responsibleOf(code),
        name: `${random.pick(['李', '王', '张', '杨'])}帮扶`,
        organisation: '县级帮扶单位',
        post: '干部',
        phone: `1390000${String(random.integer(0, 9_999)).padStart(4, '0')}`,
        region_code: code,
      },
    ],
    'village-teams': [
      {
        team_number: team,
        region_code: code,
        dispatched_by: '县级派出单位',
        leader: `${random.pick(['赵', '周', '陈'])}队长`,
        member_count: present,
        required_count: 3,
        stationed_on: '2021-05-10',
      },
    ],
    'village-team-gaps': [
      present < 3
        ? { team_number: team, kind: 'UNDERSTAFFED', found_on: daysAgo(40), note: '在岗人数不足。' }
        : {
            team_number: team,
            kind: 'ABSENT',
            found_on: daysAgo(200),
            closed_on: daysAgo(195),
            note: '队员短期脱岗,已返岗。',
          },
    ],
    'safeguard-repairs': random.chance(0.3)
      ? [
          {
            repair_number: `W${code}-1`,
            kind: 'DRINKING_WATER',
            region_code: code,
            event_number: eventOf(`${code.slice(0, 6)}000000`),
            status: 'COMPLETED',
            opened_on: daysAgo(165),
            due_on: daysAgo(140),
            completed_on: daysAgo(150),
            cost: random.integer(5_000, 80_000),
            agency: 'WATER',
            household_number: null,
          },
        ]
      : [],
    'exit-assessments': random.chance(0.4)
      ? [
          {
            assessment_number: `X${code}-2019`,
            subject: 'VILLAGE',
            region_code: code,
            year: 2019,
            level: 'COUNTY',
            assessed_on: '2019-11-05',
            evaluator: `${name}所在县扶贫办`,
            third_party: false,
            planned_exits: 30,
            completed_exits: 30,
            sampled_exits: 10,
            wrong_exits: 0,
            missed_poor: 0,
            quality_score: random.integer(80, 99),
            evidence_ministries: 'POVERTY_RELIEF;HEALTH',
            conclusion: 'CONFIRMED',
          },
        ]
      : [],
  };
}
