import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random choices. The same name gives the same choices on every machine. */
export interface Random {
  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number;
  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean;
  /** One of the values, each as likely as the others. */
  pick<Value>(values: readonly [Value, ...Value[]] | readonly Value[]): Value;
  /** One of the keys, as likely as its weight says. */
  weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
}

/** The stream of that name; streams of different names have nothing to do with each other. */
export function randomFor(...name: readonly (string | number)[]): Random {
  const digest = createHash('sha256').update(name.join('/')).digest();
  const generator = xoroshiro128plus(digest.readInt32LE(0));
  const random: Random = {
    integer: (from, to) => uniformInt(generator, from, to),
    chance: (probability) => uniformFloat64(generator) < probability,
    pick: (values) => {
      if (values.length === 0) throw new RangeError('There is nothing to pick from.');
      return values[uniformInt(generator, 0, values.length - 1)]!;
    },
    weighted: (weights) => pickWeighted(weights, uniformFloat64(generator)),
  };
  return random;
}

function pickWeighted<Key extends string>(weights: Readonly<Record<Key, number>>, point: number): Key {
  const entries = Object.entries<number>(weights);
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let left = point * total;
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key as Key;
  }
  return entries.at(-1)![0] as Key;
}
