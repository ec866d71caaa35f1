import { createHash, hash } from 'node:crypto';

/** The root of the tree without leaves: SHA-256 of nothing. */
const EMPTY_ROOT = createHash('sha256').digest();

const LEAF = '\0';
const LEAF_BYTE = Buffer.from(LEAF);
const NODE = Buffer.from([1]);

/** The hash of a leaf, a text or its UTF-8, as RFC 6962 (2.1) has it. */
export const hashLeaf = (text: string | Buffer): Buffer =>
  hash('sha256', typeof text === 'string' ? LEAF + text : Buffer.concat([LEAF_BYTE, text]), 'buffer');

/** The hash of a node. */
export const hashNode = (left: Buffer, right: Buffer): Buffer =>
  hash('sha256', Buffer.concat([NODE, left, right]), 'buffer');

/** A tree of which only the roots of its perfect subtrees are kept, largest first: enough to append and to tell the root. */
export class CompactTree {
  #size: number;
  readonly #peaks: Buffer[];

  /** Goes on from a tree of which `size` and `peaks` were kept. */
  constructor(size = 0, peaks: readonly Buffer[] = []) {
    this.#size = size;
    this.#peaks = [...peaks];
  }

  /** How many leaves there are. */
  get size(): number {
    return this.#size;
  }

  get peaks(): readonly Buffer[] {
    return this.#peaks;
  }

  get root(): Buffer {
    return this.#peaks.length === 0
      ? EMPTY_ROOT
      : this.#peaks.reduceRight((right, left) => hashNode(left, right));
  }

  append(leaf: Buffer): void {
    let hash = leaf;
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      hash = hashNode(this.#peaks.pop() as Buffer, hash);
    }
    this.#peaks.push(hash);
    this.#size += 1;
  }
}

/** Leaves from `start` to before `end`; what a hash of a proof stands for. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The subtrees whose roots prove that a leaf is in a tree, in the order of the proof: the leaf's neighbour first.
 * RFC 6962, 2.1.1.
 */
export function inclusionPath(index: number, { start, end }: LeafRange): LeafRange[] {
  if (end - start === 1) return [];
  const middle = start + largestPowerBelow(end - start);
  return index < middle
    ? [...inclusionPath(index, { start, end: middle }), { start: middle, end }]
    : [...inclusionPath(index, { start: middle, end }), { start, end: middle }];
}

/**
 * The subtrees whose roots prove that a tree begins with the leaves of a smaller one. RFC 6962, 2.1.2. `isWhole` says that
 * the range begins where the smaller tree does and so needs no hash of its own.
 */
export function consistencyPath(smaller: number, { start, end }: LeafRange, isWhole = true): LeafRange[] {
  if (smaller === end) return isWhole ? [] : [{ start, end }];
  const middle = start + largestPowerBelow(end - start);
  return smaller <= middle
    ? [...consistencyPath(smaller, { start, end: middle }, isWhole), { start: middle, end }]
    : [...consistencyPath(smaller, { start: middle, end }, false), { start, end: middle }];
}

/** The largest power of two below a number, which is at least 2. */
function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** A place in a tree. */
export interface Place {
  readonly index: number;
  /** How many leaves the tree has. */
  readonly size: number;
}

/** The root that a leaf and its proof lead to; undefined when the proof does not fit the place. RFC 9162, 2.1.3.2. */
export function rootFromInclusion(
  leaf: Buffer,
  { index, size }: Place,
  path: readonly Buffer[],
): Buffer | undefined {
  if (index >= size) return undefined;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      hash = hashNode(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      hash = hashNode(hash, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
}

/** A tree that is known by its root. */
export interface KnownTree {
  readonly size: number;
  readonly root: Buffer;
}

/** Whether a proof shows that a tree begins with all leaves of a smaller one. RFC 9162, 2.1.4.2. */
export function isConsistent(smaller: KnownTree, larger: KnownTree, path: readonly Buffer[]): boolean {
  if (smaller.size === larger.size) return path.length === 0 && smaller.root.equals(larger.root);
  if (smaller.size === 0) return path.length === 0;
  const isPower = smaller.size === largestPowerBelow(smaller.size + 1);
  const [first, ...rest] = isPower ? [smaller.root, ...path] : path;
  if (!first) return false;
  let [node, last] = [smaller.size - 1, larger.size - 1];
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  let [before, after] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      [before, after] = [hashNode(hash, before), hashNode(hash, after)];
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      after = hashNode(after, hash);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && before.equals(smaller.root) && after.equals(larger.root);
}
