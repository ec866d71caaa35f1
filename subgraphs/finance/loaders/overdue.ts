import { sql, type SQL } from 'drizzle-orm';
import { microcreditLoans } from '../tables.ts';

/** What is still owed, as `outstanding` of the rules has it for one row; fen, in numeric, which no difference is too large for. */
export const outstandingAmount: SQL = sql`(${microcreditLoans.principal}::numeric - ${microcreditLoans.repaid})`;

/** A loan that is overdue, as `isOverdue` of the rules decides for one row. */
export const isOverdueLoan: SQL = sql`(${outstandingAmount} > 0 and ${microcreditLoans.dueOn} < ${microcreditLoans.reportedOn})`;
