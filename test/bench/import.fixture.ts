import { performance } from 'node:perf_hooks';
import { openSecrets } from '@hearth/kit/secrets.ts';
import { openMinistries } from '@hearth/standalone/open-ministries.ts';
import { importSampleFiles } from '@hearth/standalone/sample-import.ts';

/** Imports the sample of a folder into empty databases; writes how many rows in how many seconds. */
const [directory] = process.argv.slice(2);
const secrets = await openSecrets();
const ministries = await openMinistries({ secrets });
const begun = performance.now();
const { taken, quarantined } = await importSampleFiles({
  open: ministries.all,
  directory: directory!,
  secrets,
});
const seconds = (performance.now() - begun) / 1000;
await ministries.stop();
console.log(JSON.stringify({ rows: taken + quarantined, seconds }));
