import { eq } from 'drizzle-orm';
import { type Command, demand, demandAmounts, hasCome, notFound } from '@hearth/kit/commands.ts';
import { moneyOfFund } from './commands/money-of-fund.ts';
import { announce } from './events.ts';
import type { DisburseInput, RecordRepaymentInput } from './generated/resolvers.ts';
import {
  isMaskedAccount,
  isPayable,
  isRepaidAfterLending,
  isUseOf,
  isWithinAllocation,
  isWithinBalance,
  outstanding,
} from './rules.ts';
import { funds, householdPayments, microcreditLoans } from './tables.ts';

export const disburse: Command<DisburseInput> = {
  name: 'disburse',
  async run(transaction, { person, ...payment }) {
    const { household } = await transaction.person(person);
    const { fundNumber, use, amount, paidOn, maskedAccount, paymentNumber } = payment;
    const [fund] = await transaction.rows(funds, eq(funds.fundNumber, fundNumber));
    if (fund === undefined) throw notFound('fund', fundNumber);
    demand(hasCome(paidOn, transaction.today), 'hasCome', `${paidOn} is in the future.`);
    demand(isPayable(amount), 'isPayable', 'The amount is not more than nothing.');
    demandAmounts(amount);
    demand(isUseOf(fund, use), 'isUseOf', `The fund ${JSON.stringify(fundNumber)} does not pay for ${use}.`);
    demand(
      isMaskedAccount(maskedAccount),
      'isMaskedAccount',
      'Hide all of the account but its last four digits.',
    );
    const money = await transaction.asMinistry((orm) => moneyOfFund(orm, fundNumber, household.regionCode));
    demand(
      isWithinAllocation(money, amount),
      'isWithinAllocation',
      `Less than that is left of the fund ${JSON.stringify(fundNumber)} where the household lives.`,
    );
    const row = await transaction.insert(
      householdPayments,
      {
        ...payment,
        personId: person,
        householdId: household.id,
        regionCode: household.regionCode,
        status: 'ORDERED',
      },
      { rule: 'isNewNumber', message: `There is a payment ${JSON.stringify(paymentNumber)} already.` },
    );
    return { record: row, announcements: [announce('PAYMENT_ORDERED', row)] };
  },
};

export const recordRepayment: Command<RecordRepaymentInput> = {
  name: 'recordRepayment',
  async run(transaction, { loan: id, expectedVersion, amount, repaidOn }) {
    const loan = await transaction.record(microcreditLoans, { what: 'loan', id, expectedVersion });
    demand(isPayable(amount), 'isPayable', 'The amount is not more than nothing.');
    demand(hasCome(repaidOn, transaction.today), 'hasCome', `${repaidOn} is in the future.`);
    demand(
      isRepaidAfterLending(loan.lentOn, repaidOn),
      'isRepaidAfterLending',
      `${repaidOn} is before the day of lending.`,
    );
    demand(isWithinBalance(loan, amount), 'isWithinBalance', 'The amount is more than what is still owed.');
    const repaid = loan.repaid + amount;
    const row = await transaction.update(microcreditLoans, id, {
      repaid,
      status: outstanding({ ...loan, repaid }) === 0n ? 'SETTLED' : loan.status,
      reportedOn: repaidOn > loan.reportedOn ? repaidOn : loan.reportedOn,
    });
    return { record: row, announcements: [announce('REPAYMENT_RECORDED', row)] };
  },
};
