import type { SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { SamplePerson } from '@hearth/kit/sample/person.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import {
  farmlandOf,
  fertilitySubsidy,
  isHelped,
  postOf,
  type SamplePost,
  trainingOf,
} from '@hearth/kit/sample/support.ts';
import { CENTRAL, countyOf, fundNumberOf } from './numbers.ts';

/** What finance holds of a household: perhaps a loan with its interest, trainings, a post, and payments. */
export function householdRows(household: SampleHousehold, context: SampleContext): RowsByKind {
  const loan = loanRows(household, context);
  return {
    ...loan,
    'training-subsidies': trainingRows(household, context),
    'public-post-subsidies': postRows(household, context),
    'household-payments': paymentRows(household, context),
  };
}

/** The columns that say whom a row is about. */
const about = (person: SamplePerson, { village }: SampleHousehold): SampleRow => ({
  citizen_id: person.citizenId,
  name: person.name,
  region_code: village.code,
});

const isAble = ({ labourCapacity }: SamplePerson) =>
  labourCapacity === 'ORDINARY' || labourCapacity === 'SKILLED';
const yearOf = (date: string): number => Number(date.slice(0, 4));

const LENDERS = ['农村商业银行', '农村信用合作社', '邮政储蓄银行', '农业银行'] as const;
const PURPOSES = ['养牛', '养羊', '种植苹果', '种植蔬菜', '购买农机', '种植中药材'] as const;
const THREE_YEARS = 1_095; // days

function loanRows(household: SampleHousehold, context: SampleContext): RowsByKind {
  const { random, daysAgo, today } = context;
  const borrower = household.members.find((member) => isAble(member) && member.age >= 24 && member.age <= 65);
  if (!borrower || !random.chance(0.35)) return {};
  const lentDaysAgo = random.integer(120, 1_400);
  const termDays = random.integer(365, THREE_YEARS - 1);
  const principal = random.integer(2, 10) * 5_000;
  const isDue = lentDaysAgo > termDays;
  const isSettled = isDue && random.chance(0.9);
  const repaid = isSettled ? principal : isDue ? random.integer(0, 4) * 1_000 : 0;
  const loanNumber = `XD-${household.id}`;
  return {
    'microcredit-loans': [
      {
        ...about(borrower, household),
        loan_number: loanNumber,
        lent_on: daysAgo(lentDaysAgo),
        lender: random.pick(LENDERS),
        principal,
        annual_rate: '4.35',
        purpose: random.pick(PURPOSES),
        due_on: daysAgo(lentDaysAgo - termDays),
        repaid,
        status: isSettled ? 'SETTLED' : isDue && random.chance(0.3) ? 'COMPENSATED' : 'ACTIVE',
        reported_on: today,
      },
    ],
    'interest-subsidies': [
      interestRow(
        {
          borrower,
          household,
          loanNumber,
          principal,
          paidDaysAgo: random.integer(10, Math.min(110, lentDaysAgo - 92)),
        },
        context,
      ),
    ],
  };
}

interface Interest {
  readonly borrower: SamplePerson;
  readonly household: SampleHousehold;
  readonly loanNumber: string;
  /** Yuan. */
  readonly principal: number;
  readonly paidDaysAgo: number;
}

/** A quarter's interest. */
function interestRow(
  { borrower, household, loanNumber, principal, paidDaysAgo }: Interest,
  { daysAgo }: SampleContext,
) {
  const paidOn = daysAgo(paidDaysAgo);
  return {
    ...about(borrower, household),
    loan_number: loanNumber,
    period_from: daysAgo(paidDaysAgo + 91),
    period_to: daysAgo(paidDaysAgo + 1),
    amount: ((principal * 4.35) / 400).toFixed(2),
    paid_on: paidOn,
    fund_number: fundNumberOf(yearOf(paidOn), 'SPECIAL', CENTRAL),
  };
}

/** Public money pays for some of the trainings that members of helped households completed. */
function trainingRows(household: SampleHousehold, context: SampleContext): SampleRow[] {
  const { random, daysAgo } = context;
  if (!isHelped(household)) return [];
  return household.members.flatMap((member) => {
    const training = trainingOf(member, household, context);
    const isCompleted = training?.result === 'CERTIFIED' || training?.result === 'COMPLETED';
    if (!isCompleted || training.kind === 'RURAL_LEADER' || !random.chance(0.7)) return [];
    const paidOn = daysAgo(random.integer(5, training.endedDaysAgo ?? 5));
    return [
      {
        ...about(member, household),
        kind: training.kind,
        course: training.course,
        amount: random.integer(5, 18) * 100,
        paid_on: paidOn,
        fund_number: fundNumberOf(yearOf(paidOn), 'SPECIAL', CENTRAL),
      },
    ];
  });
}

const POSTS: Readonly<Record<SamplePost['kind'], string>> = {
  FOREST_RANGER: '护林员',
  CLEANER: '保洁员',
  ROAD_KEEPER: '护路员',
  WATER_KEEPER: '水管员',
  CARER: '护理员',
};

/** Two months of the pay of a public-welfare post. */
function postRows(household: SampleHousehold, context: SampleContext): SampleRow[] {
  const post = postOf(household, context);
  if (!post) return [];
  const year = yearOf(context.today);
  return ['10', '11'].map((month) => ({
    ...about(post.holder, household),
    post: POSTS[post.kind],
    month: `${year}-${month}-01`,
    amount: post.monthlyPay,
    fund_number: fundNumberOf(year, 'SPECIAL', CENTRAL),
  }));
}

/** The yearly farm subsidy, and student aid where a pupil of a poor household learns. */
function paymentRows(household: SampleHousehold, context: SampleContext): SampleRow[] {
  const { random, today } = context;
  const [head] = household.members;
  if (!head) return [];
  const account = `6228${String(household.number).padStart(11, '0')}${random.integer(1_000, 9_999)}`;
  const hasAidedPupil = household.kind !== 'ORDINARY' && household.members.some((member) => member.schooling);
  const uses = hasAidedPupil ? (['FARM_SUBSIDY', 'STUDENT_AID'] as const) : (['FARM_SUBSIDY'] as const);
  return uses.map((use) => {
    const status = random.weighted({ PAID: 94, ORDERED: 3, RETURNED: 3 });
    const isFarm = use === 'FARM_SUBSIDY';
    return {
      ...about(head, household),
      payment_number: `FF-${today.slice(0, 4)}-${household.id}-${use}`,
      use,
      amount: isFarm ? fertilitySubsidy(farmlandOf(household, context)) : random.integer(3, 20) * 100,
      paid_on: context.daysAgo(random.integer(10, isFarm ? 180 : 300)), // the subsidy is granted in June
      status,
      return_reason: status === 'RETURNED' ? '账户已销户' : null,
      bank: '农村商业银行',
      account_number: account,
      fund_number: isFarm
        ? fundNumberOf(yearOf(today), 'INTEGRATED_AGRI', countyOf(household.village.code))
        : null,
    };
  });
}
