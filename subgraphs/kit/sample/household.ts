import { surname, type Sex } from './names.ts';
import { createPerson, type PersonSeed, type SamplePerson } from './person.ts';
import { type Random, randomFor } from './random.ts';
import { type SampleRegion, villageOf } from './regions.ts';

export type HouseholdKind = 'ORDINARY' | 'LIFTED' | 'LIFTED_DIBAO' | 'LIFTED_TEKUN';
export type MonitoringCategory = 'NONE' | 'UNSTABLE' | 'MARGINAL' | 'SUDDEN_HARDSHIP';
export type RiskCause =
  | 'ILLNESS'
  | 'DISABILITY'
  | 'DISASTER'
  | 'EPIDEMIC'
  | 'LABOUR_SHORTAGE'
  | 'SCHOOLING'
  | 'UNSTABLE_EMPLOYMENT';

/** A synthetic household (户). */
export interface SampleHousehold {
  /** Counts the households of the sample from 0. */
  readonly number: number;
  readonly id: string;
  readonly village: SampleRegion;
  readonly kind: HouseholdKind;
  readonly monitoringCategory: MonitoringCategory;
  readonly riskCauses: readonly RiskCause[];
  /** Moved by the relocation programme (易地搬迁). */
  readonly isRelocated: boolean;
  /** The head comes first. */
  readonly members: readonly SamplePerson[];
  /** Last full year's income and expense of the whole household, in whole yuan. */
  readonly income: SampleIncome;
}

export interface SampleIncome {
  readonly year: number;
  readonly wage: number;
  readonly business: number;
  readonly property: number;
  readonly transfer: number;
  readonly expense: number;
}

/** What a sample is: the same three values give the same sample. */
export interface SampleOptions {
  readonly seed: number;
  readonly households: number;
  /** The day that the sample describes, ISO. */
  readonly today: string;
}

/** No household has more members than this, so that persons are numbered without counting. */
const MOST_MEMBERS = 8;

/** Net income per head below which a household is in danger, yuan a year. Our modelling decision for the sample. */
const DANGER_LINE = 8_000;

/** The household of that number, from 0; independent of every other household. */
export function createHousehold(number: number, options: SampleOptions): SampleHousehold {
  const random = randomFor(options.seed, 'household', number);
  const members = composition(random)
    .slice(0, MOST_MEMBERS)
    .map((seed, place) =>
      createPerson({ ...seed, number: number * MOST_MEMBERS + place }, options.today, random),
    );
  const kind = random.weighted({ ORDINARY: 62, LIFTED: 26, LIFTED_DIBAO: 10, LIFTED_TEKUN: 2 });
  const income = incomeOf(members, Number(options.today.slice(0, 4)) - 1, random);
  const riskCauses = risksOf(members, random);
  return {
    number,
    id: `H${String(number).padStart(9, '0')}`,
    village: villageOf(number, options.households),
    kind,
    monitoringCategory: categoryOf(kind, netPerHead(income, members.length), riskCauses, random),
    riskCauses,
    isRelocated: kind !== 'ORDINARY' && random.chance(0.15),
    members,
    income,
  };
}

/** Net income per head of the year, whole yuan. */
export function netPerHead(
  { wage, business, property, transfer, expense }: SampleIncome,
  size: number,
): number {
  return Math.floor((wage + business + property + transfer - expense) / size);
}

type Seed = Omit<PersonSeed, 'number'>;

/** Who lives together: a head, perhaps a spouse, parents, children and grandchildren. */
function composition(random: Random): Seed[] {
  const family = surname(random);
  const headSex: Sex = random.chance(0.8) ? 'MALE' : 'FEMALE';
  const headAge = random.integer(28, 76);
  const members: Seed[] = [{ surname: family, relation: 'HEAD', sex: headSex, age: headAge }];
  if (random.chance(0.8)) members.push(spouse(headSex, headAge, random));
  if (headAge < 55 && random.chance(0.45)) members.push(parent(family, headAge, random));
  members.push(...children(family, headAge, random));
  return members;
}

function spouse(headSex: Sex, headAge: number, random: Random): Seed {
  const sex = headSex === 'MALE' ? 'FEMALE' : 'MALE';
  return {
    surname: surname(random),
    relation: 'SPOUSE',
    sex,
    age: Math.max(22, headAge + random.integer(-5, 3)),
  };
}

function parent(family: string, headAge: number, random: Random): Seed {
  const age = Math.min(95, headAge + random.integer(21, 32));
  return random.chance(0.6)
    ? { surname: surname(random), relation: 'PARENT', sex: 'FEMALE', age }
    : { surname: family, relation: 'PARENT', sex: 'MALE', age };
}

function children(family: string, headAge: number, random: Random): Seed[] {
  const born = Array.from({ length: random.integer(0, 3) }, () => headAge - random.integer(22, 34));
  return born
    .filter((age) => age >= 0)
    .toSorted((a, b) => b - a)
    .flatMap((age) => {
      const child: Seed = { surname: family, relation: 'CHILD', sex: random.pick(['MALE', 'FEMALE']), age };
      const hasChild = age >= 26 && random.chance(0.35);
      const grandchild: Seed = {
        surname: family,
        relation: 'GRANDCHILD',
        sex: random.pick(['MALE', 'FEMALE']),
        age: Math.max(0, age - random.integer(21, 26)),
      };
      return hasChild ? [child, grandchild] : [child];
    });
}

function incomeOf(members: readonly SamplePerson[], year: number, random: Random): SampleIncome {
  const months = members.reduce((sum, member) => sum + (member.work?.months ?? 0), 0);
  const farmers = members.filter((member) => member.labourCapacity !== 'NONE' && member.work === null).length;
  const elders = members.filter((member) => member.age >= 60).length;
  const business = farmers * random.integer(2_500, 9_000);
  return {
    year,
    wage: months * random.integer(2_200, 4_200),
    business,
    property: random.chance(0.4) ? random.integer(50, 1_500) : 0,
    transfer: elders * random.integer(1_300, 2_400) + members.length * random.integer(200, 1_400),
    expense: Math.floor(business * (random.integer(20, 45) / 100)),
  };
}

function risksOf(members: readonly SamplePerson[], random: Random): RiskCause[] {
  const causes: RiskCause[] = [];
  const hasState = (state: SamplePerson['healthStates'][number]) =>
    members.some((member) => member.healthStates.includes(state));
  if (hasState('MAJOR_ILLNESS')) causes.push('ILLNESS');
  if (hasState('DISABLED')) causes.push('DISABILITY');
  if (members.every((member) => !['ORDINARY', 'SKILLED'].includes(member.labourCapacity))) {
    causes.push('LABOUR_SHORTAGE');
  }
  if (members.some((member) => member.schooling?.stage === 'HIGHER')) causes.push('SCHOOLING');
  if (random.chance(0.05)) causes.push('DISASTER');
  if (members.some((member) => member.work) && random.chance(0.06)) causes.push('UNSTABLE_EMPLOYMENT');
  return causes.slice(0, 5);
}

function categoryOf(
  kind: HouseholdKind,
  perHead: number,
  causes: readonly RiskCause[],
  random: Random,
): MonitoringCategory {
  if (causes.length === 0) return 'NONE';
  if (perHead < DANGER_LINE) return kind === 'ORDINARY' ? 'MARGINAL' : 'UNSTABLE';
  return causes.includes('DISASTER') || random.chance(0.03) ? 'SUDDEN_HARDSHIP' : 'NONE';
}
