import { parseArgs } from 'node:util';
import { LONGEST_HOURS, openDemoIssuer } from '@hearth/gateway/caller/demo/demo-issuer.ts';
import type { Persona } from '@hearth/gateway/caller/demo/personas.ts';
import { readConfig } from '@hearth/kit/config.ts';
import { directorySettings } from '@hearth/kit/settings.ts';
import { regionPrefix } from '@hearth/schema/protocol/authority.ts';
import { isPurpose, purposeNames } from '@hearth/schema/protocol/purposes.ts';
import { personas } from './personas.ts';

const USAGE = `Usage: npm run --silent token -- --persona NAME [--region CODE]... [--purpose NAME]... [--hours N] [--header]

Prints an access token of the demo issuer, which a hub on the same DATA_DIR accepts with ACCESS=demo.

  --persona  ${personas.map(({ name, title }) => `${name.padEnd(24)}${title}`).join('\n             ')}
  --region   division codes in place of the persona's: 2, 4, 6, 9 or 12 digits; * for all
  --purpose  purposes in place of the persona's: ${purposeNames.join(', ')}
  --hours    how long it is valid, 1 to ${LONGEST_HOURS}; 8 unless told
  --header   prints the headers for curl: eval curl "$(npm run --silent token -- --persona NAME --header)" URL`;

/** What was asked for cannot be done. */
class UsageError extends Error {}

function getPersona(name: string | undefined): Persona {
  const found = personas.find((persona) => persona.name === name);
  if (found) return found;
  throw new UsageError(
    `${name === undefined ? '--persona is missing' : `There is no persona ${JSON.stringify(name)}`}.`,
  );
}

function readRegions(regions: readonly string[]): readonly string[] {
  try {
    regions.forEach(regionPrefix);
    return regions;
  } catch (error) {
    throw new UsageError(`--region: ${(error as Error).message}`);
  }
}

function readPurposes(names: readonly string[]): Persona['purposes'] {
  return names.map((name) => {
    if (isPurpose(name)) return name;
    throw new UsageError(`--purpose is ${JSON.stringify(name)}: expected one of ${purposeNames.join(', ')}`);
  });
}

function readHours(text: string): number {
  const hours = Number(text);
  if (/^\d+$/.test(text) && hours >= 1 && hours <= LONGEST_HOURS) return hours;
  throw new UsageError(
    `--hours is ${JSON.stringify(text)}: expected a whole number from 1 to ${LONGEST_HOURS}`,
  );
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      persona: { type: 'string' },
      region: { type: 'string', multiple: true },
      purpose: { type: 'string', multiple: true },
      hours: { type: 'string', default: '8' },
      header: { type: 'boolean', default: false },
    },
  });
  const persona = getPersona(values.persona);
  const regions = readRegions(values.region ?? persona.regions);
  const purposes = readPurposes(values.purpose ?? persona.purposes);
  return {
    persona: { ...persona, regions, purposes },
    hours: readHours(values.hours),
    isHeader: values.header,
  };
}

try {
  const { persona, hours, isHeader } = readOptions();
  const { issue } = await openDemoIssuer(readConfig(directorySettings).DATA_DIR);
  const token = await issue(persona, hours);
  console.log(
    isHeader ? `-H 'authorization: Bearer ${token}' -H 'x-purpose: ${persona.purposes[0]}'` : token,
  );
} catch (error) {
  console.error(`${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}
