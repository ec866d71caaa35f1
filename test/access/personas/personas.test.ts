import type { Persona } from '@hearth/gateway/caller/demo/personas.ts';
import type { OpenMinistry } from '@hearth/kit/subgraph.ts';
import { purposeNames } from '@hearth/schema/protocol/purposes.ts';
import { scopeNames } from '@hearth/schema/protocol/scopes.ts';
import { personas } from '@hearth/standalone/personas.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestFor } from '../../operation.ts';
import { readRegister } from '../register.ts';
import { everythingCaller } from '../sharing/callers.ts';
import { startTwoGateways, type TwoGateways, type Way } from '../two-gateways.ts';
import { questionsOf, tellsOfIllness } from './illness.ts';
import { kindsOfData, table, viewOfHousehold, viewOfRegion } from './views.ts';

const VILLAGE = '530625001001'; // of the village worker
const COUNTY = '530625'; // in which it lies: of the county official and the evaluator

let hubs: TwoGateways;
/** A household of the village of whose members something of every kind is known, one of another village, one of another county. */
let households: { village: string; county: string; elsewhere: string };
let otherCounty: string;
/** Households with a cause of illness, and one of the same village without any. */
let ill: string[];
let well: string;
const COLLEAGUE: Persona = {
  name: 'colleague',
  title: 'Colleague',
  scopes: [],
  regions: ['*'],
  purposes: ['MONITORING'],
};
beforeAll(async () => {
  hubs = await startTwoGateways({ households: 220 });
  const { villages } = await readRegister(hubs.ministries.all[0]!);
  const all = [...villages];
  const [elsewhere, otherVillage] = all.find(([, code]) => !code.startsWith(COUNTY))!;
  const [county] = all.find(([, code]) => code.startsWith(COUNTY) && code !== VILLAGE)!;
  const own = all.filter(([, code]) => code === VILLAGE).map(([id]) => id);
  households = { village: await findTelling(own), county, elsewhere };
  [ill, well] = await findIll(hubs.ministries.all[0]!);
  otherCounty = otherVillage.slice(0, 6).padEnd(12, '0');
}, 120_000);
afterAll(() => hubs.stop());

async function findIll({ database: { pool } }: OpenMinistry): Promise<[ill: string[], well: string]> {
  const { rows } = await pool.query<{ id: string; village: string; ill: boolean }>(
    `select id, region_code as village, risk_causes && '{ILLNESS,DISABILITY}' as ill
       from households where monitoring_category <> 'NONE' or risk_causes = '{}' order by id`,
  );
  const [first, ...others] = rows.filter((row) => row.ill && rows.some(isWellIn(row.village)));
  return [[first!, ...others.slice(0, 2)].map(({ id }) => id), rows.find(isWellIn(first!.village))!.id];
}

const isWellIn = (place: string) => (row: { village: string; ill: boolean }) =>
  row.village === place && !row.ill;

/** Of these households one that has all kinds of data. */
async function findTelling(ids: readonly string[]): Promise<string> {
  const { headers } = await everythingCaller(hubs);
  for (const id of ids) {
    const view = viewOfHousehold(await hubs.inProcess.ask(requestFor('HouseholdView', { id }), headers));
    if (view.every((cell) => cell === 'yes')) return id;
  }
  throw new Error('No household of the village has all kinds of data.');
}

/** What every persona sees for each of their purposes. */
async function whatPersonasSee(way: Way): Promise<string> {
  const rows: string[][] = [];
  for (const persona of personas) {
    for (const purpose of persona.purposes) {
      const headers = await hubs.headersOf(persona, { purpose });
      const ask = (name: string, variables: object) => way.ask(requestFor(name, variables), headers);
      const view = async (id: string) => viewOfHousehold(await ask('HouseholdView', { id }));
      rows.push([
        persona.name,
        purpose,
        ...(await view(households.village)),
        (await view(households.county))[0]!,
        (await view(households.elsewhere))[0]!,
        viewOfRegion(await ask('RegionOverview', { code: COUNTY.padEnd(12, '0') })),
        viewOfRegion(await ask('RegionOverview', { code: otherCounty })),
      ]);
    }
  }
  const heads = Object.keys(kindsOfData);
  return table([
    ['persona', 'purpose', ...heads, 'in county', 'elsewhere', 'county', 'other county'],
    ...rows,
  ]);
}

/**
 * Of a household of the village: whether each kind of data is told. Of one elsewhere in the county, and one of another
 * county: whether it is there at all (`unknown` is what is said of numbers that nobody has). Of the county and another one:
 * how many of RegionOverview's parts are told; the monitoring line is everybody's.
 */
const WHAT_THEY_SEE = `
persona                 purpose     household  names    health   money    schooling  in county  elsewhere  county    other county
county-official         MONITORING  yes        yes      yes      yes      yes        yes        unknown    14 of 14  7 of 14
county-official         ASSISTANCE  yes        yes      yes      yes      yes        yes        unknown    14 of 14  7 of 14
county-official         CORRECTION  yes        yes      yes      yes      yes        yes        unknown    14 of 14  7 of 14
county-official         STATISTICS  denied     denied   denied   denied   denied     denied     denied     14 of 14  7 of 14
village-worker          MONITORING  yes        yes      denied   denied   denied     unknown    unknown    1 of 14   1 of 14
village-worker          ASSISTANCE  yes        yes      denied   denied   denied     unknown    unknown    1 of 14   1 of 14
analyst-poverty-relief  STATISTICS  denied     denied   denied   denied   denied     denied     denied     14 of 14  14 of 14
analyst-health          STATISTICS  denied     denied   denied   denied   denied     denied     denied     14 of 14  14 of 14
analyst-education       STATISTICS  denied     denied   denied   denied   denied     denied     denied     14 of 14  14 of 14
analyst-agriculture     STATISTICS  denied     denied   denied   denied   denied     denied     denied     14 of 14  14 of 14
analyst-finance         STATISTICS  denied     denied   denied   denied   denied     denied     denied     14 of 14  14 of 14
evaluator               EVALUATION  yes        denied   denied   yes      denied     yes        unknown    14 of 14  1 of 14
auditor                 AUDIT       denied     denied   denied   denied   denied     denied     denied     14 of 14  14 of 14
citizen                 CORRECTION  unknown    unknown  unknown  unknown  unknown    unknown    unknown    1 of 14   1 of 14
`;

describe('personas', { timeout: 60_000 }, () => {
  it.each(['inProcess', 'overHttp'] as const)('see what is theirs, and nothing else: %s', async (name) => {
    expect(await whatPersonasSee(hubs[name])).toBe(WHAT_THEY_SEE.trim());
  });

  it('are told of a household that is not theirs, byte for byte, what is said of one that nobody has', async () => {
    for (const persona of personas) {
      const headers = await hubs.headersOf(persona);
      const ask = (id: string) => hubs.inProcess.ask(requestFor('HouseholdView', { id }), headers);
      expect(await ask(households.elsewhere)).toBe(await ask('H999999999'));
    }
  });

  it('are told of nobody’s illness without health:read, whatever they ask of a household', async () => {
    const scopes = scopeNames.filter((scope) => scope !== 'identity:read');
    const doctor: Persona = { ...COLLEAGUE, scopes };
    const colleague: Persona = { ...COLLEAGUE, scopes: scopes.filter((scope) => scope !== 'health:read') };
    const [all, without] = [await hubs.headersOf(doctor), await hubs.headersOf(colleague)];
    const answers = { all: [] as string[], without: [] as string[] };
    for (const request of ill.flatMap(questionsOf)) {
      answers.all.push(await hubs.inProcess.ask(request, all));
      answers.without.push(await hubs.inProcess.ask(request, without));
    }
    expect(answers.all.filter(tellsOfIllness).length).toBeGreaterThan(10);
    expect(answers.without.filter(tellsOfIllness)).toEqual([]);
  });

  it('are answered alike of households with and without a cause of illness, and told that causes are withheld', async () => {
    const headers = await hubs.headersOf({ ...COLLEAGUE, scopes: ['household:read'] });
    const ask = async (id: string) => {
      const query =
        '{ household(id: $id) { riskCauses householdsOf: region { householdsAtRisk(cause: ILLNESS) { edges { cursor } } } } }';
      return hubs.inProcess.ask({ query: `query ($id: ID!) ${query}`, variables: { id } }, headers);
    };
    const answer = await ask(ill[0]!);
    expect(await ask(well)).toBe(answer);
    const { data, errors } = JSON.parse(answer);
    expect(data.household).toEqual({ riskCauses: null, householdsOf: { householdsAtRisk: null } });
    const codes = errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code);
    expect(codes).toEqual(['DENIED', 'DENIED']);
  });

  it('may not ask for a purpose that they were not granted', async () => {
    for (const persona of personas) {
      const purpose = purposeNames.find((each) => !persona.purposes.includes(each))!;
      const text = await hubs.inProcess.ask(
        requestFor('RegionOverview'),
        await hubs.headersOf(persona, { purpose }),
      );
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'PURPOSE_NOT_GRANTED' } }] });
    }
  });
});
