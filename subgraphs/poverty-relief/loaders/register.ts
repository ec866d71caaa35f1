import type { RegisterTables } from '@hearth/kit/loader.ts';
import { households, monitoringCases, monitoringSteps, persons } from '../tables.ts';

/** The register itself: nobody knows sooner than its owner where a household lives. */
export const register: RegisterTables = {
  households,
  persons,
  parts: [{ of: monitoringSteps.caseNumber, by: monitoringCases.number }],
};
