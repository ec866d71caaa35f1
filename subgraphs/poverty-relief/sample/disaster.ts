import type { SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import { countyOf, eventOf, feedOf } from './numbers.ts';

/** What the county's disaster did to a household, and what partner agencies reported of it. */
export function disasterRows(family: SampleHousehold, context: SampleContext): RowsByKind {
  const isStruck = family.riskCauses.includes('DISASTER');
  return {
    'disaster-impacts': isStruck ? [impactRow(family, context)] : [],
    'safeguard-repairs': isStruck ? [repairRow(family, context)] : [],
    'partner-findings': [
      ...(isStruck ? [lossFinding(family, context)] : []),
      ...disabilityFindings(family, context),
    ].map((finding, index) => ({ finding_number: `N${family.id}-${index + 1}`, ...finding })),
  };
}

const impactRow = (family: SampleHousehold, { random, daysAgo }: SampleContext): SampleRow => ({
  event_number: eventOf(countyOf(family.village.code)),
  household_number: family.id,
  reported_on: daysAgo(166),
  house_damage: random.pick(['LIGHT', 'LIGHT', 'SEVERE', 'COLLAPSED']),
  water_interrupted: random.chance(0.3),
  cropland_hit_mu: random.integer(0, 60) / 10,
  loss: random.integer(800, 40_000),
  casualties: 0,
});

function repairRow(family: SampleHousehold, { random, daysAgo }: SampleContext): SampleRow {
  const isDone = random.chance(0.8);
  return {
    repair_number: `B${family.id}`,
    kind: 'HOUSING',
    region_code: family.village.code,
    household_number: family.id,
    event_number: eventOf(countyOf(family.village.code)),
    status: isDone ? 'COMPLETED' : 'UNDER_WAY',
    opened_on: daysAgo(160),
    due_on: daysAgo(70),
    completed_on: isDone ? daysAgo(random.integer(60, 120)) : null,
    cost: random.integer(2_000, 30_000),
    agency: 'HOUSING',
  };
}

const lossFinding = ({ id, village }: SampleHousehold, { daysAgo }: SampleContext): SampleRow => ({
  feed_number: feedOf(countyOf(village.code), 'EMERGENCY'),
  household_number: id,
  subject: 'DISASTER_LOSS',
  detail: '房屋和农作物因洪涝受损',
  found_on: daysAgo(166),
  result: 'CONFIRMED',
  result_returned_on: daysAgo(150),
});

function disabilityFindings(family: SampleHousehold, { daysAgo }: SampleContext): SampleRow[] {
  const disabled = family.members.filter(({ healthStates }) => healthStates.includes('DISABLED'));
  return disabled.slice(0, 1).map(({ citizenId, name }) => ({
    feed_number: feedOf(countyOf(family.village.code), 'DISABLED_FEDERATION'),
    household_number: family.id,
    citizen_id: citizenId,
    name,
    subject: 'DISABILITY_CERTIFICATE',
    detail: '持有残疾证',
    found_on: daysAgo(70),
    result: 'PENDING',
  }));
}
