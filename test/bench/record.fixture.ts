import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { eachLine } from '@hearth/gateway/audit/lines.ts';
import { openRecord } from '@hearth/gateway/audit/open-record.ts';
import { startRecorder } from '@hearth/gateway/audit/recorder.ts';
import { verifyRecord } from '@hearth/gateway/audit/verify.ts';
import { openDatabases } from '@hearth/kit/database/databases.ts';
import { GATEWAY } from '@hearth/kit/settings.ts';
import { entryAt } from '../access/record/entries.ts';

/** Records so many entries as fast as they are taken, then verifies them; writes what that took. */
const entries = Number(process.argv[2]);
const AT_ONCE = 10; // entries in one turn of the event loop, as requests that come together
const MOST_AHEAD = 5_000; // entries that may wait for the store

const databases = await openDatabases({ ministries: [GATEWAY] });
const record = await openRecord(databases.urlOf(GATEWAY), {
  onDamage: ({ file }) => console.error(`${file} is damaged`),
});
let stored = 0;
const recorder = await startRecorder({
  folder: record.folder,
  key: record.keys.journal,
  pseudonyms: record.pseudonyms,
  grace: 600_000,
  store: {
    ...record.store,
    append: async (segment) => {
      await record.store.append(segment);
      stored += [...eachLine(segment.lines)].length;
    },
  },
  onFailure: (error) => console.error(error),
  onRecovery: () => {},
});
const seconds = async (run: () => Promise<unknown>) => {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  await run();
  const { user, system } = process.cpuUsage(used);
  return { seconds: (performance.now() - begun) / 1_000, cpuSeconds: (user + system) / 1_000_000 };
};

const recorded = await seconds(async () => {
  for (let count = 0; count < entries; await nextTurn()) {
    if (count - stored > MOST_AHEAD) continue;
    for (const end = Math.min(entries, count + AT_ONCE); count < end; count += 1)
      void recorder.record(entryAt(count));
  }
  await recorder.stop();
});
let found: unknown;
const verified = await seconds(async () => {
  found = await verifyRecord({ reader: record.reader, keys: record.keys });
});
await record.stop();
await databases.stop();
console.log(JSON.stringify({ recorded, verified, found }));
