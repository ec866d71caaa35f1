import { createRunCommand } from './run.ts';
import { openDatabase } from '../database/database.ts';
import { projection } from '../loading/register-tables.ts';
import { notes, official } from './notes.fixture.ts';

// Gives a command on the database of its argument and stops in the middle of it, when the rows are written: to be killed there.
const { pool } = await openDatabase({ url: process.argv[2] as string, application: 'interrupted' });
const run = createRunCommand({ pool, register: projection });
await run(
  {
    name: 'note',
    async run(transaction) {
      await transaction.insert(notes, { householdId: 'H1', amount: 1n }, { rule: '', message: '' });
      process.stdout.write('written\n');
      await new Promise(() => setInterval(() => {}, 1_000));
      throw new Error('It is never gone on with.');
    },
  },
  { idempotencyKey: 'interrupted' },
  official,
);
