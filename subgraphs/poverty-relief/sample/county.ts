import type { SampleRegion } from '@hearth/kit/sample/regions.ts';
import type { RowsByKind, SampleContext } from '@hearth/kit/sample/rows.ts';
import { eventOf, feedOf } from './numbers.ts';

const NO_REMOVALS = {
  RESPONSIBILITY: '党政正职保持稳定',
  POLICY: '主要政策措施保持不变',
  HELP: '驻村工作队和帮扶责任人在岗',
  SUPERVISION: '日常监管持续开展',
};

/** What poverty relief keeps of a county: checks, its exit, a disaster and what partner agencies sent. */
export function countyRows({ code, name }: SampleRegion, { random, daysAgo }: SampleContext): RowsByKind {
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
        level: 'PROVINCE',
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
