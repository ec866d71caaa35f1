import { DEFAULT_SEED, DEFAULT_TODAY } from '../sample/context.ts';

/** The conformance suite's sample. */
export const TEST_SAMPLE = { seed: DEFAULT_SEED, today: DEFAULT_TODAY, households: 60 };
