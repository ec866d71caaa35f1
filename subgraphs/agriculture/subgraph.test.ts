import { parseYuan } from '@hearth/schema/protocol/yuan.ts';
import { forEachDatabase } from '@hearth/kit/database/testing.ts';
import { describeConformance } from '@hearth/kit/testing.ts';
import { wholeCountry } from '@hearth/kit/testing/authorities.ts';
import { type MinistryWithSample, openWithSample } from '@hearth/kit/testing/ministry-with-sample.ts';
import type { GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenefitLink, Household, Person, Project, Region } from './generated/resolvers.ts';
import { isBreached } from './rules.ts';
import { agriculture } from './subgraph.ts';

describeConformance(agriculture);

forEachDatabase((createDatabase) => {
  let opened: MinistryWithSample;
  beforeAll(async () => {
    opened = await openWithSample(agriculture, createDatabase);
  }, 120_000);
  afterAll(() => opened.stop());

  const answer = (keys: readonly object[], type: string, selection: string) =>
    opened.open.execute(
      {
        query: `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${type} ${selection} } }`,
        variables: { keys: keys.map((key) => ({ __typename: type, ...key })) },
      },
      wholeCountry,
    );

  /** What the sample's entities of a type answer to a selection, without an error. */
  async function read<Entity>(type: string, count: number, selection: string): Promise<Entity[]> {
    const keys = await opened.keys(agriculture.schema.getType(type) as GraphQLObjectType, count);
    const { data, errors } = await answer(keys, type, selection);
    expect(errors).toBeUndefined();
    return data?.['_entities'] as Entity[];
  }

  const readProvince = async <Fields>(selection: string) => (await read<Fields>('Region', 1, selection))[0]!;

  const nodes = <Node>(connection: { readonly edges: readonly { readonly node: Node }[] } | null): Node[] =>
    connection?.edges.map(({ node }) => node) ?? [];

  /** Money as the API writes it, fen. */
  const fen = (amount: unknown) => (amount === null ? null : parseYuan(amount as string)!);
  const sum = (amounts: readonly unknown[]) =>
    amounts.reduce<bigint>((total, each) => total + fen(each)!, 0n);

  it('should accept its part of the sample whole', () => {
    const quarantined = opened.imports.filter((file) => file.quarantined > 0);
    expect(quarantined.map(({ kind, reasons }) => ({ kind, reasons }))).toEqual([]);
  });

  describe('benefit links', () => {
    const LINK = `{ edges { node { id breached shortfall guaranteedGain yearlyGain breachReportedOn
      entityKind entityCode entity { __typename registrationCode name region { code } } } } }`;

    it('should be told broken from kept in SQL as the rule tells them row by row', async () => {
      const province = await readProvince<Record<'all' | 'broken' | 'kept', Region['benefitLinks']>>(
        `{ all: benefitLinks(first: 100) ${LINK} broken: benefitLinks(first: 100, breached: true) ${LINK}
           kept: benefitLinks(first: 100, breached: false) ${LINK} }`,
      );
      const all = nodes(province.all);
      const byRule = ({ breachReportedOn, guaranteedGain, yearlyGain }: BenefitLink) =>
        isBreached({
          breachReportedOn,
          guaranteedGain: fen(guaranteedGain),
          yearlyGain: fen(yearlyGain)!,
        });
      const ids = (links: readonly BenefitLink[]) => links.map(({ id }) => id);
      expect(ids(nodes(province.broken))).toEqual(ids(all.filter(byRule)));
      expect(ids(nodes(province.kept))).toEqual(ids(all.filter((link) => !byRule(link))));
      expect(all.every((link) => link.breached === byRule(link))).toBe(true);
      expect(nodes(province.broken).length).toBeGreaterThan(0);
    });

    it('should lead to the business in the register of its kind', async () => {
      const province = await readProvince<Region>(`{ benefitLinks(first: 100) ${LINK} }`);
      const types = {
        LEADING_ENTERPRISE: 'LeadingEnterprise',
        COOPERATIVE: 'Cooperative',
        LED_BUSINESS: 'LedBusiness',
      };
      const links = nodes(province.benefitLinks);
      expect(new Set(links.map(({ entityKind }) => entityKind)).size).toBeGreaterThan(1);
      for (const { entityKind, entityCode, entity } of links) {
        expect(entity).toMatchObject({ __typename: types[entityKind], registrationCode: entityCode });
      }
    });

    it('should add up to the gain of the household in that year', async () => {
      const households = await read<Household>(
        'Household',
        60,
        '{ benefitGain(year: 2024) benefitLinks(first: 100, year: 2024) { edges { node { yearlyGain } } } }',
      );
      const gains = households.map(({ benefitGain }) => fen(benefitGain)!);
      expect(gains.some((gain) => gain > 0n)).toBe(true);
      for (const { benefitGain, benefitLinks } of households) {
        expect(fen(benefitGain)).toBe(sum(nodes(benefitLinks).map(({ yearlyGain }) => yearlyGain)));
      }
    });

    it('should be counted for a region as its list holds them', async () => {
      const province = await readProvince<Region>(
        `{ benefitLinkCounts(year: 2024) { households links breached gain }
           benefitLinks(first: 100, year: 2024) { edges { node { household { id } breached yearlyGain } } } }`,
      );
      const links = nodes(province.benefitLinks);
      const { gain, ...counts } = province.benefitLinkCounts!;
      expect(counts).toEqual({
        households: new Set(links.map(({ household }) => household.id)).size,
        links: links.length,
        breached: links.filter(({ breached }) => breached).length,
      });
      expect(fen(gain)).toBe(sum(links.map(({ yearlyGain }) => yearlyGain)));
    });

    it('should refuse a year that no record can bear, by name', async () => {
      const { errors } = await answer([{ id: 'H000000000' }], 'Household', '{ benefitGain(year: 20240) }');
      expect(errors?.[0]).toMatchObject({
        message: 'Argument "year" is 20240; ask for 1949 to 2100.',
        extensions: { code: 'BAD_USER_INPUT' },
      });
    });
  });

  describe('projects', () => {
    it('should be found by the number that other ministries know as by their own id', async () => {
      const [project] = await read<Project>('Project', 1, '{ id projectNumber name }');
      const byId = await answer([{ id: project!.id }], 'Project', '{ projectNumber name }');
      const byNumber = await answer([{ projectNumber: project!.projectNumber }], 'Project', '{ id name }');
      expect(byId.data?.['_entities']).toEqual([
        { projectNumber: project!.projectNumber, name: project!.name },
      ]);
      expect(byNumber.data?.['_entities']).toEqual([{ id: project!.id, name: project!.name }]);
    });

    it('should be counted for a region as its list holds them', async () => {
      const province = await readProvince<Region>(
        `{ projectCounts { projects underWay completed suspended resumed investment }
           projects(first: 100) { edges { node { status resumption investment operator { name } } } } }`,
      );
      const projects = nodes(province.projects).filter(({ status }) => status !== 'CANCELLED');
      const { investment, ...counts } = province.projectCounts!;
      expect(counts).toEqual({
        projects: projects.length,
        underWay: projects.filter(({ status }) => status === 'UNDER_WAY').length,
        completed: projects.filter(({ status }) => status === 'COMPLETED' || status === 'ACCEPTED').length,
        suspended: projects.filter(({ resumption }) => resumption === 'SUSPENDED').length,
        resumed: projects.filter(({ resumption }) => resumption === 'RESUMED').length,
      });
      expect(fen(investment)).toBe(sum(projects.map((project) => project.investment)));
      expect(projects.length).toBeGreaterThan(0);
    });

    it('should be filtered by their resumption', async () => {
      const province = await readProvince<Region>(
        '{ projects(first: 100, resumption: NOT_SUSPENDED) { edges { node { resumption suspendedOn } } } }',
      );
      expect(nodes(province.projects).length).toBeGreaterThan(0);
      expect(nodes(province.projects).every(({ suspendedOn }) => suspendedOn === null)).toBe(true);
    });
  });

  describe('entrepreneurs', () => {
    it('should be the same seen from the person, the village and the business', async () => {
      const people = await read<Person>(
        'Person',
        300,
        '{ id entrepreneur { id stage person { id } ledBusinesses { edges { node { entrepreneur { id } } } } } }',
      );
      const found = people.filter(({ entrepreneur }) => entrepreneur !== null);
      expect(found.length).toBeGreaterThan(0);
      for (const { id, entrepreneur } of found) {
        expect(entrepreneur!.person.id).toBe(id);
        for (const business of nodes(entrepreneur!.ledBusinesses)) {
          expect(business.entrepreneur?.id).toBe(entrepreneur!.id);
        }
      }
    });
  });

  describe('the figures of a region', () => {
    it('should be zeros where there is nothing', async () => {
      const regions = await read<Region>(
        'Region',
        60,
        `{ code cooperativeCounts { villagesWithCooperatives } workshopCounts { workshops jobsForPoor } }`,
      );
      const villages = regions.filter(({ code }) => !String(code).endsWith('000'));
      expect(villages.length).toBeGreaterThan(0);
      for (const { workshopCounts } of villages) {
        expect(workshopCounts).toEqual({ workshops: 0, jobsForPoor: 0 });
      }
      const ofVillages = villages.map(({ cooperativeCounts }) => cooperativeCounts!.villagesWithCooperatives);
      expect(regions[0]!.cooperativeCounts!.villagesWithCooperatives).toBe(
        ofVillages.reduce((total, count) => total + count, 0),
      );
    });

    it('should value what is still unsold in proportion to its quantity', async () => {
      const province = await readProvince<Region>(
        `{ unsoldProduceCounts { reports open unsoldValue }
           unsoldProduce(first: 100) { edges { node { id status unsoldKg quantityKg soldKg estimatedValue
             orders { edges { node { quantityKg report { id } } } } } } } }`,
      );
      const reports = nodes(province.unsoldProduce);
      const open = reports.filter(({ status }) => status === 'OPEN' || status === 'PARTLY_SOLD');
      const value = open.reduce(
        (total, { estimatedValue, unsoldKg, quantityKg }) =>
          total + (fen(estimatedValue)! * BigInt(unsoldKg)) / BigInt(quantityKg),
        0n,
      );
      expect(reports.length).toBeGreaterThan(0);
      expect(province.unsoldProduceCounts).toMatchObject({ reports: reports.length, open: open.length });
      expect(fen(province.unsoldProduceCounts!.unsoldValue)).toBe(value);
      for (const { id, soldKg, orders } of reports) {
        expect(nodes(orders).every(({ report }) => report?.id === id)).toBe(true);
        expect(nodes(orders).reduce((total, { quantityKg }) => total + quantityKg, 0)).toBe(soldKg);
      }
    });
  });

  it('should ask each table once for fifty households, however many they are', async () => {
    const selection = `{ benefitLinks { edges { node { entity { name } } } } benefitGain(year: 2024)
      industryGuidance { edges { node { guide { name } } } } unsoldProduce { edges { node { product } } }
      farmSubsidies { edges { node { amount } } } cropLosses { edges { node { netLoss } } } }`;
    const statements = (count: number) => opened.statementsOf(() => read('Household', count, selection));
    const [few, many] = [await statements(5), await statements(50)];
    // register, six lists and sums, and the registers of cooperatives, enterprises and guides
    expect(many.length).toBeLessThanOrEqual(10);
    expect(few.length).toBeLessThanOrEqual(many.length);
  });
});
