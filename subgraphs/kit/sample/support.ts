import type { SampleHousehold, SampleOptions } from './household.ts';
import type { SamplePerson } from './person.ts';
import { type Random, randomFor } from './random.ts';

/**
 * What more than one ministry records, each in files of its own: decided here once, so that they agree. Each fact has a
 * stream of its own, so that none changes another.
 */

/** A public-welfare post (公益岗位): poverty relief keeps who holds it, finance pays for it. */
export interface SamplePost {
  readonly holder: SamplePerson;
  readonly kind: 'FOREST_RANGER' | 'CLEANER' | 'ROAD_KEEPER' | 'WATER_KEEPER' | 'CARER';
  /** Yuan. */
  readonly monthlyPay: number;
}

/** A training (技能培训): education keeps how it went, finance pays for some. */
export interface SampleTraining {
  readonly kind: 'BUSINESS' | 'LABOUR' | 'RURAL_LEADER';
  readonly course: string;
  readonly result: 'CERTIFIED' | 'COMPLETED' | 'WITHDRAWN' | 'UNDER_WAY';
  readonly begunDaysAgo: number;
  /** Null while it goes on. */
  readonly endedDaysAgo: number | null;
}

const COURSES: Readonly<Record<SampleTraining['kind'], readonly string[]>> = {
  BUSINESS: ['农产品电商运营', '农家乐经营管理', '小微企业创办'],
  LABOUR: ['中式烹调', '电焊工', '挖掘机驾驶', '家政服务', '果树修剪', '养老护理'],
  RURAL_LEADER: ['致富带头人创业培训'],
};

/** Whether a member has basic insurance this year: nearly all have, and more of those that public funds help. */
export function isInsured(person: SamplePerson, household: SampleHousehold, options: SampleOptions): boolean {
  return streamOf('insured', person, options).chance(isHelped(household) ? 0.997 : 0.97);
}

/** The post that a household on the list may hold through a member who can work a little. */
export function postOf(household: SampleHousehold, options: SampleOptions): SamplePost | null {
  const random = streamOf('post', household, options);
  const holder = household.members.find(({ labourCapacity }) => labourCapacity === 'WEAK');
  if (!holder || household.kind === 'ORDINARY' || !random.chance(0.5)) return null;
  return {
    holder,
    kind: random.pick(['FOREST_RANGER', 'CLEANER', 'ROAD_KEEPER', 'WATER_KEEPER', 'CARER']),
    monthlyPay: random.pick([500, 600, 800]),
  };
}

/** The training of a member who can work and is at no school; more are trained in households on the list. */
export function trainingOf(
  person: SamplePerson,
  household: SampleHousehold,
  options: SampleOptions,
): SampleTraining | null {
  const random = streamOf('training', person, options);
  const isAble = person.labourCapacity === 'ORDINARY' || person.labourCapacity === 'SKILLED';
  const isOften = household.kind !== 'ORDINARY';
  if (!isAble || person.schooling || !random.chance(isOften ? 0.28 : 0.12)) return null;
  const kind = random.weighted({ LABOUR: 66, BUSINESS: 26, RURAL_LEADER: 8 });
  const result = random.weighted({ CERTIFIED: 45, COMPLETED: 40, WITHDRAWN: 5, UNDER_WAY: 10 });
  const course = random.pick(COURSES[kind]);
  const begunDaysAgo = result === 'UNDER_WAY' ? random.integer(1, 10) : random.integer(40, 500);
  const endedDaysAgo = result === 'UNDER_WAY' ? null : begunDaysAgo - random.integer(3, 20);
  return { kind, course, result, begunDaysAgo, endedDaysAgo };
}

/** Farmland (mu): poverty relief surveys it, agriculture grants the subsidy for it, finance pays that out. */
export const farmlandOf = (household: SampleHousehold, options: SampleOptions): number =>
  streamOf('farmland', household, options).integer(2, 18);

/** Yuan a year that keeping so many mu fertile is subsidised with (耕地地力保护补贴). */
export const fertilitySubsidy = (mu: number): string => (mu * 92.5).toFixed(2);

/** Whether public funds help the household: on the list of the poor once, or monitored. */
export const isHelped = ({ kind, monitoringCategory }: SampleHousehold): boolean =>
  kind !== 'ORDINARY' || monitoringCategory !== 'NONE';

const streamOf = (fact: string, { id }: { readonly id: string }, { seed }: SampleOptions): Random =>
  randomFor(seed, fact, id);
