import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${repository}gateway/server/caller/README.md`, 'utf8');
const rows = page
  .slice(page.indexOf('## Attacks'))
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '')));
const testNames = new Set(
  (readdirSync(`${repository}test`, { recursive: true }) as string[])
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => basename(path, '.test.ts')),
);

/** Whether a cell names a place of the repository, or a test by its name alone. */
const isThere = (name: string): boolean => existsSync(repository + name) || testNames.has(name);

describe('the list of attacks', () => {
  it('has many', () => expect(rows.length).toBeGreaterThan(30));

  it.each(rows)('names what holds "%s", and a test that is there', (_attack, held, tests) => {
    expect(held).not.toBe('');
    const names = [...tests!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    expect(names.filter((name) => !isThere(name))).toEqual([]);
    expect(names.length > 0 || tests === 'the same').toBe(true);
  });
});
