import { defineProject } from 'vitest/config';
import { oneGraphql } from '@hearth/schema/vitest.shared.ts';

export default defineProject({
  ...oneGraphql,
  test: { name: 'test', testTimeout: 60_000, hookTimeout: 60_000 },
});
