import type { SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { SamplePerson } from '@hearth/kit/sample/person.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import { farmlandOf, fertilitySubsidy, isHelped } from '@hearth/kit/sample/support.ts';
import { countyOf, guideNumberOf, hasCooperative, PER_COUNTY, registrationCodeOf } from './codes.ts';
import { CROPS, PRODUCTS } from './products.ts';

/** What agriculture holds of a household: links, a guide, subsidies, and what was lost or could not be sold. */
export function householdRows(household: SampleHousehold, context: SampleContext): RowsByKind {
  const farmer = household.members.find(isAble) ?? household.members[0];
  if (!farmer) return {};
  return {
    'benefit-links': linkRows(household, farmer, context),
    'industry-guidances': guidanceRows(household, context),
    'farm-subsidies': subsidyRows(farmer, household, context),
    'crop-losses': lossRows(farmer, household, context),
    ...unsoldRows(farmer, household, context),
    ...entrepreneurRows(farmer, household, context),
  };
}

const isAble = ({ labourCapacity }: SamplePerson) =>
  labourCapacity === 'ORDINARY' || labourCapacity === 'SKILLED';

/** The columns that say whom a row is about. */
const about = ({ citizenId, name }: SamplePerson): SampleRow => ({ citizen_id: citizenId, name });

const yearOf = ({ today }: SampleContext): number => Number(today.slice(0, 4));

function linkRows(household: SampleHousehold, farmer: SamplePerson, context: SampleContext): SampleRow[] {
  const { random } = context;
  if (!random.chance(isHelped(household) ? 0.75 : 0.25)) return [];
  const village = household.village.code;
  const isCooperative = hasCooperative(village) && random.chance(0.7);
  const year = yearOf(context);
  const guarantee = random.weighted({ GUARANTEED_MINIMUM: 45, PREMIUM_PURCHASE: 30, NONE: 25 });
  const promised = random.integer(4, 30) * 100;
  const isKept = random.chance(0.92);
  const isReported = !isKept && random.chance(0.5);
  return [
    {
      ...about(farmer),
      region_code: village,
      entity_kind: isCooperative ? 'COOPERATIVE' : 'LEADING_ENTERPRISE',
      entity_code: isCooperative
        ? registrationCodeOf('COOPERATIVE', village, 1)
        : registrationCodeOf(
            'LEADING_ENTERPRISE',
            countyOf(village),
            random.integer(1, PER_COUNTY.enterprises),
          ),
      mode: modeOf(farmer, context),
      guarantee,
      guaranteed_gain: guarantee === 'GUARANTEED_MINIMUM' ? promised : null,
      year,
      signed_on: `${year}-0${random.integer(1, 4)}-15`,
      yearly_gain: isKept ? promised + random.integer(0, 900) : random.integer(0, promised - 1),
      breach_reported_on: isReported ? `${year}-12-${random.integer(10, 28)}` : null,
      breach_note: isReported ? '未按约定支付保底收益' : null,
    },
  ];
}

/** Only those who can work are employed. */
const modeOf = (farmer: SamplePerson, { random }: SampleContext) =>
  random.weighted({
    PRODUCT_PURCHASE: 30,
    SHARE_COOPERATION: 25,
    EMPLOYMENT: isAble(farmer) ? 20 : 0,
    PRODUCTION_HOSTING: 15,
    TECHNICAL_SERVICE: 10,
  });

function guidanceRows(household: SampleHousehold, { random, daysAgo }: SampleContext): SampleRow[] {
  if (!isHelped(household) || !random.chance(0.6)) return [];
  const visits = random.integer(0, 12);
  const assigned = random.integer(300, 1_200);
  return [
    {
      household_number: household.id,
      guide_number: guideNumberOf(countyOf(household.village.code), random.integer(1, PER_COUNTY.guides)),
      assigned_on: daysAgo(assigned),
      ended_on: random.chance(0.1) ? daysAgo(random.integer(5, 40)) : null,
      visits,
      last_visit_on: visits > 0 ? daysAgo(random.integer(45, 290)) : null,
    },
  ];
}

function subsidyRows(farmer: SamplePerson, household: SampleHousehold, context: SampleContext): SampleRow[] {
  const { random } = context;
  const year = yearOf(context);
  const mu = farmlandOf(household, context);
  const fertility = {
    ...about(farmer),
    programme: 'FARMLAND_FERTILITY',
    year,
    area_mu: `${mu}.00`,
    amount: fertilitySubsidy(mu),
    granted_on: `${year}-06-20`,
  };
  const selfRescue = {
    ...about(farmer),
    programme: 'SELF_RESCUE',
    year,
    amount: random.integer(3, 15) * 100,
    granted_on: `${year}-09-10`,
  };
  return household.riskCauses.includes('DISASTER') ? [fertility, selfRescue] : [fertility];
}

function lossRows(
  farmer: SamplePerson,
  household: SampleHousehold,
  { random, daysAgo }: SampleContext,
): SampleRow[] {
  if (!household.riskCauses.includes('DISASTER') && !random.chance(0.03)) return [];
  const product = random.pick(PRODUCTS);
  const isLivestock = product.sector === 'LIVESTOCK';
  const loss = random.integer(10, 200) * 100;
  const areaMu = random.integer(1, 12);
  return [
    {
      ...about(farmer),
      crop: product.name,
      sector: product.sector,
      cause: isLivestock
        ? 'BIOLOGICAL'
        : random.pick(['FLOOD', 'DROUGHT', 'METEOROLOGICAL', 'GEOLOGICAL'] as const),
      lost_on: daysAgo(random.integer(20, 330)),
      area_mu: isLivestock ? null : `${areaMu}.00`,
      loss,
      compensation: random.chance(0.4) ? Math.floor(loss * 0.4) : 0,
      replanted_mu: isLivestock ? null : `${random.integer(0, areaMu)}.00`,
    },
  ];
}

/** Produce that nobody bought, and the order that took some of it. */
function unsoldRows(
  farmer: SamplePerson,
  household: SampleHousehold,
  { random, daysAgo }: SampleContext,
): RowsByKind {
  if (!random.chance(0.08)) return {};
  const product = random.pick(CROPS);
  const quantity = random.integer(200, 4_000);
  const sold = random.pick([0, Math.floor(quantity / 2), quantity]);
  const reported = random.integer(60, 320);
  const price = random.integer(2, 15);
  const reportNumber = `ZX-${household.id}`;
  const order = {
    order_number: `XF-${household.id}`,
    region_code: household.village.code,
    report_number: reportNumber,
    buyer: random.pick(['社区团购平台', '县属国有企业', '东部协作区消费者']),
    buyer_kind: random.pick(['CONSUMERS', 'STATE_ENTERPRISE', 'EASTERN_PARTNER'] as const),
    product: product.name,
    quantity_kg: sold,
    amount: sold * price,
    ordered_on: daysAgo(reported - random.integer(5, 40)),
    status: 'PAID',
  };
  return {
    'unsold-produce': [
      {
        report_number: reportNumber,
        ...about(farmer),
        region_code: household.village.code,
        product: product.name,
        sector: product.sector,
        cause: random.pick(['EPIDEMIC', 'MARKET', 'FLOOD'] as const),
        quantity_kg: quantity,
        sold_kg: sold,
        estimated_value: quantity * price,
        reported_on: daysAgo(reported),
        status:
          sold === 0 ? random.pick(['OPEN', 'SPOILED'] as const) : sold < quantity ? 'PARTLY_SOLD' : 'SOLD',
      },
    ],
    'consumption-orders': sold > 0 ? [order] : [],
  };
}

/** One household in twelve has an entrepreneur; those who lead have a business. */
function entrepreneurRows(
  farmer: SamplePerson,
  household: SampleHousehold,
  context: SampleContext,
): RowsByKind {
  const { random, daysAgo } = context;
  if (household.number % 12 !== 5 || !isAble(farmer) || farmer.age > 60) return {};
  const stage = random.weighted({ LEADING: 60, TRAINED: 25, SELECTED: 15 });
  const product = random.pick(PRODUCTS);
  const village = household.village.code;
  const business = {
    citizen_id: farmer.citizenId,
    entrepreneur_name: farmer.name,
    registration_code: registrationCodeOf('LED_BUSINESS', village, household.number % 1_000),
    name: `${household.village.name}${product.name}家庭农场`,
    region_code: village,
    sector: product.sector,
    operation: 'OPERATING',
    form: random.weighted({ FAMILY_FARM: 6, SOLE_TRADER: 3, COMPANY: 1 }),
    people_lifted: random.integer(3, 40),
  };
  return {
    entrepreneurs: [
      {
        ...about(farmer),
        region_code: village,
        stage,
        sector: product.sector,
        selected_on: daysAgo(random.integer(1_000, 1_500)),
        trained_on: stage === 'SELECTED' ? null : daysAgo(random.integer(800, 990)),
        leading_since: stage === 'LEADING' ? daysAgo(random.integer(200, 790)) : null,
      },
    ],
    'led-businesses': stage === 'LEADING' ? [business] : [],
  };
}
