import { openKeptHead } from '@hearth/gateway/audit/kept-head.ts';
import { openRecordKeys } from '@hearth/gateway/audit/keys.ts';
import { Pseudonyms } from '@hearth/gateway/audit/pseudonyms.ts';
import { startRecorder } from '@hearth/gateway/audit/recorder.ts';
import { openStore } from '@hearth/gateway/audit/store.ts';
import { openDatabase } from '@hearth/kit/database/database.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { writeSync } from 'node:fs';
import { entryAt } from './entries.ts';

/** Records entries without an end, and says after each how many it has recorded. Arguments: folder, URL of the database. */
const [folder, url] = process.argv.slice(2) as [string, string];
const keys = await openRecordKeys(folder, { signing: undefined, secret: undefined });
const store = await openStore({
  database: await openDatabase({ url, application: 'recording' }),
  keys,
  keptHead: await openKeptHead(folder, keys.public),
  pseudonyms: new Pseudonyms(keys.subjects),
});
const recorder = await startRecorder({
  folder,
  key: keys.journal,
  store,
  grace: 10_000,
  onFailure: () => {},
  onRecovery: () => {},
});
for (let count = 0; ; await nextTurn()) {
  recorder.record(entryAt(count));
  writeSync(1, `recorded ${(count += 1)}\n`);
}
