import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exchangePage } from '@hearth/kit/imports/documentation.ts';
import { DEFAULT_SEED, DEFAULT_TODAY } from '@hearth/kit/sample/context.ts';
import { sampleFilesOf } from '@hearth/kit/sample/files.ts';
import { writeSample } from '@hearth/kit/sample/write.ts';
import type { Ministry } from '@hearth/kit/subgraph.ts';
import type { GeneratedFile } from '@hearth/schema/generated-files.ts';
import { ministries } from '../ministries.ts';

const EXAMPLE_ROWS = 3;

/** Enough for each kind of file to have a row. */
const EXAMPLE_SAMPLE = { seed: DEFAULT_SEED, today: DEFAULT_TODAY, households: 300 };

/** For each ministry the page of its exchange files, and a short example of each file. */
export async function exchangePages(): Promise<GeneratedFile[]> {
  const directory = await mkdtemp(join(tmpdir(), 'hearth-examples-'));
  try {
    await writeSample({ ...EXAMPLE_SAMPLE, ministries, directory, faultsPerThousand: 0 });
    return (await Promise.all(ministries.map((ministry) => pagesOf(ministry, directory)))).flat();
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function pagesOf(ministry: Ministry, directory: string): Promise<GeneratedFile[]> {
  const folder = `subgraphs/${ministry.name}/exchange`;
  const examples = await Promise.all(
    sampleFilesOf(ministry, directory).map(async ({ file, path }) => ({
      path: `${folder}/${file.kind}.csv`,
      text: firstLines(await readFile(path, 'utf8')),
    })),
  );
  return [{ path: `${folder}/README.md`, text: exchangePage(ministry) }, ...examples];
}

/** The header and a few rows; no cell of the sample holds a line break. */
const firstLines = (csv: string): string =>
  csv
    .split('\n')
    .slice(0, EXAMPLE_ROWS + 1)
    .map((line) => `${line}\n`)
    .join('');
