import { openKeptHead } from '@hearth/gateway/audit/kept-head.ts';
import { openRecordKeys } from '@hearth/gateway/audit/keys.ts';
import { Pseudonyms } from '@hearth/gateway/audit/pseudonyms.ts';
import { startRecorder } from '@hearth/gateway/audit/recorder.ts';
import { openStore } from '@hearth/gateway/audit/store.ts';
import { openDatabase } from '@hearth/kit/database/database.ts';
import { openSync, writeSync } from 'node:fs';
import { entryAt } from './entries.ts';

/**
 * Records entries without an end, and writes after each how many it has recorded, each time eight digits.
 * Arguments: the record's folder, the URL of its database, the file to write.
 */
const [folder, url, file] = process.argv.slice(2) as [string, string, string];
const counts = openSync(file, 'w');
const keys = await openRecordKeys(folder, { signing: undefined, secret: undefined });
const store = await openStore({
  database: await openDatabase({ url, application: 'recording' }),
  keys,
  keptHead: await openKeptHead(folder, keys.public),
});
const recorder = await startRecorder({
  folder,
  key: keys.journal,
  store,
  pseudonyms: new Pseudonyms(keys.subjects),
  grace: 10_000,
  onFailure: () => {},
  onRecovery: () => {},
});
for (let count = 0; ;) {
  await recorder.record(entryAt(count));
  writeSync(counts, String((count += 1)).padStart(8));
}
