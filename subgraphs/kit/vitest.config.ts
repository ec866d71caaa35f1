import { defineProject } from 'vitest/config';
import { oneGraphql } from '@hearth/schema/vitest.shared.ts';

export default defineProject({
  ...oneGraphql,
  test: {
    name: 'kit',
    globalSetup: ['database/testing.setup.ts'], // for tests started in this folder; at the root it is shared
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
