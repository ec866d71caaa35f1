import { parseYuan } from '@hearth/schema/protocol/yuan.ts';
import { forEachDatabase } from '@hearth/kit/database/testing.ts';
import { describeConformance } from '@hearth/kit/testing.ts';
import { wholeCountry } from '@hearth/kit/testing/authorities.ts';
import { type MinistryWithSample, openWithSample } from '@hearth/kit/testing/ministry-with-sample.ts';
import type { GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fund, Household, MicrocreditLoan, Person, Region } from './generated/resolvers.ts';
import { finance } from './subgraph.ts';

describeConformance(finance);

forEachDatabase((createDatabase) => {
  let opened: MinistryWithSample;
  beforeAll(async () => {
    opened = await openWithSample(finance, createDatabase);
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
    const keys = await opened.keys(finance.schema.getType(type) as GraphQLObjectType, count);
    const { data, errors } = await answer(keys, type, selection);
    expect(errors).toBeUndefined();
    return data?.['_entities'] as Entity[];
  }

  const readProvince = async <Fields>(selection: string) => (await read<Fields>('Region', 1, selection))[0]!;

  const nodes = <Node>(connection: { readonly edges: readonly { readonly node: Node }[] } | null): Node[] =>
    connection?.edges.map(({ node }) => node) ?? [];

  /** Money as the API writes it, fen. */
  const fen = (amount: unknown) => parseYuan(amount as string)!;
  const sum = (amounts: readonly unknown[]) => amounts.reduce<bigint>((total, each) => total + fen(each), 0n);

  it('should accept its part of the sample whole', () => {
    const quarantined = opened.imports.filter((file) => file.quarantined > 0);
    expect(quarantined.map(({ kind, reasons }) => ({ kind, reasons }))).toEqual([]);
  });

  describe('microcredit', () => {
    const LOAN = `{ edges { node { id overdue overdueDays outstanding principal repaid dueOn lentOn reportedOn
      status borrowerAge annualRate household { id } } } }`;

    it('should be parted in SQL into overdue and not as the rule parts it row by row', async () => {
      const province = await readProvince<Record<'all' | 'overdue' | 'sound', Region['microcreditLoans']>>(
        `{ all: microcreditLoans(first: 100) ${LOAN} overdue: microcreditLoans(first: 100, overdue: true) ${LOAN}
           sound: microcreditLoans(first: 100, overdue: false) ${LOAN} }`,
      );
      const all = nodes(province.all);
      const ids = (loans: readonly MicrocreditLoan[]) => loans.map(({ id }) => id);
      expect(all.length).toBeGreaterThan(0);
      expect(ids(nodes(province.overdue))).toEqual(ids(all.filter(({ overdue }) => overdue)));
      expect(ids(nodes(province.sound))).toEqual(ids(all.filter(({ overdue }) => !overdue)));
      expect(all.every(({ overdue, overdueDays }) => overdue === overdueDays > 0)).toBe(true);
    });

    it('should keep to the limits of the programme', async () => {
      const province = await readProvince<Region>(`{ microcreditLoans(first: 100) ${LOAN} }`);
      for (const { principal, borrowerAge, annualRate } of nodes(province.microcreditLoans)) {
        expect(fen(principal)).toBeLessThanOrEqual(5_000_000n);
        expect(borrowerAge).toBeGreaterThanOrEqual(18);
        expect(borrowerAge).toBeLessThanOrEqual(65);
        expect(annualRate).toBe(4.35);
      }
    });

    it('should add up for the household and for the region', async () => {
      const households = await read<Household>(
        'Household',
        60,
        `{ microcreditOutstanding overdueMicrocreditLoans microcreditLoans(first: 100) ${LOAN} }`,
      );
      for (const { microcreditLoans, microcreditOutstanding, overdueMicrocreditLoans } of households) {
        const loans = nodes(microcreditLoans);
        expect(fen(microcreditOutstanding)).toBe(sum(loans.map(({ outstanding }) => outstanding)));
        expect(overdueMicrocreditLoans).toBe(loans.filter(({ overdue }) => overdue).length);
      }
      const province = await readProvince<Region>(
        `{ microcreditCounts { loans households lent outstanding overdueLoans overdueAmount }
           microcreditLoans(first: 100) ${LOAN} }`,
      );
      const loans = nodes(province.microcreditLoans);
      const overdue = loans.filter((loan) => loan.overdue);
      const counts = province.microcreditCounts!;
      expect(counts).toMatchObject({
        loans: loans.length,
        households: new Set(loans.map(({ household }) => household.id)).size,
        overdueLoans: overdue.length,
      });
      expect(fen(counts.lent)).toBe(sum(loans.map(({ principal }) => principal)));
      expect(fen(counts.outstanding)).toBe(sum(loans.map(({ outstanding }) => outstanding)));
      expect(fen(counts.overdueAmount)).toBe(sum(overdue.map(({ outstanding }) => outstanding)));
    });

    it('should lead to the interest that public money paid, and back', async () => {
      const people = await read<Person>(
        'Person',
        300,
        `{ microcreditLoans { edges { node { id interestSubsidies { edges { node {
             loan { id } fund { kind eligibility(category: MARGINAL, use: MICROCREDIT_INTEREST) { allowed reason } }
           } } } } } } }`,
      );
      const loans = people.flatMap((person) => nodes(person.microcreditLoans));
      const subsidies = loans.flatMap((loan) =>
        nodes(loan.interestSubsidies).map((subsidy) => ({ ...subsidy, of: loan.id })),
      );
      expect(subsidies.length).toBeGreaterThan(0);
      for (const { loan, of, fund } of subsidies) {
        expect(loan?.id).toBe(of);
        expect(fund).toEqual({ kind: 'SPECIAL', eligibility: { allowed: true, reason: 'WITHIN_PURPOSE' } });
      }
    });
  });

  describe('payments', () => {
    it('should show no more of an account than its last four digits', async () => {
      const province = await readProvince<Region>(
        '{ householdPayments(first: 100) { edges { node { maskedAccount status returnReason } } } }',
      );
      const payments = nodes(province.householdPayments);
      expect(payments.length).toBeGreaterThan(0);
      for (const { maskedAccount, status, returnReason } of payments) {
        expect(maskedAccount).toMatch(/^\*+\d{4}$/);
        expect(status === 'RETURNED').toBe(returnReason !== null);
      }
    });

    it('should count as received in the year in which they arrived', async () => {
      const households = await read<Household>(
        'Household',
        60,
        `{ received: paymentsReceived(year: 2024) before: paymentsReceived(year: 2020)
           householdPayments(first: 100, status: PAID) { edges { node { amount paidOn } } } }`,
      );
      for (const household of households as (Household & Record<'received' | 'before', unknown>)[]) {
        const paid = nodes(household.householdPayments).filter(({ paidOn }) =>
          String(paidOn).startsWith('2024'),
        );
        expect(fen(household.received)).toBe(sum(paid.map(({ amount }) => amount)));
        expect(household.before).toBe('0.00');
      }
    });
  });

  describe('funds', () => {
    it('should be found by the number that other ministries know as by their own id', async () => {
      const [fund] = await read<Fund>('Fund', 1, '{ id fundNumber name }');
      const byNumber = await answer([{ fundNumber: fund!.fundNumber }], 'Fund', '{ id name }');
      expect(byNumber.data?.['_entities']).toEqual([{ id: fund!.id, name: fund!.name }]);
    });

    it('should show what was allocated and disbursed as their lists add up', async () => {
      const province = await readProvince<Region>(
        `{ funds(first: 100) { edges { node { level region { code } kind allocated disbursed executionRate
             allocations(first: 100) { edges { node { amount } } }
             disbursements(first: 100) { edges { node { amount } } } } } } }`,
      );
      const funds = nodes(province.funds);
      expect(new Set(funds.map(({ level }) => level))).toEqual(new Set(['PROVINCE', 'COUNTY']));
      for (const fund of funds) {
        const [allocated, disbursed] = [fen(fund.allocated), fen(fund.disbursed)];
        expect(allocated).toBe(sum(nodes(fund.allocations).map(({ amount }) => amount)));
        expect(disbursed).toBe(sum(nodes(fund.disbursements).map(({ amount }) => amount)));
        expect(fund.executionRate).toBe(allocated === 0n ? null : Number(disbursed) / Number(allocated));
      }
    });

    it('should lead from a fund to the policy document that allows its use, where there is one', async () => {
      const province = await readProvince<Region>(
        '{ fundAllocations(first: 100) { edges { node { fund { kind policyDocument { number } } } } } }',
      );
      const documents = (wanted: string): string[] => [
        ...new Set(
          nodes(province.fundAllocations)
            .filter(({ fund }) => fund?.kind === wanted)
            .map(({ fund }) => JSON.stringify(fund!.policyDocument)),
        ),
      ];
      expect(documents('SPECIAL')).toEqual(['{"number":"notice-2020-04-18"}']);
      expect(documents('ECOMMERCE')).toEqual(['null']);
    });

    it('should give a county for e-commerce twenty million yuan', async () => {
      const province = await readProvince<Region>(
        `{ fundExecution(year: 2024, kind: ECOMMERCE) { allocated disbursed executionRate }
           fundAllocations(first: 100, year: 2024) { edges { node { amount fund { kind amountPerCounty } } } } }`,
      );
      const given = nodes(province.fundAllocations).filter(({ fund }) => fund?.kind === 'ECOMMERCE');
      expect(given.length).toBeGreaterThan(0);
      expect(given.every(({ amount, fund }) => amount === fund?.amountPerCounty)).toBe(true);
      expect(fen(province.fundExecution!.allocated)).toBe(BigInt(given.length) * 2_000_000_000n);
      expect(province.fundExecution!.executionRate).toBeGreaterThan(0.5);
    });

    it('should have no execution rate in a year without an allocation', async () => {
      const province = await readProvince<Region>(
        '{ fundExecution(year: 1990) { allocated disbursed executionRate } }',
      );
      expect(province.fundExecution).toEqual({ allocated: '0.00', disbursed: '0.00', executionRate: null });
    });
  });

  it('should name the project of an asset by the number that agriculture knows', async () => {
    const province = await readProvince<Region>(
      '{ projectAssets(first: 100) { edges { node { project { projectNumber } region { code } } } } }',
    );
    const assets = nodes(province.projectAssets);
    expect(assets.length).toBeGreaterThan(0);
    for (const { project, region } of assets) {
      expect(project.projectNumber).toMatch(new RegExp(`^P-${String(region.code)}-\\d$`));
    }
  });

  it('should ask each table once for fifty households, however many they are', async () => {
    const selection = `{ microcreditOutstanding overdueMicrocreditLoans paymentsReceived(year: 2024)
      microcreditLoans { edges { node { outstanding } } } interestSubsidies { edges { node { amount } } }
      trainingSubsidies { edges { node { amount } } } publicPostSubsidies { edges { node { amount } } }
      householdPayments { edges { node { fund { name } } } } }`;
    const statements = (count: number) => opened.statementsOf(() => read('Household', count, selection));
    const [few, many] = [await statements(5), await statements(50)];
    // register, debt, payments received, five lists and the funds
    expect(many.length).toBeLessThanOrEqual(9);
    expect(few.length).toBeLessThanOrEqual(many.length);
  });
});
