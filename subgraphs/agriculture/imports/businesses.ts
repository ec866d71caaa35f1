import { code, identifier, integer, isoDate, optional, text, yuan } from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import type { ExchangeFile } from '@hearth/kit/imports/exchange.ts';
import { person, region } from '@hearth/kit/imports/register-cells.ts';
import { CERTIFICATION_LEVELS, ENTREPRENEUR_STAGES, LED_BUSINESS_FORMS } from '../codes.ts';
import { isStageOfDays } from '../rules.ts';
import {
  cooperatives,
  entrepreneurs,
  industryGuides,
  leadingEnterprises,
  ledBusinesses,
  workshops,
} from '../tables.ts';
import { businessEntity, inOrder, jobsForPoorAmongJobs, operation, sector } from './cells.ts';

const leadingEnterpriseFile = exchangeFile({
  kind: 'leading-enterprises',
  description: 'Leading enterprises of poverty relief (扶贫龙头企业), certified or asking to be.',
  table: leadingEnterprises,
  key: ['registrationCode'],
  columns: [
    ...businessEntity(),
    optional(code('certification', CERTIFICATION_LEVELS, { meaning: 'Level of certification (认定级别)' })),
    optional(isoDate('certifiedOn', { meaning: 'Day of certification (认定日期)' })),
    yuan('supportReceived', { meaning: 'Public support since certification (累计扶持资金), yuan' }),
    integer('jobs', { meaning: 'People employed (用工人数)' }),
    integer('jobsForPoor', { meaning: 'Of those, of poor households (吸纳贫困人口就业)' }),
  ],
  checks: [
    {
      name: 'CERTIFIED_WITH_ITS_DAY',
      rule: 'An enterprise has a day of certification when, and only when, it has a level.',
      holds: ({ certification, certifiedOn }) => (certification === null) === (certifiedOn === null),
    },
    jobsForPoorAmongJobs,
  ],
});

const cooperativeFile = exchangeFile({
  kind: 'cooperatives',
  description: 'Farmers’ cooperatives (农民合作社).',
  table: cooperatives,
  key: ['registrationCode'],
  columns: [
    ...businessEntity(),
    isoDate('foundedOn', { meaning: 'Day of foundation (成立日期)' }),
    integer('memberHouseholds', { meaning: 'Member households (成员户数)' }),
    integer('peopleRaised', { meaning: 'Poor people whose income it raised (带动贫困人口)' }),
  ],
});

const entrepreneurFile = exchangeFile({
  kind: 'entrepreneurs',
  description:
    'Entrepreneurs who lead villages to more income (创业致富带头人), with how far each has come: 选、育、带.',
  table: entrepreneurs,
  key: ['personId'],
  columns: [
    person({ personId: 'personId', householdId: 'householdId' }),
    region('regionCode', { meaning: 'The village served (服务村)' }),
    code('stage', ENTREPRENEUR_STAGES, { meaning: 'How far the entrepreneur has come (培育阶段)' }),
    sector(),
    isoDate('selectedOn', { meaning: 'Day of selection (选定日期)' }),
    optional(isoDate('trainedOn', { meaning: 'Day on which training ended (培训结业日期)' })),
    optional(isoDate('leadingSince', { meaning: 'Day since which a business is led (领办日期)' })),
  ],
  checks: [
    {
      name: 'STAGE_OF_ITS_DAYS',
      rule: 'Whoever is trained has the day of it; whoever leads has that day and the day since when.',
      holds: (row) => isStageOfDays(row.stage, row),
    },
    inOrder('selectedOn', 'trainedOn'),
    inOrder('trainedOn', 'leadingSince'),
  ],
});

const ledBusinessFile = exchangeFile({
  kind: 'led-businesses',
  description: 'Businesses that entrepreneurs lead (领办经营主体); the person is the entrepreneur.',
  table: ledBusinesses,
  key: ['registrationCode'],
  columns: [
    entrepreneur(),
    ...businessEntity(),
    code('form', LED_BUSINESS_FORMS, { meaning: 'Legal form (主体形式)' }),
    integer('peopleLifted', { meaning: 'Poor people helped out of poverty (带动脱贫人口)' }),
  ],
});

/** The entrepreneur; the column `name` is the business’s. */
function entrepreneur() {
  return person(
    { personId: 'personId' },
    { name: { column: 'entrepreneur_name', meaning: 'Name of the entrepreneur (带头人姓名)' } },
  );
}

const workshopFile = exchangeFile({
  kind: 'workshops',
  description: 'Workshops near the villages (扶贫车间) and whether they work.',
  table: workshops,
  key: ['workshopNumber'],
  columns: [
    identifier('workshopNumber', { meaning: 'Number in the register of workshops (车间编号)' }),
    text('name', { meaning: 'Name (车间名称)' }),
    region('regionCode', { meaning: 'Where it stands (所在地区)' }),
    text('product', { max: 100, meaning: 'What is made there (主要产品)' }),
    operation(),
    optional(isoDate('suspendedOn', { meaning: 'Day on which work stopped (停工日期)' })),
    optional(isoDate('resumedOn', { meaning: 'Day on which work went on (复工日期)' })),
    integer('jobs', { meaning: 'People employed (用工人数)' }),
    integer('jobsForPoor', { meaning: 'Of those, of poor households (吸纳贫困人口就业)' }),
  ],
  checks: [inOrder('suspendedOn', 'resumedOn'), jobsForPoorAmongJobs],
});

const industryGuideFile = exchangeFile({
  kind: 'industry-guides',
  description: 'Industry guides, who advise households (产业发展指导员).',
  table: industryGuides,
  key: ['guideNumber'],
  columns: [
    identifier('guideNumber', { meaning: 'Number in the register of guides (指导员编号)' }),
    text('name', { max: 50, meaning: 'Name (姓名)' }),
    text('organisation', { meaning: 'Where the guide works for (工作单位)' }),
    region('regionCode', { meaning: 'The region served (服务地区)' }),
    sector(),
  ],
});

/** Files about who carries the industry. */
export const businessFiles: readonly ExchangeFile[] = [
  leadingEnterpriseFile,
  cooperativeFile,
  entrepreneurFile,
  ledBusinessFile,
  workshopFile,
  industryGuideFile,
];
