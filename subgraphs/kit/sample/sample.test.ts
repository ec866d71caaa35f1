import { citizenIdCheckCharacter } from '@hearth/schema/protocol/citizen-id.ts';
import { describe, expect, it } from 'vitest';
import { createHousehold, type SampleOptions } from './household.ts';
import { findRegion } from './regions.ts';
import { isInsured, postOf, trainingOf } from './support.ts';

const options: SampleOptions = { seed: 1, households: 2_000, today: '2024-12-31' };
const households = Array.from({ length: options.households }, (_, number) =>
  createHousehold(number, options),
);
const persons = households.flatMap((household) => household.members.map((person) => ({ person, household })));

describe('the world of the sample', () => {
  it('should be the same for the same seed, whatever else was made before', () => {
    expect(createHousehold(1_570, options)).toEqual(households[1_570]);
    expect(createHousehold(1_570, { ...options, seed: 2 })).not.toEqual(households[1_570]);
  });

  it('should give everybody a citizen ID of their own, that checks and whose prefix no division has', () => {
    const ids = persons.map(({ person }) => person.citizenId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(id).toMatch(/^99\d{15}[\dX]$/);
      expect(citizenIdCheckCharacter(id.slice(0, -1))).toBe(id.at(-1));
    }
  });

  it('should settle every household in a village that exists', () => {
    for (const { village } of households) {
      expect(village.level).toBe('VILLAGE');
      expect(findRegion(village.code)).toBe(village);
    }
  });

  it('should employ nobody who is younger than sixteen or at school', () => {
    const workers = persons.filter(({ person }) => person.work);
    expect(workers.length).toBeGreaterThan(1_000);
    for (const { person } of workers) {
      expect(person.age).toBeGreaterThan(16);
      expect(person.schooling).toBeNull();
    }
  });
});

describe('what more than one ministry records', () => {
  it('should be the same for each that asks', () => {
    for (const { person, household } of persons) {
      expect(isInsured(person, household, options)).toBe(isInsured(person, household, options));
      expect(trainingOf(person, household, options)).toEqual(trainingOf(person, household, options));
    }
  });

  it('should leave few without insurance, but some', () => {
    const uninsured = persons.filter(({ person, household }) => !isInsured(person, household, options));
    expect(uninsured.length).toBeGreaterThan(0);
    expect(uninsured.length / persons.length).toBeLessThan(0.03);
  });

  it('should give posts to members who can work a little, in households on the list', () => {
    const posts = households.flatMap((household) => {
      const post = postOf(household, options);
      return post ? [{ post, household }] : [];
    });
    expect(posts.length).toBeGreaterThan(50);
    for (const { post, household } of posts) {
      expect(household.members).toContain(post.holder);
      expect(post.holder.labourCapacity).toBe('WEAK');
      expect(household.kind).not.toBe('ORDINARY');
    }
  });

  it('should train those who can work and are at no school, and end what has ended after it began', () => {
    const trained = persons.flatMap(({ person, household }) => {
      const training = trainingOf(person, household, options);
      return training ? [{ person, training }] : [];
    });
    expect(trained.length).toBeGreaterThan(300);
    for (const { person, training } of trained) {
      expect(person.schooling).toBeNull();
      expect(training.endedDaysAgo === null).toBe(training.result === 'UNDER_WAY');
      expect(training.endedDaysAgo ?? 0).toBeLessThan(training.begunDaysAgo);
    }
  });
});
