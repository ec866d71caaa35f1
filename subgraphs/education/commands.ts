import { eq } from 'drizzle-orm';
import { type Command, demand, hasCome } from '@hearth/kit/commands.ts';
import { announce } from './events.ts';
import type { ReportDropoutInput, ReturnToSchoolInput } from './generated/resolvers.ts';
import { hasNoOpenCase, isGradeOf, isOutOfSchool, isSchoolCode, returnsAfterLeaving } from './rules.ts';
import { dropoutCases } from './tables.ts';

export const reportDropout: Command<ReportDropoutInput> = {
  name: 'reportDropout',
  async run(transaction, { person, schoolCode = null, responsiblePerson = null, ...report }) {
    const { household } = await transaction.person(person);
    const { stage, grade, leftOn } = report;
    demand(hasCome(leftOn, transaction.today), 'hasCome', `${leftOn} is in the future.`);
    demand(isGradeOf(stage, grade), 'isGradeOf', `${stage} has no grade ${grade}.`);
    demand(
      schoolCode === null || isSchoolCode(schoolCode),
      'isSchoolCode',
      `${JSON.stringify(schoolCode)} is no code of a school: ten digits.`,
    );
    const cases = await transaction.rows(dropoutCases, eq(dropoutCases.personId, person));
    demand(hasNoOpenCase(cases), 'hasNoOpenCase', 'A case of the child is open already.');
    const row = await transaction.insert(
      dropoutCases,
      {
        ...report,
        schoolCode,
        responsiblePerson,
        personId: person,
        householdId: household.id,
        regionCode: household.regionCode,
        status: 'OUT_OF_SCHOOL',
        visits: 0,
      },
      { rule: 'isOneOfDay', message: `There is a case of the child of ${leftOn} already.` },
    );
    return { record: row, announcements: [announce('DROPOUT_REPORTED', row)] };
  },
};

export const returnToSchool: Command<ReturnToSchoolInput> = {
  name: 'returnToSchool',
  async run(transaction, { dropoutCase: id, expectedVersion, returnedOn, returnForm }) {
    const { status, leftOn } = await transaction.record(dropoutCases, {
      what: 'dropout case',
      id,
      expectedVersion,
    });
    demand(isOutOfSchool(status), 'isOutOfSchool', 'The child is not out of school.');
    demand(hasCome(returnedOn, transaction.today), 'hasCome', `${returnedOn} is in the future.`);
    demand(
      returnsAfterLeaving(leftOn, returnedOn),
      'returnsAfterLeaving',
      `${returnedOn} is before the day of leaving.`,
    );
    const row = await transaction.update(dropoutCases, id, { status: 'RETURNED', returnedOn, returnForm });
    return { record: row, announcements: [announce('RETURNED_TO_SCHOOL', row)] };
  },
};
