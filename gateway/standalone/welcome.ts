import type { Standalone } from './standalone.ts';

/** What the first minute needs: where the hub is, which households to ask for, and what to try. */
export function welcome({ url, examples, imported }: Omit<Standalone, 'stop'>): string {
  const explorer = new URL('/', url).href;
  const [household] = examples.households;
  return [
    ...(imported
      ? [`Imported the sample: ${imported.taken} rows taken, ${imported.quarantined} quarantined.`]
      : []),
    `Hearth answers at ${url}`,
    `Explorer:    ${explorer}`,
    ...(household
      ? [`Households:  ${examples.households.join(', ')}`, `Region:      ${examples.keys.regionCode}`]
      : []),
    `Try:         open the explorer and run HouseholdView, or`,
    `             curl -s ${url} -H 'content-type: application/json' -d '{"query":"{ household(id: \\"${household ?? 'H000000000'}\\") { kind region { name } medicalBurden(until: \\"2024-12-31\\") { selfPaid } } }"}'`,
    `Quarantine:  npm run import -- quarantine poverty-relief`,
    `Ctrl-C ends it.`,
  ].join('\n');
}
