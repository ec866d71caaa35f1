import { array, assert, asyncProperty, constantFrom, uniqueArray, string } from 'fast-check';
import { expect, it } from 'vitest';
import { readApart } from './apart.ts';

/** As drizzle wraps what PostgreSQL refuses. */
const dataException = (key: string) =>
  new Error('Failed query', { cause: Object.assign(new Error(`out of range: ${key}`), { code: '22003' }) });

function readWith(bad: ReadonlySet<string>, error: (key: string) => Error = dataException) {
  const reads: (readonly string[])[] = [];
  const read = async (keys: readonly string[]) => {
    reads.push(keys);
    const found = keys.find((key) => bad.has(key));
    if (found !== undefined) throw error(found);
    return keys.map((key) => `value of ${key}`);
  };
  return { read, reads };
}

const clean = string().filter((text) => !text.includes('\0'));

it('gives every key its own value, and a key at fault its own error, wherever it stands', async () => {
  await assert(
    asyncProperty(
      uniqueArray(clean, { minLength: 1, maxLength: 200 }),
      array(constantFrom(0, 0.3, 0.99)),
      async (keys, at) => {
        const bad = new Set(at.slice(0, 3).map((share) => keys[Math.floor(share * keys.length)]!));
        const values = await readApart(keys, readWith(bad).read);
        const told = values.map((value) => (value instanceof Error ? (value.cause as Error).message : value));
        expect(told).toEqual(keys.map((key) => (bad.has(key) ? `out of range: ${key}` : `value of ${key}`)));
      },
    ),
  );
});

it('does not ask for a key that no database can hold', async () => {
  const { read, reads } = readWith(new Set());
  const [first, second, third] = await readApart(['a', 'b\0', 'c'], read);
  expect([first, third]).toEqual(['value of a', 'value of c']);
  expect(second).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  expect(reads).toEqual([['a', 'c']]);
});

it('reads no more than 64 times, however many keys are at fault', async () => {
  const keys = Array.from({ length: 1_000 }, (_, index) => String(index));
  const { read, reads } = readWith(new Set(keys));
  const values = await readApart(keys, read);
  expect(values.every((value) => value instanceof Error)).toBe(true);
  expect(reads.length).toBeLessThanOrEqual(64);
});

it('reads once when the keys are not at fault: the database is away, or refuses what all keys share', async () => {
  const away = () => Object.assign(new Error('terminating connection'), { code: '57P01' });
  const { read, reads } = readWith(new Set(['a']), away);
  await expect(readApart(['a', 'b'], read)).rejects.toThrow('terminating connection');
  expect(reads).toHaveLength(1);
});
