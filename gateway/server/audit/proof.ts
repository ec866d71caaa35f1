import type { KeyObject } from 'node:crypto';
import {
  hashLeaf,
  inclusionPath,
  rootFromInclusion,
  consistencyPath,
  isConsistent,
  type LeafRange,
} from './merkle.ts';
import type { RecordReader } from './reader.ts';
import { readHead } from './tree-head.ts';

/** Shows that an entry is in the record. */
export interface InclusionProof {
  /** The entry's text. */
  readonly entry: string;
  readonly index: number;
  /** Hashes in hexadecimal, from the entry up. */
  readonly path: readonly string[];
  /** The signed head. */
  readonly head: string;
}

/** Shows that the record goes on from an earlier head: nothing of what that vouched for was changed. */
export interface ConsistencyProof {
  /** The signed head that was kept. */
  readonly earlier: string;
  readonly path: readonly string[];
  readonly head: string;
}

/** Proves that an entry is in the record, under its newest head; undefined when no head is over such an entry. */
export async function proveInclusion(
  reader: RecordReader,
  index: number,
): Promise<InclusionProof | undefined> {
  const head = await reader.newestHead();
  if (!head || index >= head.size) return undefined;
  const entry = await reader.entry(index);
  if (entry === undefined) return undefined;
  const path = await hashes(reader, inclusionPath(index, { start: 0, end: head.size }));
  return { entry, index, path, head: head.text };
}

/** Proves that the record goes on from a head; undefined when it is shorter. `size` is that head's. */
export async function proveConsistency(
  reader: RecordReader,
  earlier: { readonly text: string; readonly size: number },
): Promise<ConsistencyProof | undefined> {
  const head = await reader.newestHead();
  if (!head || earlier.size > head.size) return undefined;
  const ranges = earlier.size === 0 ? [] : consistencyPath(earlier.size, { start: 0, end: head.size });
  return { earlier: earlier.text, path: await hashes(reader, ranges), head: head.text };
}

async function hashes(reader: RecordReader, ranges: readonly LeafRange[]): Promise<string[]> {
  const found: string[] = [];
  for (const range of ranges) found.push((await reader.rootOf(range)).toString('hex'));
  return found;
}

/** Whether a proof shows what it says, by the public key alone. */
export function holds(proof: InclusionProof | ConsistencyProof, key: KeyObject): boolean {
  const head = readHead(proof.head, [key]);
  const path = proof.path.map((hash) => Buffer.from(hash, 'hex'));
  if (!head) return false;
  if ('earlier' in proof) {
    const earlier = readHead(proof.earlier, [key]);
    return earlier !== undefined && isConsistent(earlier, head, path);
  }
  const { index, entry } = proof;
  return rootFromInclusion(hashLeaf(entry), { index, size: head.size }, path)?.equals(head.root) ?? false;
}
