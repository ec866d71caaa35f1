import type { ExchangeFile } from '@hearth/kit/imports/exchange.ts';
import { assistanceFiles } from './imports/assistance.ts';
import { disasterFiles } from './imports/disasters.ts';
import { livelihoodFiles } from './imports/livelihood.ts';
import { monitoringFiles } from './imports/monitoring.ts';
import { oversightFiles } from './imports/oversight.ts';
import { policyFiles } from './imports/policy.ts';
import { registerFiles } from './imports/register.ts';

/** The files through which poverty relief's data comes in. The register comes first, in its order. */
export const exchange: readonly ExchangeFile[] = [
  ...registerFiles,
  ...livelihoodFiles,
  ...monitoringFiles,
  ...assistanceFiles,
  ...oversightFiles,
  ...policyFiles,
  ...disasterFiles,
];
