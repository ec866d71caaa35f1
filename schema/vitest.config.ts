import { defineProject } from 'vitest/config';
import { oneGraphql } from './vitest.shared.ts';

export default defineProject({ ...oneGraphql, test: { name: 'schema', testTimeout: 60_000 } });
