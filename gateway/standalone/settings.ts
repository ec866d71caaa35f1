import { type Setting, wholeNumber } from '@hearth/kit/config.ts';
import { directorySettings, logSettings } from '@hearth/kit/settings.ts';
import { ministries, ministryCode, type MinistryName } from '@hearth/schema/subgraphs.ts';

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

/** The setting of the port that a ministry's process listens on: `PORT_POVERTY_RELIEF` for `poverty-relief`. */
export const portSettingOf = (name: MinistryName): string => `PORT_${ministryCode(name)}`;

/** Where the six services listen, beside the gateway's `PORT`, and how often they are started again. */
export const serviceSettings = {
  SERVICE_RESTARTS: wholeNumber({
    meaning:
      'How often in a row a service that dies soon after its start is started again, after pauses that grow from 0.25 to 10 seconds. ' +
      'Then it is given up: all services are stopped and the command ends with code 1.',
    from: 0,
    to: 1_000,
    fallback: 8,
  }),
};

/** The port of each ministry's process, by the name of its setting. */
export const portSettings: Readonly<Record<string, Setting<number | undefined>>> = Object.fromEntries(
  ministries.map(({ name, title, port }) => [
    portSettingOf(name),
    wholeNumber({
      meaning: `The port of 127.0.0.1 that the process of ${title} listens on; 0 takes a free one. Not set: ${port}, or a free one when \`PORT\` is 0.`,
      from: 0,
      to: 65_535,
    }),
  ]),
);
