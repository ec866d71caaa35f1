import { forEachDatabase } from '@hearth/kit/database/testing.ts';
import { describeConformance } from '@hearth/kit/testing.ts';
import { wholeCountry } from '@hearth/kit/testing/authorities.ts';
import { type MinistryWithSample, openWithSample } from '@hearth/kit/testing/ministry-with-sample.ts';
import { createAuthority } from '@hearth/schema/protocol/authority.ts';
import { formatYuan, parseYuan } from '@hearth/schema/protocol/yuan.ts';
import type { GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEALTH_BENEFITS } from './codes.ts';
import type { Household, MedicalConsortium, Person, Region } from './generated/resolvers.ts';
import { shareOf } from './rules.ts';
import { health } from './subgraph.ts';

/** The last day of the sample. */
const DAY = '2024-12-31';

describeConformance(health);

forEachDatabase((createDatabase) => {
  let opened: MinistryWithSample;
  beforeAll(async () => {
    opened = await openWithSample(health, createDatabase);
  }, 120_000);
  afterAll(() => opened.stop());

  const keysOf = (type: string, count: number) =>
    opened.keys(health.schema.getType(type) as GraphQLObjectType, count);

  function ask(type: string, keys: readonly object[], selection: string, authority = wholeCountry) {
    const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${type} ${selection} } }`;
    const variables = { keys: keys.map((key) => ({ __typename: type, ...key })) };
    return opened.open.execute({ query, variables }, authority);
  }

  /** What entities answer to a selection, without an error. */
  async function readKeys<Entity>(
    type: string,
    keys: readonly object[],
    selection: string,
  ): Promise<Entity[]> {
    const { data, errors } = await ask(type, keys, selection);
    expect(errors).toBeUndefined();
    return data?.['_entities'] as Entity[];
  }

  const read = async <Entity>(type: string, count: number, selection: string): Promise<Entity[]> =>
    readKeys(type, await keysOf(type, count), selection);

  describe('the sample', () => {
    it('should be accepted whole, every one of the thirteen files', () => {
      expect(opened.imports).toHaveLength(13);
      const refused = opened.imports.filter(({ quarantined }) => quarantined > 0);
      expect(refused.map(({ kind, reasons }) => ({ kind, reasons }))).toEqual([]);
    });
  });

  describe('the medical burden of a household', () => {
    it('should be the sum of its bills of these months', async () => {
      const households = await read<Household>(
        'Household',
        60,
        `{ medicalBurden(months: 6, until: "${DAY}") { since until settlements total reimbursed selfPaid }
           settlements(first: 100) { edges { node { settledOn total reimbursed selfPaid } } } }`,
      );
      const burdens = households.map(({ medicalBurden }) => medicalBurden!);
      expect(burdens.some(({ settlements }) => settlements > 0)).toBe(true);
      for (const { medicalBurden, settlements } of households) {
        const bills = nodes(settlements).filter(({ settledOn }) => settledOn >= '2024-07-01');
        expect(medicalBurden).toEqual({
          since: '2024-07-01',
          until: DAY,
          settlements: bills.length,
          total: sum(bills.map(({ total }) => total)),
          reimbursed: sum(bills.map(({ reimbursed }) => reimbursed)),
          selfPaid: sum(bills.map(({ selfPaid }) => selfPaid)),
        });
      }
    });

    it('should be compared with the income that the gateway brings, and with nothing without one', async () => {
      const keys = await keysOf('Household', 60);
      const selection = `{ medicalBurden(until: "${DAY}") { selfPaid selfPaidToIncome } }`;
      const withIncome = keys.map((key) => ({ ...key, netIncomeLastYear: '20000.00' }));
      for (const { medicalBurden } of await readKeys<Household>('Household', withIncome, selection)) {
        expect(medicalBurden?.selfPaidToIncome).toBe(shareOf(fen(medicalBurden?.selfPaid), 2_000_000n));
      }
      for (const { medicalBurden } of await readKeys<Household>('Household', keys, selection)) {
        expect(medicalBurden?.selfPaidToIncome).toBeNull();
      }
    });

    it.each([0, -1, 121])('should be refused for %i months by name', async (months) => {
      const selection = `{ medicalBurden(months: ${months}) { total } }`;
      const { errors } = await ask('Household', await keysOf('Household', 1), selection);
      expect(errors?.[0]).toMatchObject({
        message: `Argument "months" is ${months}; ask for 1 to 120.`,
        extensions: { code: 'BAD_USER_INPUT' },
      });
    });
  });

  describe('insurance', () => {
    it('should be lacking for as many members as are not insured on the day', async () => {
      const people = await read<Person & { id: string }>(
        'Person',
        300,
        `{ insured(on: "${DAY}") insuranceEnrolments(first: 100, scheme: BASIC) { edges { node { inForce(on: "${DAY}") household { id } } } } }`,
      );
      for (const { insured, insuranceEnrolments } of people) {
        expect(insured).toBe(nodes(insuranceEnrolments).some(({ inForce }) => inForce));
      }
      const households = await read<Household>('Household', 60, `{ uninsuredMembers(on: "${DAY}") }`);
      const missing = households.reduce((count, { uninsuredMembers }) => count + uninsuredMembers!, 0);
      expect(missing).toBe(people.filter(({ insured }) => !insured).length);
    });

    it('should cover nobody before the year begins', async () => {
      const [before] = await read<Person>('Person', 1, '{ insured(on: "2023-12-31") }');
      expect(before?.insured).toBe(false);
    });

    it('should open benefits to assisted people by their province’s rules, and none before these', async () => {
      const people = await read<Record<'now' | 'before', Person['healthBenefits']> & Person>(
        'Person',
        300,
        `{ now: healthBenefits(on: "${DAY}") before: healthBenefits(on: "2017-12-31")
           insuranceEnrolments(scheme: BASIC) { edges { node { insuredAs } } } }`,
      );
      const isAssisted = (person: Person) =>
        nodes(person.insuranceEnrolments).some(({ insuredAs }) => insuredAs !== 'ORDINARY');
      expect(people.every(({ before }) => before?.length === 0)).toBe(true);
      expect(people.some(isAssisted)).toBe(true);
      for (const person of people.filter(isAssisted)) {
        expect(person.now).toEqual(HEALTH_BENEFITS.toSorted());
      }
      const others = people.filter((person) => !isAssisted(person));
      expect(others.every(({ now }) => now!.length < 3)).toBe(true);
    });
  });

  describe('treatment', () => {
    it('should lead from the bill to the treatment and back, and to the facility by its code', async () => {
      const people = await read<Person>(
        'Person',
        300,
        `{ settlements(first: 100) { edges { node { id kind encounter { kind days diagnosisName facilityName facility { name }
           settlements { edges { node { id } } } } } } } }`,
      );
      const bills = people.flatMap(({ settlements }) => nodes(settlements));
      expect(bills.length).toBeGreaterThan(0);
      for (const { id, kind, encounter } of bills) {
        expect(nodes(encounter!.settlements).map((bill) => bill.id)).toEqual([id]);
        expect(encounter?.kind).toBe(kind);
        expect(encounter?.facility?.name).toBe(encounter?.facilityName);
        expect(encounter?.diagnosisName).not.toBeNull();
        expect(encounter?.days).toBeGreaterThan(0);
      }
    });

    it('should be filtered by its kind without loss', async () => {
      const households = await read<Record<'all' | 'stays' | 'visits' | 'special', Household['settlements']>>(
        'Household',
        60,
        `{ all: settlements(first: 100) { edges { node { id } } }
           stays: settlements(first: 100, kind: INPATIENT) { edges { node { id } } }
           visits: settlements(first: 100, kind: OUTPATIENT) { edges { node { id } } }
           special: settlements(first: 100, kind: SPECIAL_OUTPATIENT) { edges { node { id } } } }`,
      );
      for (const { all, stays, visits, special } of households) {
        const ids = [stays, visits, special].flatMap((part) => nodes(part).map(({ id }) => id));
        expect(ids.toSorted()).toEqual(
          nodes(all)
            .map(({ id }) => id)
            .toSorted(),
        );
      }
    });
  });

  describe('figures of regions', () => {
    const figures = `{ code
      facilityCoverage { counties countiesWithPublicHospital townships townshipsWithClinic villages villagesWithClinic }
      insuranceCoverage(on: "${DAY}") { people insured insuredShare }
      medicalReimbursement(until: "${DAY}") { settlements people total reimbursed selfPaid reimbursedShare }
      inCountyTreatment(until: "${DAY}") { encounters inCounty inCountyShare }
      majorIllnessTreatment { cases treated treatedInCounty treatedShare }
      chronicCareCoverage(on: "${DAY}") { patients contracted contractedShare visitsDue visitsDone }
      hospitalPairingCounts(on: "${DAY}") { supportingHospitals supportedHospitals } }`;

    it('should be for a province the sums over its villages, and shares of those', async () => {
      const regions = await read<Region & { code: string }>('Region', 100, figures);
      for (const province of regions.filter(({ code }) => code.endsWith('0000000000'))) {
        const villages = regions.filter(
          ({ code }) => !code.endsWith('000') && code.startsWith(province.code.slice(0, 2)),
        );
        const total = (count: (region: Region) => number) =>
          villages.reduce((sum, village) => sum + count(village), 0);
        const cover = province.insuranceCoverage!;
        expect(cover.people).toBe(total((village) => village.insuranceCoverage!.people));
        expect(cover.insured).toBe(total((village) => village.insuranceCoverage!.insured));
        expect(cover.insuredShare).toBe(shareOf(cover.insured, cover.people));
        const care = province.chronicCareCoverage!;
        expect(care.patients).toBe(total((village) => village.chronicCareCoverage!.patients));
        expect(care.contracted).toBe(total((village) => village.chronicCareCoverage!.contracted));
        expect(care.visitsDue).toBe(total((village) => village.chronicCareCoverage!.visitsDue));
        const treated = province.inCountyTreatment!;
        expect(treated.encounters).toBe(total((village) => village.inCountyTreatment!.encounters));
        expect(treated.inCounty).toBe(total((village) => village.inCountyTreatment!.inCounty));
        const cases = province.majorIllnessTreatment!;
        expect(cases.cases).toBe(total((village) => village.majorIllnessTreatment!.cases));
        const paid = villages.map((village) => village.medicalReimbursement!);
        expect(province.medicalReimbursement).toMatchObject({
          total: sum(paid.map((part) => part.total)),
          selfPaid: sum(paid.map((part) => part.selfPaid)),
          settlements: total((village) => village.medicalReimbursement!.settlements),
        });
      }
    });

    it('should count a place as covered when it has the facility of its level', async () => {
      const regions = await read<Region & { code: string }>('Region', 100, figures);
      const provinces = regions.filter(({ code }) => code.endsWith('0000000000'));
      expect(provinces.length).toBeGreaterThan(0);
      for (const { code, facilityCoverage } of provinces) {
        const within = regions.filter((region) => region.code.startsWith(code.slice(0, 2)));
        const villages = within.filter((region) => !region.code.endsWith('000'));
        expect(facilityCoverage?.villages).toBe(villages.length);
        expect(facilityCoverage?.villagesWithClinic).toBe(villages.length);
        expect(facilityCoverage?.townshipsWithClinic).toBe(facilityCoverage?.townships);
        expect(facilityCoverage?.countiesWithPublicHospital).toBe(facilityCoverage?.counties);
      }
    });

    it('should be zeros and no shares where nobody lives', async () => {
      const regions = await read<Region>(
        'Region',
        100,
        `{ insuranceCoverage(on: "1950-01-01") { insured }
        medicalReimbursement(until: "1950-01-01") { total reimbursedShare }
        inCountyTreatment(until: "1950-01-01") { encounters inCountyShare } }`,
      );
      for (const region of regions) {
        expect(region).toMatchObject({
          insuranceCoverage: { insured: 0 },
          medicalReimbursement: { total: '0.00', reimbursedShare: null },
          inCountyTreatment: { encounters: 0, inCountyShare: null },
        });
      }
    });
  });

  describe('figures of other regions', () => {
    const village = createAuthority({ ...wholeCountry, regions: ['530199999999'] });
    const askOfOthers = async (field: string) => {
      const { data, errors } = await ask(
        'Region',
        [{ code: '530000000000' }],
        `{ ${field} { __typename } }`,
        village,
      );
      return errors?.[0] ? { message: errors[0].message, code: errors[0].extensions?.['code'] } : data;
    };

    it.each([
      'insuranceCoverage(on: "2024-12-31")',
      'chronicCareCoverage(on: "2023-12-31")',
      'medicalReimbursement(until: "2024-12-31")',
      'inCountyTreatment(months: 12, until: "2023-12-31")',
      'hospitalPairingCounts(on: "2024-05-05")',
    ])('should be told of past years: %s', async (field) => {
      expect(await askOfOthers(field)).toMatchObject({ _entities: [{}] });
    });

    it.each([
      ['insuranceCoverage(on: "2024-12-30")', 'The day 2024-12-30 is not'],
      ['insuranceCoverage(on: "2100-12-31")', 'The day 2100-12-31 is not'],
      ['insuranceCoverage', 'The day 2'],
      ['chronicCareCoverage(on: "2024-06-30")', 'The day 2024-06-30 is not'],
      ['medicalReimbursement(months: 11, until: "2024-12-31")', 'The months from 2024-02-01 to 2024-12-31'],
      ['medicalReimbursement(until: "2024-12-30")', 'The months from 2023-12-31 to 2024-12-30'],
      ['inCountyTreatment(until: "2100-12-31")', 'The months from 2100-01-01 to 2100-12-31'],
      ['inCountyTreatment', 'The months from 2'],
    ])(
      'should not be told of other days, from which days could be worked out: %s',
      async (field, message) => {
        expect(await askOfOthers(field)).toEqual({
          message: expect.stringContaining(message),
          code: 'BAD_USER_INPUT',
        });
      },
    );
  });

  describe('a consortium', () => {
    it('should have the facilities of its county as members, each leading back to it', async () => {
      const regions = await read<Region>(
        'Region',
        100,
        `{ medicalConsortia { edges { node { code leadHospital { level }
           members(first: 100, level: VILLAGE_CLINIC) { edges { node { level consortium { code } } } } } } } }`,
      );
      const consortia: MedicalConsortium[] = regions.flatMap((region) => nodes(region.medicalConsortia));
      expect(consortia.length).toBeGreaterThan(0);
      for (const { code, leadHospital, members } of consortia) {
        expect(leadHospital?.level).toBe('COUNTY_HOSPITAL');
        expect(nodes(members).length).toBeGreaterThan(0);
        expect(nodes(members).every((member) => member.consortium?.code === code)).toBe(true);
      }
    });
  });

  describe('a batch of fifty households', () => {
    it('should cost one statement for the register and one for each list, figure and what the lists lead to', async () => {
      const keys = await keysOf('Household', 50);
      const selection = `{ uninsuredMembers(on: "${DAY}") medicalBurden(until: "${DAY}") { total }
        settlements { edges { node { total reimbursedShare } } }
        majorIllnessCases { edges { node { illness } } }
        chronicCareContracts { edges { node { condition facility { name consortium { name } } } } } }`;
      const statements = await opened.statementsOf(() => ask('Household', keys, selection));
      expect(statements).toHaveLength(8);
    });
  });
});

const nodes = <Node>(
  connection: { readonly edges: readonly { readonly node: Node }[] } | null | undefined,
): Node[] => connection?.edges.map(({ node }) => node) ?? [];

/** Money as the API writes it, in fen. */
const fen = (amount: unknown): bigint => parseYuan(amount as string)!;

/** The sum of money as the API writes it, written so. */
function sum(amounts: readonly unknown[]): string {
  const total = amounts.reduce<bigint>((all, amount) => all + fen(amount), 0n);
  return formatYuan(total);
}
