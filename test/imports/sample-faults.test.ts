import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFile, type ImportSummary } from '@hearth/kit/imports/importer.ts';
import { listQuarantine } from '@hearth/kit/imports/quarantine-list.ts';
import { registerFeed } from '@hearth/kit/register-changes.ts';
import { followRegister } from '@hearth/kit/register-follow.ts';
import { sampleFilesOf } from '@hearth/kit/sample/files.ts';
import { writeSample } from '@hearth/kit/sample/write.ts';
import { openSecrets, type Secrets } from '@hearth/kit/secrets.ts';
import { ministries } from '@hearth/standalone/ministries.ts';
import { openMinistries, type OpenMinistries } from '@hearth/standalone/open-ministries.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gb18030 } from './gb18030.ts';

const SAMPLE = { seed: 7, today: '2024-12-31', households: 80, faultsPerThousand: 150 };

let directory: string;
let open: OpenMinistries;
let secrets: Secrets;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-faults-'));
  const env = { DATA_DIR: join(directory, 'data') };
  secrets = await openSecrets(env);
  open = await openMinistries({ secrets, env });
  await writeSample({ ...SAMPLE, ministries, directory });
}, 60_000);
afterAll(async () => {
  await open.stop();
  await rm(directory, { recursive: true });
});

/** What became of a file, and whose it is. */
type Imported = ImportSummary & { readonly ministry: string };

/** Imports every file of the sample in order; `change` may put another file in the place of one. */
async function importAll(change = async (path: string) => path): Promise<Imported[]> {
  const imported: Imported[] = [];
  const feed = registerFeed(open.all[0]!.database);
  for (const ministry of ministries) {
    const { database } = open.all.find(({ name }) => name === ministry.name)!;
    for (const { file, path } of sampleFilesOf(ministry, directory)) {
      await followRegister(feed, database, { announcesMoves: false });
      const summary = await importFile({
        file,
        path: await change(path),
        database,
        secrets,
        register: ministry.register,
      });
      imported.push({ ...summary, ministry: ministry.name });
    }
  }
  return imported;
}

/** One line for each fault: ministry, kind, row, reason. */
async function quarantined(): Promise<string[]> {
  const faults: string[] = [];
  for (const { name, database } of open.all) {
    for await (const { kind, rowNumber, reason } of listQuarantine(database)) {
      faults.push([name, kind, rowNumber, reason].join(','));
    }
  }
  return faults.toSorted();
}

const sum = (
  imported: readonly Imported[],
  count: 'rows' | 'accepted' | 'changed' | 'unchanged' | 'quarantined',
) => imported.reduce((total, summary) => total + summary[count], 0);

const expectToAddUp = (imported: readonly Imported[]) => {
  for (const { rows, accepted, changed, unchanged, quarantined: refused } of imported) {
    expect(accepted + changed + unchanged + refused).toBe(rows);
  }
};

describe('the import of the sample with its planted faults', { timeout: 120_000 }, () => {
  let planted: string[];
  let first: Imported[];
  beforeAll(async () => {
    const [, ...lines] = (await readFile(join(directory, 'faults.csv'), 'utf8')).trimEnd().split('\n');
    planted = lines.toSorted();
    first = await importAll();
  }, 120_000);

  it('quarantines what faults.csv lists, row by row and reason by reason, and nothing else', async () => {
    expect(new Set(planted.map((line) => line.split(',')[3])).size).toBe(7); // each kind of fault is there
    expect(await quarantined()).toEqual(planted);
  });

  it('takes all the other rows, and its counts add up', () => {
    expectToAddUp(first);
    expect(sum(first, 'quarantined')).toBe(planted.length);
    expect(sum(first, 'accepted')).toBe(sum(first, 'rows') - planted.length);
    expect(new Set(first.map(({ ministry }) => ministry)).size).toBe(ministries.length);
  });

  it('changes nothing when it comes again, and quarantines no row twice', async () => {
    const again = await importAll();
    expectToAddUp(again);
    expect(sum(again, 'unchanged')).toBe(sum(first, 'accepted'));
    expect(sum(again, 'accepted') + sum(again, 'changed')).toBe(0);
    expect(await quarantined()).toEqual(planted);
  });

  it('reads the same from files in GB18030', async () => {
    const again = await importAll(async (path) => {
      const copy = `${path}.gb18030.csv`;
      await writeFile(copy, gb18030(await readFile(path, 'utf8')));
      return copy;
    });
    const inChinese = again.filter(({ encoding }) => encoding === 'gb18030');
    expect(inChinese.length).toBeGreaterThan(10); // the others are plain ASCII
    expect(again.map(({ kind, unchanged, quarantined }) => ({ kind, unchanged, quarantined }))).toEqual(
      first.map(({ kind, accepted, quarantined }) => ({ kind, unchanged: accepted, quarantined })),
    );
  });
});
