import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { readJson, writePrivateJson } from '@hearth/kit/private-file.ts';
import { readHead, type TreeHead } from './tree-head.ts';

/** The newest head, kept outside the database: whoever cuts the record there cannot cut it here. */
export interface KeptHead {
  /** How many entries there were at least; 0 when none was kept. */
  readonly size: number;
  keep(size: number, text: string): Promise<void>;
}

const fileOf = (folder: string) => join(folder, 'head.json');

/** Opens the newest head that a folder keeps. */
export async function openKeptHead(folder: string, key: KeyObject): Promise<KeptHead> {
  let size = (await readKeptHead(folder, key))?.size ?? 0;
  return {
    get size() {
      return size;
    },
    async keep(newSize, text) {
      size = newSize;
      await writePrivateJson(fileOf(folder), text);
    },
  };
}

/**
 * Reads it; undefined when there is none.
 * @throws Error when it is not one that the key has signed
 */
export async function readKeptHead(folder: string, key: KeyObject): Promise<TreeHead | undefined> {
  const text = await readJson<string>(fileOf(folder));
  if (text === null) return undefined;
  const head = readHead(text, [key]);
  if (!head) throw new Error(`${fileOf(folder)} is no tree head that the key of this record has signed.`);
  return head;
}
