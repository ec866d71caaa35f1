import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePrivateFile } from '@hearth/kit/private-file.ts';
import { open, type SealingKey } from '@hearth/kit/sealing.ts';
import type { OnDamage } from './damage.ts';
import type { JournalOptions, Segment } from './journal.ts';
import { toLines } from './lines.ts';

/** Where journals are, what opens them, and who is told of what cannot be read. */
export interface LeftOptions extends JournalOptions {
  readonly onDamage?: OnDamage;
}

/** What an earlier run left in a file. */
export interface LeftSegment extends Segment {
  /** The file, which is removed once the store has the lines. */
  readonly path: string;
}

/**
 * What earlier runs left in a folder, each run's segments in their order. What can be read of a damaged file is given too.
 * Lines that cannot be read are set aside in a file of their own, which is tried again at each start: so they are stored once the
 * key that seals them is back.
 */
export async function leftSegments(options: LeftOptions): Promise<LeftSegment[]> {
  const { folder, onDamage = () => {} } = options;
  const segments: LeftSegment[] = [];
  for (const name of (await readdir(folder)).toSorted()) {
    const [, journal, number, kind] = FILE.exec(name) ?? [];
    if (journal === undefined) continue;
    const path = join(folder, name);
    try {
      const lines = await readLines({ ...options, onDamage }, path, kind === ASIDE);
      if (lines) segments.push({ path, journal, number: Number(number), lines });
    } catch (error) {
      onDamage({ file: path, reason: (error as Error).message });
    }
  }
  return segments.toSorted((a, b) => a.number - b.number);
}

const ASIDE = 'unreadable';
const UUID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}';
const FILE = new RegExp(`^(${UUID})\\.(\\d{1,9})\\.(journal|${ASIDE})$`);

/** The texts of a file that can be read; undefined when it stays as it is. */
async function readLines(
  { folder, key, onDamage }: Required<LeftOptions>,
  path: string,
  isAside: boolean,
): Promise<Buffer | undefined> {
  const { texts, unreadable, reason } = openLines(await readFile(path, 'latin1'), key);
  if (unreadable.length === 0) return toLines(texts);
  const lines = unreadable.length;
  if (isAside && texts.length === 0) {
    onDamage({ file: path, reason, lines });
    return undefined;
  }
  const keptIn = await setAside(folder, unreadable);
  onDamage({ file: path, reason, lines, keptIn });
  return toLines(texts);
}

/** A last line may lack its end: the process ended, or the machine did, while it was written. It counts when it can be read all the same. */
function openLines(content: string, key: SealingKey) {
  const texts: string[] = [];
  const unreadable: string[] = [];
  let reason = '';
  for (const line of content.replace(/\n$/, '').split('\n')) {
    if (content === '') break;
    try {
      texts.push(open(line, key));
    } catch (error) {
      unreadable.push(line);
      reason ||= (error as Error).message;
    }
  }
  return { texts, unreadable, reason };
}

/** Its name comes from the lines alone, so that lines which are set aside twice are kept, and once they can be read stored, once. */
async function setAside(folder: string, lines: readonly string[]): Promise<string> {
  const content = Buffer.from(`${lines.join('\n')}\n`, 'latin1');
  const hash = createHash('sha256').update(content).digest('hex');
  const journal = hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const path = join(folder, `${journal}.1.${ASIDE}`);
  await writePrivateFile(path, content);
  return path;
}
