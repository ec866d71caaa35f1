import { join } from 'node:path';
import { ensurePrivateFolder } from '../data-directory.ts';
import type { Ministry } from '../subgraph.ts';
import { sampleContext } from './context.ts';
import { createHousehold, type SampleOptions } from './household.ts';
import { openSampleFiles, type SampleFiles } from './files.ts';
import { regionsOf } from './regions.ts';

export interface WriteSampleOptions extends SampleOptions {
  /** Whose files; their rows must not depend on one another's order. */
  readonly ministries: readonly SampleMinistry[];
  /** Where `<ministry>/<kind>.csv` and `faults.csv` go. */
  readonly directory: string;
  /** Faulty rows per thousand sound ones; 0 writes none. */
  readonly faultsPerThousand: number;
  /** Called after each household with how many are written. */
  readonly onHousehold?: (count: number) => void;
}

/** What the sample needs of a ministry. */
export type SampleMinistry = Pick<Ministry, 'name' | 'exchange' | 'sample'>;

/** What was written. */
export interface SampleSummary {
  readonly rows: number;
  readonly faults: number;
}

/**
 * Writes the sample as exchange files, one per ministry and kind, and `faults.csv`, which lists every planted
 * fault with the reason that the import must give. The same options give the same bytes. Memory does not grow
 * with the number of households.
 */
export async function writeSample(options: WriteSampleOptions): Promise<SampleSummary> {
  const { ministries, directory, onHousehold } = options;
  for (const { name } of ministries) await ensurePrivateFolder(join(directory, name));
  const files = openSampleFiles(options);
  writeNation(options, files);
  writeRegions(options, files);
  for (let number = 0; number < options.households; number += 1) {
    writeHousehold(number, options, files);
    onHousehold?.(number + 1);
    await files.drained();
  }
  return files.close();
}

function writeNation(options: WriteSampleOptions, files: SampleFiles): void {
  for (const { name, sample } of options.ministries) {
    files.write(name, sample.nation?.(sampleContext(options, name, 'nation')) ?? {});
  }
}

function writeRegions(options: WriteSampleOptions, files: SampleFiles): void {
  for (const region of regionsOf(options.households)) {
    for (const { name, sample } of options.ministries) {
      files.write(name, sample.region?.(region, sampleContext(options, name, region.code)) ?? {});
    }
  }
}

function writeHousehold(number: number, options: WriteSampleOptions, files: SampleFiles): void {
  const household = createHousehold(number, options);
  for (const { name, sample } of options.ministries) {
    files.write(name, sample.household?.(household, sampleContext(options, name, household.id)) ?? {});
  }
}
