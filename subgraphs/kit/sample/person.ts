import { citizenIdCheckCharacter } from '@hearth/schema/protocol/citizen-id.ts';
import { ethnicity, givenName, type Sex } from './names.ts';
import type { Random } from './random.ts';

export type Relation = 'HEAD' | 'SPOUSE' | 'CHILD' | 'CHILD_IN_LAW' | 'GRANDCHILD' | 'PARENT';
export type HealthState = 'HEALTHY' | 'CHRONIC' | 'MAJOR_ILLNESS' | 'DISABLED';
export type LabourCapacity = 'ORDINARY' | 'SKILLED' | 'WEAK' | 'LOST' | 'NONE';
export type SchoolStage = 'PRESCHOOL' | 'PRIMARY' | 'JUNIOR' | 'SENIOR' | 'VOCATIONAL' | 'HIGHER';
export type WorkPlace = 'TOWNSHIP' | 'COUNTY' | 'PROVINCE' | 'OTHER_PROVINCE';

/** A synthetic member of a household. No such person exists. */
export interface SamplePerson {
  readonly id: string;
  /** Valid by its check character; its first six digits are assigned to no county. */
  readonly citizenId: string;
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: string;
  /** Full years on the sample's day. */
  readonly age: number;
  readonly relation: Relation;
  readonly ethnicity: string;
  readonly healthStates: readonly HealthState[];
  readonly labourCapacity: LabourCapacity;
  /** Null for whoever is at no school. Children of school age are always at one, but for the dropouts. */
  readonly schooling: { readonly stage: SchoolStage; readonly grade: number } | null;
  /** Left compulsory schooling early (失学辍学). */
  readonly isDropout: boolean;
  /** Null for whoever does not go out to work (外出务工). */
  readonly work: { readonly place: WorkPlace; readonly months: number } | null;
}

/** What a person is made from. */
export interface PersonSeed {
  /** Counts all persons of the sample; two with the same number would share a citizen ID. */
  readonly number: number;
  readonly surname: string;
  readonly relation: Relation;
  readonly sex: Sex;
  readonly age: number;
}

/** The sample's persons, from a seed and the day that the sample describes. */
export function createPerson(seed: PersonSeed, today: string, random: Random): SamplePerson {
  const { number, relation, sex, age } = seed;
  const birthDate = birthDateAt(age, today, random);
  const healthStates = healthAt(age, random);
  const labourCapacity = labourAt(age, healthStates, random);
  const isDropout = age >= 7 && age <= 14 && random.chance(0.006);
  const schooling = isDropout ? null : schoolingAt(age, random);
  return {
    id: `P${String(number).padStart(9, '0')}`,
    citizenId: citizenIdOf(number, birthDate, sex),
    name: seed.surname + givenName(random, sex),
    sex,
    birthDate,
    age,
    relation,
    ethnicity: ethnicity(random),
    healthStates,
    labourCapacity,
    schooling,
    isDropout,
    work: schooling === null ? workOf(labourCapacity, age, random) : null,
  };
}

/**
 * Prefixes 990000 to 999999 belong to no division. Each serves 500 numbers, so that none collide among the first
 * 625,000 households; of a million, a prefix serves two persons who then differ by their birth dates, but for a few.
 */
function citizenIdOf(number: number, birthDate: string, sex: Sex): string {
  const prefix = 990_000 + (Math.floor(number / 500) % 10_000);
  const sequence = (number % 500) * 2 + (sex === 'MALE' ? 1 : 0);
  const digits = `${prefix}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return digits + citizenIdCheckCharacter(digits);
}

/** A birth date that makes the person that old today. */
function birthDateAt(age: number, today: string, random: Random): string {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() - age);
  date.setUTCDate(date.getUTCDate() - random.integer(1, 360));
  return date.toISOString().slice(0, 10);
}

function healthAt(age: number, random: Random): HealthState[] {
  const states: HealthState[] = [];
  if (random.chance(age < 18 ? 0.02 : age < 60 ? 0.14 : 0.42)) states.push('CHRONIC');
  if (random.chance(age < 60 ? 0.015 : 0.05)) states.push('MAJOR_ILLNESS');
  if (random.chance(age < 60 ? 0.03 : 0.08)) states.push('DISABLED');
  return states.length === 0 ? ['HEALTHY'] : states;
}

function labourAt(age: number, health: readonly HealthState[], random: Random): LabourCapacity {
  if (age < 16) return 'NONE';
  if (health.includes('MAJOR_ILLNESS')) return 'LOST';
  if (health.includes('DISABLED')) return random.pick(['LOST', 'WEAK']);
  if (age >= 60) return random.pick(['WEAK', 'WEAK', 'LOST']);
  return random.chance(0.12) ? 'SKILLED' : 'ORDINARY';
}

function schoolingAt(age: number, random: Random): SamplePerson['schooling'] {
  if (age >= 3 && age <= 5) return random.chance(0.8) ? { stage: 'PRESCHOOL', grade: age - 2 } : null;
  if (age >= 6 && age <= 11) return { stage: 'PRIMARY', grade: age - 5 };
  if (age >= 12 && age <= 14) return { stage: 'JUNIOR', grade: age - 11 };
  if (age >= 15 && age <= 17) {
    if (random.chance(0.1)) return null;
    return { stage: random.chance(0.55) ? 'SENIOR' : 'VOCATIONAL', grade: age - 14 };
  }
  if (age >= 18 && age <= 21) return random.chance(0.35) ? { stage: 'HIGHER', grade: age - 17 } : null;
  return null;
}

const WORK_PLACES = { TOWNSHIP: 20, COUNTY: 30, PROVINCE: 20, OTHER_PROVINCE: 30 } as const;

/** At 17 all months of this year's work lie after the sixteenth birthday, before which nobody may be employed. */
function workOf(labour: LabourCapacity, age: number, random: Random): SamplePerson['work'] {
  const isAble = labour === 'ORDINARY' || labour === 'SKILLED';
  if (!isAble || age < 17 || !random.chance(0.55)) return null;
  return { place: random.weighted(WORK_PLACES), months: random.integer(2, 11) };
}
