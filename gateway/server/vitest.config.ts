import { defineProject } from 'vitest/config';
import { oneGraphql } from '@hearth/schema/vitest.shared.ts';

export default defineProject({ ...oneGraphql, test: { name: 'gateway', testTimeout: 60_000 } });
