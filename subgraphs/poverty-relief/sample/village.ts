import type { SampleRegion } from '@hearth/kit/sample/regions.ts';
import type { RowsByKind, SampleContext } from '@hearth/kit/sample/rows.ts';
import { countyOf, eventOf, responsibleOf } from './numbers.ts';

/** What poverty relief keeps of a village: who helps there, its team, repairs and its exit. */
export function villageRows({ code, name }: SampleRegion, { random, daysAgo }: SampleContext): RowsByKind {
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
            event_number: eventOf(countyOf(code)),
            status: 'COMPLETED',
            opened_on: daysAgo(165),
            due_on: daysAgo(140),
            completed_on: daysAgo(150),
            cost: random.integer(5_000, 80_000),
            agency: 'WATER',
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
