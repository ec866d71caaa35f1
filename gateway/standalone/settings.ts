import { wholeNumber } from '@hearth/kit/config.ts';
import { directorySettings, logSettings } from '@hearth/kit/settings.ts';

/** What the hub in one process reads, beside the gateway's and the databases' settings. */
export const standaloneSettings = {
  ...logSettings,
  ...directorySettings,
  SAMPLE_HOUSEHOLDS: wholeNumber({
    meaning: 'How many households of sample data the first start imports into an empty DATA_DIR; 0 for none.',
    from: 0,
    to: 1_000_000,
    fallback: 2_000,
  }),
};
