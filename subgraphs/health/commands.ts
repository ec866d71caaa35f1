import { eq } from 'drizzle-orm';
import { type Command, demand, demandAmounts, demandYear, hasCome } from '@hearth/kit/commands.ts';
import { announce } from './events.ts';
import type {
  EnrolInInsuranceInput,
  LapseInsuranceInput,
  RecordSettlementInput,
} from './generated/resolvers.ts';
import {
  beginsInYear,
  catalogueWithinTotal,
  compliantWithinSelfPaid,
  endsAfterStart,
  overlapsNone,
  partsAddUp,
  shortens,
} from './rules.ts';
import { insuranceEnrolments, settlements } from './tables.ts';

export const enrolInInsurance: Command<EnrolInInsuranceInput> = {
  name: 'enrolInInsurance',
  async run(transaction, { person, ...cover }) {
    const { household } = await transaction.person(person);
    demand(endsAfterStart(cover), 'endsAfterStart', `The cover ends on ${cover.endedOn}, before it starts.`);
    demand(beginsInYear(cover), 'beginsInYear', `The cover does not begin in ${cover.year}, its year.`);
    demandYear(cover.year);
    demandAmounts(cover.contribution, cover.subsidy);
    const others = await transaction.rows(
      insuranceEnrolments,
      eq(insuranceEnrolments.personId, person),
      eq(insuranceEnrolments.scheme, cover.scheme),
    );
    demand(
      overlapsNone(cover, others),
      'overlapsNone',
      `The person is covered by ${cover.scheme} on some day from ${cover.startedOn} to ${cover.endedOn}.`,
    );
    const row = await transaction.insert(
      insuranceEnrolments,
      { ...cover, personId: person, householdId: household.id },
      {
        rule: 'isOneOfYear',
        message: `There is a record of the person's cover by ${cover.scheme} for ${cover.year}.`,
      },
    );
    return { record: row, announcements: [announce('INSURANCE_ENROLLED', row)] };
  },
};

export const lapseInsurance: Command<LapseInsuranceInput> = {
  name: 'lapseInsurance',
  async run(transaction, { insuranceEnrolment: id, expectedVersion, endedOn }) {
    const cover = await transaction.record(insuranceEnrolments, {
      what: 'insurance enrolment',
      id,
      expectedVersion,
    });
    demand(hasCome(endedOn, transaction.today), 'hasCome', `${endedOn} is in the future.`);
    demand(shortens(cover, endedOn), 'shortens', `${endedOn} is not a day of the cover before its last one.`);
    const row = await transaction.update(insuranceEnrolments, id, { endedOn });
    return { record: row, announcements: [announce('INSURANCE_LAPSED', row)] };
  },
};

export const recordSettlement: Command<RecordSettlementInput> = {
  name: 'recordSettlement',
  async run(transaction, { person, ...bill }) {
    const { household } = await transaction.person(person);
    const { total, withinCatalogue, paidByBasic, paidBySeriousIllness, paidByMedicalAid, paidByOther } = bill;
    const paid = [paidByBasic, paidBySeriousIllness, paidByMedicalAid, paidByOther, bill.selfPaid];
    demand(hasCome(bill.settledOn, transaction.today), 'hasCome', `${bill.settledOn} is in the future.`);
    demandAmounts(total, withinCatalogue, ...paid, bill.compliantSelfPaid);
    demand(partsAddUp(bill), 'partsAddUp', 'The parts that were paid do not add up to the total.');
    demand(
      catalogueWithinTotal(bill),
      'catalogueWithinTotal',
      'More lies within the catalogue than the total.',
    );
    demand(
      compliantWithinSelfPaid(bill),
      'compliantWithinSelfPaid',
      'The compliant part is more than what the person paid.',
    );
    const row = await transaction.insert(
      settlements,
      { ...bill, personId: person, householdId: household.id },
      {
        rule: 'isNewNumber',
        message: `There is a settlement ${JSON.stringify(bill.settlementNumber)} already.`,
      },
    );
    return { record: row, announcements: [announce('SETTLEMENT_RECORDED', row)] };
  },
};
