import { parseYuan } from '@hearth/schema/protocol/yuan.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forEachDatabase } from '@hearth/kit/database/testing.ts';
import { describeConformance } from '@hearth/kit/testing.ts';
import { wholeCountry } from '@hearth/kit/testing/authorities.ts';
import { type MinistryWithSample, openWithSample } from '@hearth/kit/testing/ministry-with-sample.ts';
import type { GraphQLObjectType } from 'graphql';
import type { DropoutCase, EducationCost, Household, Person, Region, School } from './generated/resolvers.ts';
import { education } from './subgraph.ts';

describeConformance(education);

forEachDatabase((createDatabase) => {
  let opened: MinistryWithSample;
  beforeAll(async () => {
    opened = await openWithSample(education, createDatabase);
  }, 120_000);
  afterAll(() => opened.stop());

  /** What the sample's entities of a type answer to a selection, without an error. */
  async function read<Entity>(type: string, count: number, selection: string): Promise<Entity[]> {
    const keys = await opened.keys(education.schema.getType(type) as GraphQLObjectType, count);
    return readKeys(type, keys, selection);
  }

  async function readKeys<Entity>(
    type: string,
    keys: readonly object[],
    selection: string,
  ): Promise<Entity[]> {
    const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${type} ${selection} } }`;
    const variables = { keys: keys.map((key) => ({ __typename: type, ...key })) };
    const { data, errors } = await opened.open.execute({ query, variables }, wholeCountry);
    expect(errors).toBeUndefined();
    return data?.['_entities'] as Entity[];
  }

  const nodes = <Node>(connection: { readonly edges: readonly { readonly node: Node }[] } | null): Node[] =>
    connection?.edges.map(({ node }) => node) ?? [];

  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);

  /** Money as the API writes it. */
  const fen = (amount: unknown) => parseYuan(amount as string)!;

  describe('the sample', () => {
    it('should be accepted whole', () => {
      const quarantined = opened.imports.filter((file) => file.quarantined > 0);
      expect(quarantined.map(({ kind, reasons }) => ({ kind, reasons }))).toEqual([]);
    });
  });

  describe('stays at schools', () => {
    it('should be parted by whether they go on', async () => {
      const households = await read<Record<'all' | 'current' | 'past', Household['schoolEnrolments']>>(
        'Household',
        60,
        `{ all: schoolEnrolments(first: 100) { edges { node { id endedOn } } }
           current: schoolEnrolments(first: 100, current: true) { edges { node { id endedOn } } }
           past: schoolEnrolments(first: 100, current: false) { edges { node { id endedOn } } } }`,
      );
      const all = households.flatMap((household) => nodes(household.all));
      const current = households.flatMap((household) => nodes(household.current));
      const past = households.flatMap((household) => nodes(household.past));
      expect(current.length * past.length).toBeGreaterThan(0);
      expect(current.every(({ endedOn }) => endedOn === null)).toBe(true);
      expect(past.every(({ endedOn }) => endedOn !== null)).toBe(true);
      expect([...current, ...past].map(({ id }) => id).toSorted()).toEqual(
        all.map(({ id }) => id).toSorted(),
      );
    });

    it('should lead to the school of the register, except for colleges', async () => {
      const people = await read<Person>(
        'Person',
        200,
        '{ currentSchoolEnrolment { stage schoolName school { name ownership } } }',
      );
      const stays = people.flatMap(({ currentSchoolEnrolment: stay }) => stay ?? []);
      expect(stays.length).toBeGreaterThan(0);
      for (const { stage, schoolName, school } of stays) {
        expect(school?.name ?? null).toBe(stage === 'HIGHER' ? null : schoolName);
      }
    });

    it('should be counted for the household as its members on a roll', async () => {
      const households = await read<Household>(
        'Household',
        60,
        '{ enrolledMembers schoolEnrolments(first: 100, current: true) { edges { node { person { id } } } } }',
      );
      for (const { enrolledMembers, schoolEnrolments } of households) {
        const students = new Set(nodes(schoolEnrolments).map(({ person }) => person.id));
        expect(enrolledMembers).toBe(students.size);
      }
    });
  });

  describe('the cost of schooling', () => {
    it('should be for a household the sum over its members', async () => {
      const households = await read<Household>(
        'Household',
        60,
        `{ id educationCost(year: 2024) { students tuition lodging books subsidies selfPaid postCompulsorySelfPaid }
           schoolEnrolments(first: 100) { edges { node { person { id } } } } }`,
      );
      const withCost = households.filter(({ educationCost }) => educationCost !== null);
      expect(withCost.length).toBeGreaterThan(0);
      for (const { educationCost: total, schoolEnrolments } of withCost) {
        const ids = [...new Set(nodes(schoolEnrolments).map(({ person }) => person.id))];
        const keys = ids.map((id) => ({ id }));
        const people = await readKeys<Person>(
          'Person',
          keys,
          '{ educationCosts(year: 2024) { edges { node { selfPaid stage } } } }',
        );
        const costs: EducationCost[] = people.flatMap(({ educationCosts }) => nodes(educationCosts));
        const beyond = costs.filter(({ stage }) => !['PRIMARY', 'JUNIOR'].includes(stage));
        expect(total?.students).toBe(
          people.filter((person) => nodes(person.educationCosts).length > 0).length,
        );
        expect(fen(total?.selfPaid)).toBe(sum(costs.map(({ selfPaid }) => fen(selfPaid))));
        expect(fen(total?.postCompulsorySelfPaid)).toBe(sum(beyond.map(({ selfPaid }) => fen(selfPaid))));
        expect(fen(total?.selfPaid)).toBe(
          fen(total?.tuition) + fen(total?.lodging) + fen(total?.books) - fen(total?.subsidies),
        );
      }
    });

    it('should be null in a year without a record', async () => {
      const households = await read<Household>('Household', 60, '{ educationCost(year: 1999) { students } }');
      expect(new Set(households.map(({ educationCost }) => educationCost))).toEqual(new Set([null]));
    });

    it('should refuse a year that no record can bear, by name', async () => {
      const { errors } = await opened.open.execute(
        {
          query:
            '{ _entities(representations: [{ __typename: "Household", id: "H000000000" }]) { ... on Household { educationCost(year: 20240) { students } } } }',
        },
        wholeCountry,
      );
      expect(errors?.[0]).toMatchObject({
        message: 'Argument "year" is 20240; ask for 1949 to 2100.',
        extensions: { code: 'BAD_USER_INPUT' },
      });
    });
  });

  describe('the figures of a region', () => {
    it('should count the cases of leaving school that its list holds', async () => {
      const [province] = await read<Region>(
        'Region',
        1,
        `{ dropoutCounts { total outOfSchool persuading returned released compulsoryOpen }
           dropoutCases(first: 100) { edges { node { status compulsory daysOut(until: "2024-12-31") } } } }`,
      );
      const cases: DropoutCase[] = nodes(province!.dropoutCases);
      const having = (...statuses: string[]) => cases.filter(({ status }) => statuses.includes(status));
      expect(cases.length).toBeGreaterThan(0);
      expect(province!.dropoutCounts).toEqual({
        total: cases.length,
        outOfSchool: having('OUT_OF_SCHOOL').length,
        persuading: having('PERSUADING').length,
        returned: having('RETURNED').length,
        released: having('RELEASED').length,
        compulsoryOpen: having('OUT_OF_SCHOOL', 'PERSUADING').filter(({ compulsory }) => compulsory).length,
      });
      expect(cases.every(({ status, daysOut }) => (status === 'RELEASED') === (daysOut === null))).toBe(true);
    });

    it('should count the schools that its list holds, also under a filter', async () => {
      const [province] = await read<
        Pick<Region, 'schoolCounts' | 'schools'> & Record<'publicCounts', Region['schoolCounts']>
      >(
        'Region',
        1,
        `{ schoolCounts { schools inspected buildingSafe standardised }
           publicCounts: schoolCounts(ownership: PUBLIC) { schools inspected buildingSafe standardised }
           schools(first: 100) { edges { node { ownership buildingSafe standardised } } } }`,
      );
      const all = nodes(province!.schools);
      const isPublic = ({ ownership }: School) => ownership === 'PUBLIC';
      expect(province!.schoolCounts).toEqual(countsOf(all));
      expect(province!.publicCounts).toEqual(countsOf(all.filter(isPublic)));
      expect(province!.publicCounts!.schools).toBeLessThan(all.length);
    });

    const countsOf = (schools: readonly School[]) => ({
      schools: schools.length,
      inspected: schools.filter(({ buildingSafe }) => buildingSafe !== null).length,
      buildingSafe: schools.filter(({ buildingSafe }) => buildingSafe).length,
      standardised: schools.filter(({ standardised }) => standardised).length,
    });

    it('should cover public and private schools together as the sum of both', async () => {
      type Coverage = NonNullable<Region['educationAidCoverage']>;
      const figures = '{ students needyStudents aidedNeedyStudents amount }';
      const [province] = await read<Record<'all' | 'public' | 'private', Coverage>>(
        'Region',
        1,
        `{ all: educationAidCoverage(year: 2024, stage: PRESCHOOL) ${figures}
           public: educationAidCoverage(year: 2024, stage: PRESCHOOL, ownership: PUBLIC) ${figures}
           private: educationAidCoverage(year: 2024, stage: PRESCHOOL, ownership: PRIVATE) ${figures} }`,
      );
      const { all, public: open, private: closed } = province!;
      expect(open.students * closed.students).toBeGreaterThan(0);
      expect(all.students).toBe(open.students + closed.students);
      expect(all.needyStudents).toBe(open.needyStudents + closed.needyStudents);
      expect(fen(all.amount)).toBe(fen(open.amount) + fen(closed.amount));
      expect(all.aidedNeedyStudents).toBeLessThanOrEqual(all.needyStudents);
    });

    it('should add up over its villages', async () => {
      const regions = await read<Region>(
        'Region',
        100,
        '{ code educationAidCoverage(year: 2024) { students } educationBetweenGenerations { compared higher equal lower } }',
      );
      const villages = regions.filter(({ code }) => !code.endsWith('000'));
      const students = villages.map(({ educationAidCoverage }) => educationAidCoverage!.students);
      expect(regions[0]!.educationAidCoverage!.students).toBe(students.reduce((a, b) => a + b, 0));
      for (const { educationBetweenGenerations: figures } of regions) {
        expect(figures!.compared).toBe(figures!.higher + figures!.equal + figures!.lower);
      }
    });
  });

  describe('one batch', () => {
    it('should cost one statement per table, for ten households as for fifty', async () => {
      const selection = `{ id enrolledMembers membersOutOfSchool educationCost(year: 2024) { selfPaid }
        educationAidAwards(year: 2024) { edges { node { amount } } }
        skillTrainings { edges { node { course } } }
        schoolEnrolments { edges { node { stage school { name } } } } }`;
      const ten = await opened.statementsOf(() => read('Household', 10, selection));
      const fifty = await opened.statementsOf(() => read('Household', 50, selection));
      expect(fifty.toSorted()).toEqual(ten.toSorted());
      expect(fifty).toHaveLength(8); // the register, three figures, three lists, the schools
    });
  });
});
