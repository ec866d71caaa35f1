import { describeCommands } from '@hearth/kit/testing/commands.ts';
import type { CommandExample } from '@hearth/kit/testing/commands.ts';
import { rowAt } from '@hearth/kit/testing/command-subjects.ts';
import { education } from './subgraph.ts';

const reportDropout: CommandExample = {
  names: 'person',
  async input(database, turn) {
    const { id } = await rowAt<{ id: string }>(
      database,
      `select id from register_persons as person
        where not exists (select from dropout_cases where person_id = person.id and left_on <> '2024-03-01') order by id`,
      turn,
    );
    return {
      person: id,
      stage: 'JUNIOR',
      grade: 2,
      schoolCode: '3153000001',
      schoolName: '县第一中学',
      cause: 'HARDSHIP',
      leftOn: '2024-03-01',
    };
  },
  refusedBy: {
    hasCome: { leftOn: '2100-01-01' },
    isGradeOf: { grade: 9 },
    isSchoolCode: { schoolCode: '12' },
  },
  refusedAgainBy: 'hasNoOpenCase',
};

const returnToSchool: CommandExample = {
  names: 'dropoutCase',
  async input(database, turn) {
    const { rows } = await database.pool.query<{ id: string }>(
      `insert into dropout_cases (id, person_id, household_id, region_code, stage, grade, school_name, cause, status, left_on,
          visits, source_system)
        select gen_random_uuid()::text, person.id, household_id, region_code, 'JUNIOR', 1, '县第二中学', 'WORK', 'PERSUADING',
            '2023-10-09', 2, 'test'
          from register_persons as person join register_households as household on household.id = household_id
          order by person.id desc limit 1 offset $1
        returning id`,
      [turn],
    );
    return {
      dropoutCase: rows[0]!.id,
      expectedVersion: 1,
      returnedOn: '2023-11-01',
      returnForm: 'FORMER_CLASS',
    };
  },
  refusedBy: { hasCome: { returnedOn: '2100-01-01' }, returnsAfterLeaving: { returnedOn: '2023-10-08' } },
};

describeCommands(education, { reportDropout, returnToSchool });
