import { buildSchema, isObjectType } from 'graphql';
import { readFileSync } from 'node:fs';
import { apiPath } from '@hearth/schema/composed-files.ts';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { scopeNames } from '@hearth/schema/protocol/scopes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestFor } from '../operation.ts';
import { readRegister, type Register } from './register.ts';
import { type CallerHeaders, startTwoGateways, type TwoGateways } from './two-gateways.ts';

const COUNTY = '530625';
const ABSENT = { household: 'H999999999', person: 'P999999999' };

let hubs: TwoGateways;
let register: Register;
let official: CallerHeaders;
let everywhere: CallerHeaders;
/** A household and a person of another county. */
let elsewhere: { household: string; person: string };
let otherCounty: string;
beforeAll(async () => {
  hubs = await startTwoGateways({ households: 220 });
  register = await readRegister(hubs.ministries.all[0]!);
  const [household, village] = [...register.villages].find(([, code]) => !code.startsWith(COUNTY))!;
  const [person] = [...register.homes].find(([, home]) => home === household)!;
  elsewhere = { household, person };
  otherCounty = village.slice(0, 6).padEnd(12, '0');
  const scopes = scopeNames.filter((scope) => scope !== 'identity:read' && scope !== 'statistics:read');
  const headersIn = (...regions: string[]) =>
    hubs.headersOf({ name: 'reader', title: 'Reader', scopes, regions, purposes: ['MONITORING'] });
  [official, everywhere] = await Promise.all([headersIn(COUNTY), headersIn('*')]);
}, 120_000);
afterAll(() => hubs.stop());

const ask = (query: string, variables: object, headers = official) =>
  hubs.inProcess.ask({ query, variables }, headers);

async function stateOf(query: string, variables: object, headers = official) {
  const { data, extensions } = JSON.parse(await ask(query, variables, headers));
  return { data, state: extensions.ministries['poverty-relief'] };
}

describe('what lies outside a caller’s regions', () => {
  it.each(['inProcess', 'overHttp'] as const)(
    'is answered byte for byte as what does not exist, and the ministry says that it may lie outside: %s',
    async (way) => {
      const view = (id: string) => hubs[way].ask(requestFor('HouseholdView', { id }), official);
      const [outside, absent] = [await view(elsewhere.household), await view(ABSENT.household)];
      expect(outside).toBe(absent);
      expect(outside).toContain('"poverty-relief":"OUTSIDE_REGIONS"');
      const query = 'query ($id: ID!) { person(id: $id) { name household { id } } }';
      const person = (id: string) => hubs[way].ask({ query, variables: { id } }, official);
      expect(await person(elsewhere.person)).toBe(await person(ABSENT.person));
      expect(await person(elsewhere.person)).toContain('"poverty-relief":"OUTSIDE_REGIONS"');
    },
  );

  it('is said for every record of people that can be looked up by its number', async () => {
    const api = buildSchema(readFileSync(repositoryFile(apiPath), 'utf8'), { assumeValid: true });
    const lookups = Object.values(api.getQueryType()!.getFields()).filter(({ args, type }) => {
      const ofPeople =
        isObjectType(type) && ('household' in type.getFields() || 'person' in type.getFields());
      return ofPeople && args.length === 1 && args[0]!.name === 'id';
    });
    expect(lookups.length).toBeGreaterThan(10);
    for (const { name } of lookups) {
      const { data, extensions } = JSON.parse(await ask(`{ ${name}(id: "x") { __typename } }`, {}));
      expect([name, data[name], Object.values(extensions.ministries)]).toEqual([
        name,
        null,
        ['OUTSIDE_REGIONS'],
      ]);
    }
  });

  it('is said of empty lists and of figures of other regions, and not of the caller’s own', async () => {
    const query =
      'query ($code: RegionCode!) { region(code: $code) { households(kind: ORDINARY, category: UNSTABLE) { edges { node { id } } } } }';
    const figures = 'query ($code: RegionCode!) { region(code: $code) { householdCounts { households } } }';
    const own = COUNTY.padEnd(12, '0');
    expect((await stateOf(figures, { code: otherCounty })).state).toBe('OUTSIDE_REGIONS');
    expect((await stateOf(figures, { code: own })).state).toBe('OK');
    const nothing = { region: { households: { edges: [] } } };
    expect(await stateOf(query, { code: otherCounty })).toEqual({ data: nothing, state: 'OUTSIDE_REGIONS' });
    expect(await stateOf(query, { code: own })).toEqual({ data: nothing, state: 'OK' });
  });

  it('is nothing to who sees the whole country', async () => {
    const query = 'query ($id: ID!) { household(id: $id) { id } }';
    expect(await stateOf(query, { id: ABSENT.household }, everywhere)).toEqual({
      data: { household: null },
      state: 'OK',
    });
  });
});
