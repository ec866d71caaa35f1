import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CompactTree,
  consistencyPath,
  hashLeaf,
  hashNode,
  inclusionPath,
  isConsistent,
  type LeafRange,
  rootFromInclusion,
} from './merkle.ts';

/** The leaves of the tests of Certificate Transparency, and the roots of the trees over the first of them. */
const LEAVES = ['', '\0', '\x10', '\x20\x21', '01', '@ABC', 'PQRSTUVW', '`abcdefghijklmno'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const treeOver = (leaves: readonly string[]) => {
  const tree = new CompactTree();
  for (const leaf of leaves) tree.append(hashLeaf(leaf));
  return tree;
};

/** The root as RFC 6962 (2.1) defines it. */
function rootByDefinition(leaves: readonly string[]): Buffer {
  if (leaves.length === 1) return hashLeaf(leaves[0]!);
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return hashNode(rootByDefinition(leaves.slice(0, half)), rootByDefinition(leaves.slice(half)));
}

const leavesOf = (size: number) => Array.from({ length: size }, (_, index) => `leaf ${index}`);
const hashesOf = (leaves: readonly string[], path: readonly LeafRange[]) =>
  path.map(({ start, end }) => rootByDefinition(leaves.slice(start, end)));

describe('the tree', () => {
  it('has the roots that the tests of Certificate Transparency have', () => {
    const roots = ROOTS.map((_, size) => treeOver(LEAVES.slice(0, size)).root.toString('hex'));
    expect(roots).toEqual(ROOTS);
  });

  it('goes on from what was kept of it', () => {
    const leaves = leavesOf(100);
    for (let size = 0; size <= 100; size += 1) {
      const { peaks } = treeOver(leaves.slice(0, size));
      const tree = new CompactTree(size, peaks);
      for (const leaf of leaves.slice(size)) tree.append(hashLeaf(leaf));
      expect(tree.root).toEqual(rootByDefinition(leaves));
    }
  });
});

describe('an inclusion proof', () => {
  it('has the path that the tests of Certificate Transparency have', () => {
    const path = hashesOf(LEAVES, inclusionPath(5, { start: 0, end: 8 }));
    expect(path.map((hash) => hash.toString('hex'))).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('leads to the root for every leaf of every tree, and for no other leaf, place or path', () => {
    for (let size = 1; size <= 40; size += 1) {
      const leaves = leavesOf(size);
      const root = rootByDefinition(leaves);
      for (let index = 0; index < size; index += 1) {
        const path = hashesOf(leaves, inclusionPath(index, { start: 0, end: size }));
        const leaf = hashLeaf(leaves[index]!);
        expect(rootFromInclusion(leaf, { index, size }, path)).toEqual(root);
        expect(rootFromInclusion(hashLeaf('other'), { index, size }, path)).not.toEqual(root);
        expect(rootFromInclusion(leaf, { index, size }, [...path, leaf])).toBeUndefined();
        const others = [...Array(size).keys()].filter((other) => other !== index);
        const found = others.map((other) => rootFromInclusion(leaf, { index: other, size }, path));
        expect(found.filter((other) => other?.equals(root))).toEqual([]);
      }
    }
  });
});

describe('a consistency proof', () => {
  it('holds between every two trees of which one begins with the other, and for no other two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 70 }), (one, other) => {
        const [small, large] = [Math.min(one, other), Math.max(one, other)];
        const leaves = leavesOf(large);
        const smaller = { size: small, root: rootByDefinition(leaves.slice(0, small)) };
        const larger = { size: large, root: rootByDefinition(leaves) };
        const path = hashesOf(leaves, consistencyPath(small, { start: 0, end: large }));
        expect(isConsistent(smaller, larger, path)).toBe(true);
        expect(isConsistent({ ...smaller, root: hashLeaf('other') }, larger, path)).toBe(false);
        expect(isConsistent(smaller, { ...larger, root: hashLeaf('other') }, path)).toBe(false);
      }),
    );
  });
});
