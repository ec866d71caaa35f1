// The projects' configurations import TypeScript of other packages, which Node 20 does not read.
import '@hearth/kit/typescript/register.js';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['schema', 'subgraphs/*', 'gateway/*', 'test'],
    globalSetup: ['subgraphs/kit/database/testing.setup.ts'],
  },
});
