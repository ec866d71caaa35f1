import { LARGEST_HOUSEHOLD_YUAN } from '@hearth/schema/protocol/bounds.ts';
import { code, decimal, identifier, isoDate, optional, text, yuan } from '@hearth/kit/imports/cells.ts';
import { exchangeFile } from '@hearth/kit/imports/exchange.ts';
import type { ExchangeFile } from '@hearth/kit/imports/exchange.ts';
import { FUND_USES, MICROCREDIT_STATUSES, PAYMENT_STATUSES, TRAINING_SUBSIDY_KINDS } from '../codes.ts';
import { isStatusOfAmounts, isWithinTerm, MICROCREDIT, outstanding } from '../rules.ts';
import {
  householdPayments,
  interestSubsidies,
  microcreditLoans,
  publicPostSubsidies,
  trainingSubsidies,
} from '../tables.ts';
import { borrower, fundNumber, maskedAccount, member, village } from './cells.ts';

const loanNumber = () => identifier('loanNumber', { meaning: 'Number of the loan (贷款编号)' });
const amount = (meaning: string) => yuan('amount', { meaning: `${meaning}, yuan` });

const loanFile = exchangeFile({
  kind: 'microcredit-loans',
  description:
    'Microcredit loans (扶贫小额信贷) as the banks report them: at most 50,000 yuan, three years, borrowers of 18 to 65.',
  table: microcreditLoans,
  key: ['loanNumber'],
  columns: [
    loanNumber(),
    borrower(),
    village(),
    text('lender', { meaning: 'The bank (贷款银行)' }),
    yuan('principal', { min: 0.01, max: MICROCREDIT.mostYuan, meaning: 'Amount lent (贷款金额), yuan' }),
    decimal('annualRate', { max: 24, meaning: 'Interest a year (年利率), per cent' }),
    text('purpose', { meaning: 'What it is for (贷款用途)' }),
    isoDate('dueOn', { meaning: 'Day on which it is due, after any extension (到期日期)' }),
    yuan('repaid', { max: LARGEST_HOUSEHOLD_YUAN, meaning: 'Amount paid back (已还本金), yuan' }),
    code('status', MICROCREDIT_STATUSES, { meaning: 'State (贷款状态)' }),
    isoDate('reportedOn', { meaning: 'Day up to which the bank reports (数据截止日期)' }),
  ],
  checks: [
    {
      name: 'TERM_WITHIN_THREE_YEARS',
      rule: 'A loan is due after it was paid out and within three years, unless it was extended.',
      holds: ({ lentOn, dueOn, status }) =>
        lentOn < dueOn && (status === 'EXTENDED' || isWithinTerm(lentOn, dueOn)),
    },
    {
      name: 'REPAID_WITHIN_THE_PRINCIPAL',
      rule: 'No more is paid back than was lent.',
      holds: (row) => outstanding(row) >= 0n,
    },
    {
      name: 'STATE_OF_THE_AMOUNTS',
      rule: 'A loan is settled when, and only when, nothing is owed.',
      holds: (row) => isStatusOfAmounts(row.status, row),
    },
    {
      name: 'REPORTED_AFTER_LENDING',
      rule: 'A bank reports no loan before it was paid out.',
      holds: ({ lentOn, reportedOn }) => lentOn <= reportedOn,
    },
  ],
});

const interestFile = exchangeFile({
  kind: 'interest-subsidies',
  description:
    'Interest on microcredit that public money paid (小额信贷贴息), one row for each loan and period.',
  table: interestSubsidies,
  key: ['loanNumber', 'periodFrom'],
  columns: [
    member(),
    village(),
    loanNumber(),
    isoDate('periodFrom', { meaning: 'First day of the interest period (计息起日)' }),
    isoDate('periodTo', { meaning: 'Last day of the interest period (计息止日)' }),
    amount('Amount (贴息金额)'),
    isoDate('paidOn', { meaning: 'Day of payment (贴息日期)' }),
    fundNumber(),
  ],
  checks: [
    {
      name: 'PERIOD_IN_ORDER',
      rule: 'The last day of the period does not come before the first.',
      holds: ({ periodFrom, periodTo }) => periodFrom <= periodTo,
    },
  ],
});

const trainingFile = exchangeFile({
  kind: 'training-subsidies',
  description: 'Subsidies for trainings that people took (培训补贴).',
  table: trainingSubsidies,
  key: ['personId', 'course', 'paidOn'],
  columns: [
    member(),
    village(),
    code('kind', TRAINING_SUBSIDY_KINDS, { meaning: 'Kind (培训类别)' }),
    text('course', { meaning: 'Name of the course (培训项目)' }),
    amount('Amount (补贴金额)'),
    isoDate('paidOn', { meaning: 'Day of payment (发放日期)' }),
    fundNumber(),
  ],
});

const postFile = exchangeFile({
  kind: 'public-post-subsidies',
  description: 'Monthly subsidies for public-welfare posts (公益岗位补贴).',
  table: publicPostSubsidies,
  key: ['personId', 'post', 'month'],
  columns: [
    member(),
    village(),
    text('post', { max: 100, meaning: 'The post (岗位名称)' }),
    isoDate('month', { meaning: 'First day of the month that it is for (补贴月份)' }),
    amount('Amount (补贴金额)'),
    fundNumber(),
  ],
  checks: [
    {
      name: 'FIRST_DAY_OF_A_MONTH',
      rule: 'A month is written as its first day.',
      holds: ({ month }) => month.endsWith('-01'),
    },
  ],
});

const paymentFile = exchangeFile({
  kind: 'household-payments',
  description:
    'Payments to households’ accounts (惠农补贴“一卡通”发放). Of the account only the last four digits are kept.',
  table: householdPayments,
  key: ['paymentNumber'],
  columns: [
    identifier('paymentNumber', { meaning: 'Number of the payment (发放编号)' }),
    member(),
    village(),
    code('use', FUND_USES, { meaning: 'What it is for (资金用途)' }),
    amount('Amount (发放金额)'),
    isoDate('paidOn', { meaning: 'Day of the order to pay (发放日期)' }),
    code('status', PAYMENT_STATUSES, { meaning: 'Whether it arrived (发放状态)' }),
    optional(text('returnReason', { meaning: 'Why it came back (退回原因)' })),
    text('bank', { meaning: 'The bank (开户银行)' }),
    maskedAccount('maskedAccount'),
    optional(fundNumber()),
  ],
  checks: [
    {
      name: 'RETURNED_WITH_ITS_REASON',
      rule: 'A reason is given when, and only when, the payment came back.',
      holds: ({ status, returnReason }) => (status === 'RETURNED') === (returnReason !== null),
    },
  ],
});

/** Files about households’ loans, subsidies and payments. */
export const householdFiles: readonly ExchangeFile[] = [
  loanFile,
  interestFile,
  trainingFile,
  postFile,
  paymentFile,
];
