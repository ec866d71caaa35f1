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

type Running = Omit<Standalone, 'stop'>;

/** How to watch the region live, and how to make something happen in it. */
function watching({ url, mode, examples }: Running): string[] {
  const { regionCode } = examples.keys;
  if (!regionCode) return [];
  const subscription = `subscription { regionChanged(code: \\"${regionCode}\\") { ministry kind at household { id microcreditOutstanding } } }`;
  return [
    `Watch:       curl -sN ${url}${callerHeaders({ mode, examples })} -H 'accept: text/event-stream' -H 'content-type: application/json' -d '{"query":"${subscription}"}'`,
    ...(mode === 'demo'
      ? [`             and, so that something happens: ${changeCommand(url, regionCode)}`]
      : []),
  ];
}

/** The command with what it would not find by itself. */
function changeCommand(url: string, regionCode: string): string {
  const elsewhere = regionCode.startsWith(COUNTY) ? '' : ` --region ${regionCode}`;
  const where = url === USUAL_URL ? '' : ` --url ${url}`;
  return `npm run change -- --rate 5${elsewhere}${where}`;
}

const USUAL_URL = 'http://127.0.0.1:4000/graphql';

/** What the first minute needs: where the hub is, which households to ask for, as whom, what to try and to watch. */
export function welcome(hub: Running): string {
  const { url, mode, examples, imported } = hub;
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
    ...watching(hub),
    `Quarantine:  npm run import -- quarantine poverty-relief`,
    `Ctrl-C ends it.`,
  ].join('\n');
}
