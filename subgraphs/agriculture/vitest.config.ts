import { defineProject } from 'vitest/config';
import { oneGraphql } from '@hearth/schema/vitest.shared.ts';

export default defineProject({
  ...oneGraphql,
  test: { name: 'agriculture', testTimeout: 30_000, hookTimeout: 60_000 },
});
