import { COUNTY, personas } from './personas.ts';
import type { Standalone } from './standalone.ts';

/** What stands before a command so that it finds the data of this hub. */
function settingsOf({ DATA_DIR: directory }: NodeJS.ProcessEnv): string {
  return directory ? `DATA_DIR='${directory.replaceAll("'", `'\\''`)}' ` : '';
}

/** The headers of a first question, which say who asks and for what. */
function callerHeaders({ mode, examples, env }: Running): string {
  if (mode === 'open') return '';
  const { regionCode = COUNTY } = examples.keys;
  const elsewhere = regionCode.startsWith(COUNTY) ? '' : ` --region ${regionCode}`;
  const token = {
    demo: `$(${settingsOf(env)}npm run --silent token -- --persona county-official${elsewhere})`,
    issuer: '$TOKEN',
  }[mode];
  return ` -H "authorization: Bearer ${token}" -H 'x-purpose: MONITORING'`;
}

type Running = Omit<Standalone, 'stop'> & { readonly env: NodeJS.ProcessEnv };

/** How to watch the region live, and how to make something happen in it. */
function watching(hub: Running): string[] {
  const { url, mode, examples, env } = hub;
  const { regionCode } = examples.keys;
  if (!regionCode) return [];
  const subscription = `subscription { regionChanged(code: \\"${regionCode}\\") { ministry kind at household { id microcreditOutstanding } } }`;
  return [
    `Watch:       curl -sN ${url}${callerHeaders(hub)} -H 'accept: text/event-stream' -H 'content-type: application/json' -d '{"query":"${subscription}"}'`,
    ...(mode === 'demo'
      ? [`             and, so that something happens: ${settingsOf(env)}${changeCommand(url, regionCode)}`]
      : []),
  ];
}

/** The command with what it would not find by itself. */
function changeCommand(url: string, regionCode: string): string {
  const elsewhere = regionCode.startsWith(COUNTY) ? '' : ` --region ${regionCode}`;
  const where = url === USUAL_URL ? '' : ` --url ${url}`;
  return `npm run change -- --rate 5${elsewhere}${where}`;
}

/** Commands for an issuer's hub take a token that this process cannot make. */
const tokenOf = ({ TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience }: NodeJS.ProcessEnv): string =>
  `Token:       TOKEN=… first, with an access token of ${issuer} for ${audience} that grants MONITORING`;

const USUAL_URL = 'http://127.0.0.1:4000/graphql';

/** What the first minute needs: where the hub is, which households to ask for, as whom, what to try and to watch. */
export function welcome(standalone: Omit<Standalone, 'stop'>, env: NodeJS.ProcessEnv = process.env): string {
  const hub = { ...standalone, env };
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
    ...(mode === 'issuer' ? [tokenOf(env)] : []),
    `Try:         open the explorer and run HouseholdView, or`,
    `             curl -s ${url}${callerHeaders(hub)} -H 'content-type: application/json' -d '{"query":"{ household(id: \\"${household ?? 'H000000000'}\\") { kind region { name } medicalBurden(until: \\"2024-12-31\\") { selfPaid } } }"}'`,
    ...watching(hub),
    `Quarantine:  ${settingsOf(env)}npm run import -- quarantine poverty-relief`,
    `Ctrl-C ends it.`,
  ].join('\n');
}
