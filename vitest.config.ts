import { register } from 'tsx/esm/api';
import { defineConfig } from 'vitest/config';

register(); // the projects' configurations import TypeScript of other packages, which Node 20 does not read

export default defineConfig({
  test: {
    projects: ['schema', 'subgraphs/*', 'gateway/*', 'test'],
    globalSetup: ['subgraphs/kit/database/testing.setup.ts'],
  },
});
