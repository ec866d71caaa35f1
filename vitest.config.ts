import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['schema', 'subgraphs/*', 'gateway/*', 'test'],
    globalSetup: ['subgraphs/kit/database/testing.setup.ts'],
  },
});
