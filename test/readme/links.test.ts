import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { describe, expect, it } from 'vitest';

const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: repositoryFile('.'), encoding: 'utf8' })
  .trim()
  .split('\n');
const { scripts } = JSON.parse(readFileSync(repositoryFile('package.json'), 'utf8'));

const read = (page: string) => readFileSync(repositoryFile(page), 'utf8');
const allOf = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map(([, found]) => found!);

describe('the pages of the repository', () => {
  it.each(pages)('lead to files that are there: %s', (page) => {
    const links = allOf(/\]\((?!https?:)([^)#]+)/g, read(page));
    expect(links.filter((link) => !existsSync(repositoryFile(join(dirname(page), link))))).toEqual([]);
  });

  it.each(pages)('name commands that are there: %s', (page) => {
    const lines = allOf(/npm run ((?:--silent )?[a-z:]+(?![^\n`]* -w ))/g, read(page));
    const commands = lines.map((line) => line.replace('--silent ', ''));
    expect(commands.filter((command) => !(command in scripts))).toEqual([]);
  });
});
