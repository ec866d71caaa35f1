/** Imports a file of loans into a database: a process of its own, to be killed. */
import { openDatabase } from '../database/database.ts';
import { importFile } from './importer.ts';
import { kinds, testSecrets } from './importing.testing.ts';

const [url = '', path = ''] = process.argv.slice(2);
const database = await openDatabase({ url, application: 'import', seesEverybody: true });
await importFile({ file: kinds.loans, path, database, secrets: testSecrets });
await database.stop();
