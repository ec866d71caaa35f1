import { COUNTY, personas } from './personas.ts';
import type { Standalone } from './standalone.ts';

/** The headers of a first question, which say who asks and for what. */
function callerHeaders({ mode, examples }: Pick<Standalone, 'mode' | 'examples'>): string {
  if (mode === 'open') return '';
  const { regionCode = COUNTY } = examples.keys;
  const elsewhere = regionCode.startsWith(COUNTY) ? '' : ` --region ${regionCode}`;
  const token = {
    demo: `$(npm run --silent token -- --persona county-official${elsewhere})`,
    issuer: '$TOKEN',
  }[mode];
  return ` -H "authorization: Bearer ${token}" -H 'x-purpose: MONITORING'`;
}

/** What the first minute needs: where the hub is, which households to ask for, as whom, and what to try. */
export function welcome({ url, mode, examples, imported }: Omit<Standalone, 'stop'>): string {
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
    ...(mode === 'demo' ? [`As whom:     ${personas.map(({ name }) => name).join(', ')}`] : []),
    `Try:         open the explorer and run HouseholdView, or`,
    `             curl -s ${url}${callerHeaders({ mode, examples })} -H 'content-type: application/json' -d '{"query":"{ household(id: \\"${household ?? 'H000000000'}\\") { kind region { name } medicalBurden(until: \\"2024-12-31\\") { selfPaid } } }"}'`,
    `Quarantine:  npm run import -- quarantine poverty-relief`,
    `Ctrl-C ends it.`,
  ].join('\n');
}
