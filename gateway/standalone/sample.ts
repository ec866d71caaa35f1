import { parseArgs } from 'node:util';
import { DEFAULT_SEED, DEFAULT_TODAY } from '@hearth/kit/sample/context.ts';
import { writeSample } from '@hearth/kit/sample/write.ts';
import { isCalendarDate } from '@hearth/schema/protocol/calendar-date.ts';
import { ministries } from './ministries.ts';

const USAGE = `Usage: npm run sample -- --out DIR [--households N] [--seed N] [--today YYYY-MM-DD] [--faults N]

  --out         folder that <ministry>/<kind>.csv and faults.csv are written to
  --households  how many households, 1 to 1000000; 2000 unless told
  --seed        a whole number; the same seed gives the same files; ${DEFAULT_SEED} unless told
  --today       the day that the sample describes; ${DEFAULT_TODAY} unless told
  --faults      faulty rows planted per thousand sound ones; 2 unless told`;

/** What was asked for cannot be done. */
class UsageError extends Error {}

function wholeNumber(name: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= from && value <= to) return value;
  throw new UsageError(`--${name} is ${JSON.stringify(text)}: expected a whole number from ${from} to ${to}`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      households: { type: 'string', default: '2000' },
      seed: { type: 'string', default: String(DEFAULT_SEED) },
      today: { type: 'string', default: DEFAULT_TODAY },
      faults: { type: 'string', default: '2' },
    },
  });
  if (!values.out) throw new UsageError('--out is missing: expected the path of a folder');
  if (!isCalendarDate(values.today)) {
    throw new UsageError(`--today is ${JSON.stringify(values.today)}: expected a day as YYYY-MM-DD`);
  }
  return {
    directory: values.out,
    today: values.today,
    households: wholeNumber('households', values.households, 1, 1_000_000),
    seed: wholeNumber('seed', values.seed, 0, 2 ** 31),
    faultsPerThousand: wholeNumber('faults', values.faults, 0, 1000),
  };
}

try {
  const options = readOptions();
  const { rows, faults } = await writeSample({ ...options, ministries });
  console.log(`${rows} rows in ${options.directory}, ${faults} of them at fault as faults.csv says.`);
} catch (error) {
  console.error(`${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}
