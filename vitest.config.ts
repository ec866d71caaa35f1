// The projects' configurations import TypeScript of other packages, which Node 20 does not read.
import '@hearth/kit/typescript/register.js';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['schema', 'subgraphs/*', 'gateway/*', 'test'],
    maxWorkers: Math.max(2, availableParallelism() - 1), // on two cores one file at a time left a third of them idle
    globalSetup: ['subgraphs/kit/database/testing.setup.ts'],
  },
});
