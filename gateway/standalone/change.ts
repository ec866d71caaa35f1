import { parseArgs } from 'node:util';
import { openDemoIssuer } from '@hearth/gateway/caller/demo/demo-issuer.ts';
import { addressSettings } from '@hearth/gateway/settings.ts';
import { readConfig } from '@hearth/kit/config.ts';
import { directorySettings } from '@hearth/kit/settings.ts';
import { termination } from '@hearth/kit/terminate.ts';
import { regionPrefix } from '@hearth/schema/protocol/authority.ts';
import { makeChanges } from './change/make-changes.ts';
import { COUNTY, personas } from './personas.ts';

const USAGE = `Usage: npm run change -- [--rate N] [--for SECONDS] [--region CODE] [--seed N] [--url URL]

Makes plausible changes through the commands of a hub that runs on the same DATA_DIR with ACCESS=demo, as a county official.
Ctrl-C ends it.

  --rate    changes a second, 1 to 100; 5 unless told
  --for     seconds after which it ends by itself; without end unless told
  --region  division code of the region whose households are changed; ${COUNTY} unless told
  --seed    a whole number; the same gives the same choices on the same data; 1 unless told
  --url     where the hub answers; that of HOST and PORT unless told`;

function wholeNumber(name: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= from && value <= to) return value;
  throw new Error(`--${name} is ${JSON.stringify(text)}: expected a whole number from ${from} to ${to}`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      rate: { type: 'string', default: '5' },
      for: { type: 'string' },
      region: { type: 'string', default: COUNTY },
      seed: { type: 'string', default: '1' },
      url: { type: 'string' },
    },
  });
  const {
    HOST: host,
    PORT: port,
    DATA_DIR: dataDir,
  } = readConfig({ ...addressSettings, ...directorySettings });
  return {
    rate: wholeNumber('rate', values.rate, 1, 100),
    duration: values.for === undefined ? null : wholeNumber('for', values.for, 1, 1_000_000),
    region: regionPrefix(values.region).padEnd(12, '0'),
    seed: wholeNumber('seed', values.seed, 0, 2 ** 31),
    url: values.url ?? `http://${host}:${port}/graphql`,
    dataDir,
  };
}

async function run(): Promise<void> {
  const { dataDir, ...options } = readOptions();
  const official = personas.find(({ name }) => name === 'county-official')!;
  const { issue } = await openDemoIssuer(dataDir);
  const { region } = options;
  const token = await issue({ ...official, regions: [region] }, 24);
  const made = await makeChanges({ ...options, token, signal: termination(), onChange: console.log });
  console.log(`${made.committed} changes committed, ${made.refused} refused.`);
}

try {
  await run();
} catch (error) {
  console.error(`${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}
