import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDataDirectory } from '@hearth/kit/data-directory.ts';
import type { ExchangeFile } from '@hearth/kit/imports/exchange.ts';
import { importFile } from '@hearth/kit/imports/importer.ts';
import { writePrivateFile } from '@hearth/kit/private-file.ts';
import { registerFeed } from '@hearth/kit/register-changes.ts';
import { followRegister } from '@hearth/kit/register-follow.ts';
import { DEFAULT_SEED, DEFAULT_TODAY } from '@hearth/kit/sample/context.ts';
import { sampleFilesOf } from '@hearth/kit/sample/files.ts';
import { writeSample } from '@hearth/kit/sample/write.ts';
import type { Secrets } from '@hearth/kit/secrets.ts';
import type { Ministry, OpenMinistry } from '@hearth/kit/subgraph.ts';
import { registerOwner } from '@hearth/schema/subgraphs.ts';
import { ministries } from './ministries.ts';

interface SampleImportOptions {
  /** All ministries, the register's owner first. */
  readonly open: readonly OpenMinistry[];
  readonly dataDir: string;
  readonly households: number;
  readonly secrets: Secrets;
  /** Told, in a line for people, how far it has come. Default: nothing is. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

/** How many rows of the sample's files were taken and how many, at fault on purpose, were quarantined. */
export interface SampleImport {
  readonly taken: number;
  readonly quarantined: number;
}

const FAULTS_PER_THOUSAND = 2;

/**
 * Imports the sample into databases that hold nothing yet, through the same files and the same code as any
 * other data. An import that was broken off is begun again at the next start.
 * @returns null when there is data already, or no sample is wanted.
 */
export async function importSampleOnce(options: SampleImportOptions): Promise<SampleImport | null> {
  const { open, dataDir, households } = options;
  const started = join(dataDir, 'sample-import-started');
  const isUnfinished = await exists(started);
  if (households === 0 || (!isUnfinished && !(await isEmpty(open)))) return null;
  await ensureDataDirectory(dataDir);
  await writePrivateFile(started, '');
  const result = await importSample(options);
  await rm(started);
  return result;
}

async function importSample({
  open,
  dataDir,
  households,
  secrets,
  onProgress,
}: SampleImportOptions): Promise<SampleImport> {
  onProgress?.(`Importing a sample of ${households} households …`);
  const directory = await ensureDataDirectory(dataDir, 'sample');
  const sample = { seed: DEFAULT_SEED, today: DEFAULT_TODAY, households };
  await writeSample({ ...sample, ministries, directory, faultsPerThousand: FAULTS_PER_THOUSAND });
  return importSampleFiles({ open, directory, secrets, onProgress });
}

/** Imports a written sample: first what makes the register, then all ministries side by side. */
export async function importSampleFiles({
  open,
  directory,
  secrets,
  onProgress,
}: Pick<SampleImportOptions, 'open' | 'secrets' | 'onProgress'> & {
  readonly directory: string;
}): Promise<SampleImport> {
  const feed = registerFeed(ownerOf(open).database);
  const count = ministries.flatMap((ministry) => sampleFilesOf(ministry, directory)).length;
  let imported = 0;

  /** Imports the ministry's files in their order, once it knows what the register knows. */
  const importFiles = async (
    ministry: Ministry,
    isWanted: (file: ExchangeFile) => boolean,
  ): Promise<SampleImport> => {
    const { database, nudge } = open.find(({ name }) => name === ministry.name)!;
    const how = { database, secrets, register: ministry.register, onCommitted: nudge };
    const options = { announcesMoves: ministry.name !== registerOwner, onAnnounced: nudge };
    let counts = { taken: 0, quarantined: 0 };
    await followRegister(feed, database, options);
    for (const { file, path } of sampleFilesOf(ministry, directory).filter(({ file }) => isWanted(file))) {
      counts = plus(counts, await importFile({ file, path, ...how }).then(countsOf));
      imported += 1;
      onProgress?.(`Imported ${imported} of ${count} files: ${ministry.name} ${file.kind}`);
      if (file.announces) await followRegister(feed, database, options);
    }
    return counts;
  };

  const register = await importFiles(ministries[0]!, ({ announces }) => announces !== null);
  const records = await Promise.all(
    ministries.map((ministry) => importFiles(ministry, ({ announces }) => announces === null)),
  );
  await Promise.all(open.map(({ database }) => countForPlanner(database)));
  return records.reduce(plus, register);
}

/** PostgreSQL would count what is new within a minute or two, and until then read tables whole where an index serves. */
const countForPlanner = ({ pool }: OpenMinistry['database']) => pool.query('analyze');

const countsOf = ({ rows, quarantined }: { rows: number; quarantined: number }): SampleImport => ({
  taken: rows - quarantined,
  quarantined,
});

const plus = (a: SampleImport, b: SampleImport): SampleImport => ({
  taken: a.taken + b.taken,
  quarantined: a.quarantined + b.quarantined,
});

/** The register's owner announces regions before anything else can refer to one. */
async function isEmpty(open: readonly OpenMinistry[]): Promise<boolean> {
  const { rowCount } = await ownerOf(open).database.pool.query(
    'select from changes where entity is not null limit 1',
  );
  return rowCount === 0;
}

const ownerOf = (open: readonly OpenMinistry[]): OpenMinistry => open[0]!;

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
