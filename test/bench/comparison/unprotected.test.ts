import { readFileSync } from 'node:fs';
import { readSupergraph } from '@hearth/gateway/plan/supergraph.ts';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { printSchema } from 'graphql';
import { expect, it } from 'vitest';
import { unprotected } from './unprotected.ts';

it('keeps what clients see of a supergraph, and nothing that protects it', () => {
  const sdl = readFileSync(repositoryFile('schema/supergraph.graphql'), 'utf8');
  const [given, bare] = [readSupergraph(sdl), readSupergraph(unprotected(sdl))];
  expect(printSchema(bare.api)).toBe(printSchema(given.api));
  expect(given.requirements.clauses.length).toBeGreaterThan(0);
  expect(bare.requirements.clauses).toEqual([]);
  expect([given.dataSubjects.size > 0, bare.dataSubjects.size]).toEqual([true, 0]);
  expect([sdl.includes('for: SECURITY'), bare.sdl.includes('for: SECURITY')]).toEqual([true, false]);
});
