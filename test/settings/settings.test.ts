import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingsPage } from '@hearth/standalone/generate/settings-page.ts';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Read from the environment, and no settings of the project: what programs need to run. */
const OF_THE_SYSTEM = new Set(['PATH', 'HOME']);

/** The sources of what runs outside tests. */
const sources = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', 'gateway', 'schema', 'subgraphs'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((path) => /\.tsx?$/.test(path) && !/\.(?:test|testing|fixture)\b|\/testing[./]|\.d\.ts$/.test(path))
  .map((path) => readFileSync(join(root, path), 'utf8'));

/** Names of settings where they are declared: `LOG_LEVEL: choice({ meaning:`, or as the limits are, `['MAX_DEPTH', 'Nested levels …']`. */
const DECLARED =
  /^ +([A-Z][A-Z0-9_]+): [a-z]\w*\(\{\s*meaning:|\[\s*'([A-Z][A-Z0-9_]+)',\s*'[A-Z][^']* [^']*'/gm;

/** Names that are looked up in an environment: `env['PATH']`, `env.PATH`. */
const LOOKED_UP = /\benv(?:\.|\[')([A-Z][A-Z0-9_]+)\b/g;

/** Names for which there is one setting for each ministry or subgraph. */
const FAMILIES = /^(?:DATABASE_URL|PORT|SUBGRAPH_URL)_/;

const listed = new Set(
  [...settingsPage().text.matchAll(/^\| `([A-Z][A-Z0-9_]+)/gm)].map(([, name]) => name!),
);

const found = (pattern: RegExp): Set<string> =>
  new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map((match) => (match[1] ?? match[2])!)));

describe('the settings page', () => {
  const declared = found(DECLARED);
  const read = new Set([...declared, ...found(LOOKED_UP)].filter((name) => !OF_THE_SYSTEM.has(name)));

  it('has every setting that the sources read', () => {
    expect(declared.size).toBeGreaterThan(50);
    expect([...read].filter((name) => !listed.has(name))).toEqual([]);
  });

  it('has no setting that nothing reads', () => {
    const used = (name: string) => {
      const use = new RegExp(`[.{,]\\s*${name}\\b(?!\\w*: [a-z]\\w*\\()|'${name}'`);
      return sources.some((text) => use.test(text.replaceAll(/^ +[A-Z][A-Z0-9_]+: [a-z]\w*\(\{/gm, '')));
    };
    const unread = [...listed].filter((name) => !FAMILIES.test(name) && !used(name));
    expect(unread).toEqual([]);
  });
});
