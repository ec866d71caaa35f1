import { describeCommands } from '@hearth/kit/testing/commands.ts';
import type { CommandExample } from '@hearth/kit/testing/commands.ts';
import { rowAt } from '@hearth/kit/testing/command-subjects.ts';
import { finance } from './subgraph.ts';

const disburse: CommandExample = {
  names: 'person',
  async input(database, turn) {
    const { person, fundNumber, use } = await rowAt<{ person: string; fundNumber: string; use: string }>(
      database,
      `select distinct on (person.id) person.id as person, fund_number as "fundNumber", allowed_uses[1] as use
        from register_persons as person
        join register_households as household on household.id = household_id
        join fund_allocations as allocation on household.region_code ^@ left(allocation.region_code, 6)
        join funds as fund using (fund_number)
        where kind = 'SPECIAL' order by person.id, fund_number`,
      turn,
    );
    return {
      person,
      paymentNumber: `FF-TEST-${turn}`,
      fundNumber,
      use,
      amount: '12.50',
      paidOn: '2024-12-30',
      bank: '农村信用合作社',
      maskedAccount: '***************1234',
    };
  },
  refusedBy: {
    hasCome: { paidOn: '2100-01-01' },
    isPayable: { amount: '0.00' },
    isAmount: { amount: '100000000.01' },
    isUseOf: { use: 'SCHOOLS' },
    isMaskedAccount: { maskedAccount: '6228000012345678' },
    isWithinAllocation: { amount: '90000000.01' },
  },
  refusedAgainBy: 'isNewNumber',
};

const recordRepayment: CommandExample = {
  names: 'loan',
  async input(database, turn) {
    const { rows } = await database.pool.query<{ id: string }>(
      `insert into microcredit_loans (id, person_id, household_id, region_code, loan_number, borrower_age, lender, principal,
          annual_rate, purpose, lent_on, due_on, repaid, status, reported_on, source_system)
        select gen_random_uuid()::text, person.id, household_id, region_code, 'XD-TEST-' || person.id, 40, '农业银行', 5000000, 4.35,
            '养牛', '2023-10-09', '2025-10-09', 100000, 'ACTIVE', '2024-11-30', 'test'
          from register_persons as person join register_households as household on household.id = household_id
          order by person.id limit 1 offset $1
        returning id`,
      [turn],
    );
    return { loan: rows[0]!.id, expectedVersion: 1, amount: '1.00', repaidOn: '2024-12-30' };
  },
  refusedBy: {
    hasCome: { repaidOn: '2100-01-01' },
    isPayable: { amount: '-1.00' },
    isRepaidAfterLending: { repaidOn: '1999-01-01' },
    isWithinBalance: { amount: '50000.01' },
  },
};

describeCommands(finance, { disburse, recordRepayment });
