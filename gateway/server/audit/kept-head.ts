import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { DamagedFileError, readJson, writePrivateJson } from '@hearth/kit/private-file.ts';
import { type OnDamage, orSetAside } from './damage.ts';
import { readHead, type TreeHead } from './tree-head.ts';

/** The newest head, kept outside the database: whoever cuts the record there cannot cut it here. */
export interface KeptHead {
  /** How many entries there were at least; 0 when none was kept. */
  readonly size: number;
  keep(size: number, text: string): Promise<void>;
}

const fileOf = (folder: string) => join(folder, 'head.json');

/**
 * Opens the newest head that a folder keeps. One that is damaged is set aside and told to `onDamage`: then nothing shows that the
 * record was cut before the next is kept.
 * @throws DamagedFileError when it is damaged and no `onDamage` is given
 */
export async function openKeptHead(folder: string, key: KeyObject, onDamage?: OnDamage): Promise<KeptHead> {
  const kept = await orSetAside(() => readKeptHead(folder, key), onDamage);
  let size = kept?.size ?? 0;
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
 * @throws DamagedFileError when it is not one that the key has signed
 */
export async function readKeptHead(folder: string, key: KeyObject): Promise<TreeHead | undefined> {
  const path = fileOf(folder);
  const remedy = 'compare the record with a head that was kept elsewhere (`npm run audit -- verify --head`).';
  const text = await readJson<string>(path, { isWhole: (value) => typeof value === 'string', remedy });
  if (text === null) return undefined;
  const head = readHead(text, [key]);
  if (!head)
    throw new DamagedFileError(path, 'it is no tree head that the key of this record has signed', remedy);
  return head;
}
