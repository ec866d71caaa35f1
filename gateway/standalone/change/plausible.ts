import type { Random } from '@hearth/kit/sample/random.ts';
import { today } from '@hearth/kit/today.ts';
import { formatYuan } from '@hearth/schema/protocol/yuan.ts';
import { type Household, itemsOf, type Member } from './households.ts';

/** A command that could be given of a household. */
export interface PlausibleChange {
  /** The field of `Mutation`. */
  readonly command: string;
  /** Its input without a key. */
  readonly input: object;
}

/** What a change is made up from. */
interface Circumstances {
  readonly household: Household;
  readonly random: Random;
  /** Villages that households of the region live in. */
  readonly villages: readonly string[];
}

/** Makes up a change of one kind; null when the household gives no occasion for it. */
type MakeUp = (circumstances: Circumstances) => PlausibleChange | null;

const yuan = (random: Random, from: number, to: number): bigint => BigInt(random.integer(from, to)) * 100n;

const memberOf = ({ household, random }: Circumstances): Member | null => {
  const members = itemsOf(household.members);
  return members.length > 0 ? random.pick(members) : null;
};

const recordSettlement: MakeUp = (circumstances) => {
  const { random } = circumstances;
  const member = memberOf(circumstances);
  if (!member) return null;
  const [basic, aid, self] = [yuan(random, 20, 4_000), yuan(random, 0, 300), yuan(random, 10, 1_500)];
  const total = basic + aid + self;
  const number = `${Date.now()}${random.integer(1_000, 9_999)}`;
  return {
    command: 'recordSettlement',
    input: {
      person: member.id,
      settlementNumber: `JS-${number}`,
      encounterNumber: `JZ-${number}`,
      kind: random.pick(['OUTPATIENT', 'SPECIAL_OUTPATIENT', 'INPATIENT']),
      settledOn: today(),
      total: formatYuan(total),
      withinCatalogue: formatYuan(basic + aid),
      paidByBasic: formatYuan(basic),
      paidBySeriousIllness: '0.00',
      paidByMedicalAid: formatYuan(aid),
      paidByOther: '0.00',
      selfPaid: formatYuan(self),
      compliantSelfPaid: '0.00',
    },
  };
};

/** Commercial cover alone comes and goes here, so that nobody's basic insurance is lost to a demonstration. */
const insurance: MakeUp = (circumstances) => {
  const member = memberOf(circumstances);
  if (!member) return null;
  const day = today();
  const year = Number(day.slice(0, 4));
  const [cover] = itemsOf(member.insuranceEnrolments);
  if (cover?.endedOn.startsWith(`${year}-`)) {
    if (cover.startedOn > day || day >= cover.endedOn) return null;
    const version = cover.provenance.version;
    return {
      command: 'lapseInsurance',
      input: { insuranceEnrolment: cover.id, expectedVersion: version, endedOn: day },
    };
  }
  return {
    command: 'enrolInInsurance',
    input: {
      person: member.id,
      scheme: 'COMMERCIAL',
      year,
      insuredAs: 'ORDINARY',
      contribution: formatYuan(yuan(circumstances.random, 50, 300)),
      subsidy: '0.00',
      startedOn: `${year}-01-01`,
      endedOn: `${year}-12-31`,
    },
  };
};

const schooling: MakeUp = ({ household, random }) => {
  const open = itemsOf(household.dropoutCases).find(({ status }) => status === 'OUT_OF_SCHOOL');
  if (open) {
    const input = { dropoutCase: open.id, expectedVersion: open.provenance.version, returnedOn: today() };
    return { command: 'returnToSchool', input: { ...input, returnForm: 'FORMER_CLASS' } };
  }
  const pupils = itemsOf(household.members).filter(({ currentSchoolEnrolment }) =>
    ['PRIMARY', 'JUNIOR'].includes(currentSchoolEnrolment?.stage ?? ''),
  );
  if (pupils.length === 0) return null;
  const { id, currentSchoolEnrolment } = random.pick(pupils);
  const cause = random.pick(['HARDSHIP', 'LEARNING_DIFFICULTY', 'DISTANCE', 'MIGRATION']);
  return {
    command: 'reportDropout',
    input: { person: id, ...currentSchoolEnrolment, cause, leftOn: today() },
  };
};

const benefits: MakeUp = ({ household, random }) => {
  const links = itemsOf(household.benefitLinks);
  if (links.length === 0) return null;
  const link = random.pick(links);
  const year = Number(today().slice(0, 4));
  const isOfYear = links.some((other) => other.year === year && other.entityCode === link.entityCode);
  if (!isOfYear) {
    const { entityKind, entityCode, mode, person } = link;
    const yearlyGain = formatYuan(yuan(random, 0, 2_000));
    const input = { person: person.id, entityKind, entityCode, mode, year, signedOn: today(), yearlyGain };
    return { command: 'linkBenefit', input: { ...input, guarantee: 'NONE' } };
  }
  if (link.breachReportedOn !== null) return null;
  const input = { benefitLink: link.id, expectedVersion: link.provenance.version, reportedOn: today() };
  return { command: 'breakBenefit', input };
};

const recordRepayment: MakeUp = ({ household, random }) => {
  const loan = itemsOf(household.microcreditLoans).find(({ outstanding }) => Number(outstanding) >= 100);
  if (!loan) return null;
  const amount = formatYuan(yuan(random, 10, 100));
  const input = { loan: loan.id, expectedVersion: loan.provenance.version, amount, repaidOn: today() };
  return { command: 'recordRepayment', input };
};

const updateIncome: MakeUp = ({ household, random }) => {
  const [income] = itemsOf(household.incomes);
  if (!income) return null;
  const part = random.pick(['WAGE', 'TRANSFER', 'PROPERTY']);
  const amount = formatYuan(yuan(random, 0, 30_000));
  return {
    command: 'updateIncome',
    input: { income: income.id, expectedVersion: income.provenance.version, part, amount },
  };
};

const moveHousehold: MakeUp = ({ household, random, villages }) => {
  const others = villages.filter((code) => code !== household.region.code);
  if (others.length === 0) return null;
  const input = { household: household.id, expectedVersion: household.provenance.version };
  return { command: 'moveHousehold', input: { ...input, region: random.pick(others) } };
};

const KINDS = {
  recordSettlement,
  insurance,
  schooling,
  benefits,
  recordRepayment,
  updateIncome,
  moveHousehold,
} satisfies Record<string, MakeUp>;

/** How often each kind comes about among a hundred changes. */
const WEIGHTS = {
  recordSettlement: 35,
  insurance: 12,
  schooling: 12,
  benefits: 12,
  recordRepayment: 12,
  updateIncome: 15,
  moveHousehold: 2,
} satisfies Record<keyof typeof KINDS, number>;

/** Makes up something that could happen to a household; null when it gives no occasion for what was thought of. */
export const makeUpChange: MakeUp = (circumstances) =>
  KINDS[circumstances.random.weighted(WEIGHTS)](circumstances);
