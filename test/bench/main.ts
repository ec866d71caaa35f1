import { measureCache } from './cache.ts';
import { measureAccess } from './access.ts';
import { measureCallers } from './callers.ts';
import { measureCounts } from './counts.ts';
import { measureFairness } from './fairness.ts';
import { measureGateway } from './gateway.ts';
import { measureImport } from './import.ts';
import { measureLimits } from './limits.ts';
import { measureLive } from './live.ts';
import { measureRecord } from './record.ts';
import { print, save, type Table } from './results.ts';
import { measureStart } from './start.ts';

const PARTS: Readonly<Record<string, () => Promise<Table[]>>> = {
  counts: measureCounts,
  gateway: measureGateway,
  start: measureStart,
  import: measureImport,
  limits: measureLimits,
  record: measureRecord,
  callers: measureCallers,
  cache: measureCache,
  access: measureAccess,
  fairness: measureFairness,
  live: measureLive,
};

const names = Object.keys(PARTS);
const chosen = process.argv.length > 2 ? process.argv.slice(2) : names;
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Usage: npm run bench -- [${names.join('|')}]...`);
  process.exit(2);
}
for (const name of chosen) {
  const tables = await PARTS[name]!();
  tables.forEach(print);
  save(name, tables);
}
