import { forEachDatabase } from '@hearth/kit/database/testing.ts';
import { describeConformance } from '@hearth/kit/testing.ts';
import { inACase, wholeCountry } from '@hearth/kit/testing/authorities.ts';
import { type MinistryWithSample, openWithSample } from '@hearth/kit/testing/ministry-with-sample.ts';
import { KEYS, signedHeaders } from '@hearth/kit/testing/signed.ts';
import { type Authority, createAuthority, type Grant } from '@hearth/schema/protocol/authority.ts';
import { citizenIdFault, maskCitizenId } from '@hearth/schema/protocol/citizen-id.ts';
import { openAuthority } from '@hearth/schema/protocol/open-authority.ts';
import { parseYuan } from '@hearth/schema/protocol/yuan.ts';
import type { GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Household, Query, Region } from './generated/resolvers.ts';
import { povertyRelief } from './subgraph.ts';

describeConformance(povertyRelief);

const WHOLE = /^\d{17}[\dX]$/;
const MASKED = /^\d{6}\*{8}\d{3}[\dX]$/;
const PROVINCE = '530000000000';
const COUNTY = '530625000000';

forEachDatabase((createDatabase) => {
  let opened: MinistryWithSample;
  let url: string;
  beforeAll(async () => {
    opened = await openWithSample(povertyRelief, createDatabase);
    url = await opened.open.listen({ host: '127.0.0.1', port: 0 }, { keys: KEYS });
  }, 120_000);
  afterAll(() => opened.stop());

  /** What a query answers, without an error. */
  async function ask<Answer = Query>(query: string): Promise<Answer> {
    const { data, errors } = await opened.open.execute({ query }, wholeCountry);
    expect(errors).toBeUndefined();
    return data as Answer;
  }

  /** What the sample's households answer to a selection. */
  async function readHouseholds(
    selection: string,
    count = 60,
    authority = wholeCountry,
  ): Promise<Household[]> {
    const type = povertyRelief.schema.getType('Household') as GraphQLObjectType;
    const keys = await opened.keys(type, count);
    const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Household ${selection} } }`;
    const variables = { keys: keys.map((key) => ({ __typename: 'Household', ...key })) };
    const { data, errors } = await opened.open.execute({ query, variables }, authority);
    expect(errors).toBeUndefined();
    return data?.['_entities'] as Household[];
  }

  const readRegion = async (code: string, selection: string): Promise<Region> =>
    (await ask(`{ region(code: "${code}") ${selection} }`)).region!;

  const nodes = <Node>(connection: { readonly edges: readonly { readonly node: Node }[] }): Node[] =>
    connection.edges.map(({ node }) => node);

  /** Money as the API writes it, in fen. */
  const fen = (amount: unknown) => parseYuan(amount as string)!;

  describe('the sample', () => {
    it('should be accepted whole', () => {
      const quarantined = opened.imports.filter((file) => file.quarantined > 0);
      expect(quarantined.map(({ kind, reasons }) => ({ kind, reasons }))).toEqual([]);
    });
  });

  describe('a household', () => {
    it('should know its members, how many they are, and the one who is its head', async () => {
      const households = await readHouseholds(
        '{ id size head { id relationToHead } members { edges { node { id relationToHead household { id } } } } }',
      );
      for (const { id, size, head, members } of households) {
        const all = nodes(members);
        expect(all).toHaveLength(size);
        expect(all.every(({ household }) => household.id === id)).toBe(true);
        expect(all.filter(({ relationToHead }) => relationToHead === 'HEAD')).toMatchObject([
          { id: head?.id },
        ]);
      }
    });

    const citizenIdsFor = async (authority: Authority) =>
      (await readHouseholds('{ members { edges { node { citizenId } } } }', 60, authority)).flatMap(
        ({ members }) => nodes(members).map(({ citizenId }) => citizenId),
      );

    it('should show the citizen IDs of its members whole to those who may read identities, masked to others', async () => {
      const whole = await citizenIdsFor(inACase);
      expect(whole.map((citizenId) => citizenIdFault(citizenId!))).toEqual(whole.map(() => null));
      const masked = await citizenIdsFor(openAuthority);
      expect(masked).toEqual(whole.map((citizenId) => maskCitizenId(citizenId!)));
    });

    it.each<[string, Partial<Grant>, string]>([
      ['for ASSISTANCE, in a case', {}, 'whole'],
      ['for CORRECTION, in a case', { purpose: 'CORRECTION' }, 'whole'],
      ['without a case', { case: null }, 'masked'],
      ['for MONITORING', { purpose: 'MONITORING' }, 'masked'],
      ['for EVALUATION', { purpose: 'EVALUATION' }, 'masked'],
      ['for AUDIT', { purpose: 'AUDIT' }, 'DENIED'],
      ['for no purpose', { purpose: null }, 'DENIED'],
      ['without the scope', { scopes: ['household:read'] }, 'masked'],
    ])('should be asked by a signed call %s before it shows a citizen ID whole', async (_, given, shown) => {
      const authority = createAuthority({ ...inACase, ...given });
      const body = JSON.stringify({ query: '{ person(id: "P000000000") { citizenId } }' });
      const headers = signedHeaders({ ministry: 'poverty-relief', target: '/graphql', body, authority });
      const answer = await fetch(url, { method: 'POST', headers, body });
      const { data, errors } = (await answer.json()) as {
        data?: { person: { citizenId: string } };
        errors?: { extensions: { code: string } }[];
      };
      const citizenId = data?.person.citizenId ?? '';
      const form = WHOLE.test(citizenId) ? 'whole' : MASKED.test(citizenId) ? 'masked' : undefined;
      expect(form ?? errors?.[0]?.extensions.code).toBe(shown);
    });

    it('should show the citizen IDs of its members masked, and the tables hold them nowhere else', async () => {
      const shown = await citizenIdsFor(openAuthority);
      expect(shown.length).toBeGreaterThan(60);
      for (const citizenId of shown) expect(citizenId).toMatch(/^\d{6}\*{8}\d{3}[\dX]$/);
      const { rows } = await opened.open.database.pool.query(
        `select sealed_citizen_id from identities join persons on persons.id = person_id
         where sealed_citizen_id ~ '\\d{17}' or citizen_id_hash ~ '\\d{17}' or persons::text ~ '\\d{17}'`,
      );
      expect(rows).toEqual([]);
    });

    it('should compare its income with the line that its province set for the year', async () => {
      const households = await readHouseholds(
        `{ latestIncome { year net netPerCapita memberCount wage business property transfer businessExpense
             underMonitoringLine monitoringLine { amount region { code } } } }`,
      );
      for (const { latestIncome: income } of households) {
        const { wage, business, property, transfer, businessExpense, net } = income!;
        const earned = [wage, business, property, transfer].map(fen).reduce((sum, part) => sum + part, 0n);
        expect(fen(net)).toBe(earned - fen(businessExpense));
        expect(income!.monitoringLine).toEqual({ amount: '7300.00', region: { code: PROVINCE } });
        expect(income!.underMonitoringLine).toBe(fen(income!.netPerCapita) < 730_000n);
      }
    });

    it('should answer for a year without an income with null', async () => {
      const [household] = await readHouseholds(
        '{ income(year: 1999) { net } incomes { edges { node { year } } } }',
        1,
      );
      expect(household!.income).toBeNull();
      expect(nodes(household!.incomes!).map(({ year }) => year)).toEqual([2023]);
    });

    it('should refuse a year that no record can bear, by name', async () => {
      const query = '{ household(id: "H000000000") { income(year: 20240) { net } } }';
      const { errors } = await opened.open.execute({ query }, wholeCountry);
      expect(errors?.[0]).toMatchObject({
        message: 'Argument "year" is 20240; ask for 1949 to 2100.',
        extensions: { code: 'BAD_USER_INPUT' },
      });
    });

    it('should have its safeguards judged by what was surveyed', async () => {
      const households = await readHouseholds(
        `{ livingConditions { houseGrade surveyedOn } safeguardSurvey { childrenOutOfSchool }
           safeguards { housing { status evidence observedOn } compulsoryEducation { status }
             basicMedicalCare { status } drinkingWater { status } } }`,
      );
      for (const { livingConditions, safeguardSurvey, safeguards } of households) {
        const isDangerous = ['C', 'D'].includes(livingConditions!.houseGrade);
        expect(safeguards.housing).toEqual({
          status: isDangerous ? 'AT_RISK' : 'SAFE',
          evidence: `House of grade ${livingConditions!.houseGrade}`,
          observedOn: livingConditions!.surveyedOn,
        });
        expect(safeguards.compulsoryEducation?.status).toBe(
          safeguardSurvey!.childrenOutOfSchool! > 0 ? 'AT_RISK' : 'SAFE',
        );
      }
    });

    it('should have no safeguard judged before a survey, and no head when two members claim to be it', async () => {
      const { pool } = opened.open.database;
      await pool.query(`delete from living_conditions where household_id = 'H000000059'`);
      await pool.query(`update persons set relation_to_head = 'HEAD' where household_id = 'H000000059'`);
      const { household } = await ask(
        '{ household(id: "H000000059") { size head { id } safeguards { housing { status } basicMedicalCare { status } } } }',
      );
      expect(household).toEqual({
        size: expect.any(Number),
        head: null,
        safeguards: { housing: null, basicMedicalCare: { status: expect.any(String) } },
      });
    });
  });

  describe('a monitoring case', () => {
    it('should carry its steps in order, from the clue to where it stands', async () => {
      const { cases } = await ask<{ cases: Region }>(
        `{ cases: region(code: "${COUNTY}") { monitoringCases(first: 100) { edges { node {
           state openedOn decisionDueOn decidedOn decidedInTime firstMeasureDueOn household { monitoringCategory }
           steps { edges { node { sequence fromState toState takenOn } } } clues { edges { node { number } } }
           assistanceMeasures { edges { node { kind developmental policyDocument { number } responsiblePerson { number } } } } } } } } }`,
      );
      const all = nodes(cases.monitoringCases!);
      expect(all.length).toBeGreaterThan(0);
      for (const monitoringCase of all) {
        const steps = nodes(monitoringCase.steps);
        expect(steps[0]).toMatchObject({
          fromState: null,
          toState: 'CLUE',
          takenOn: monitoringCase.openedOn,
        });
        expect(steps.at(-1)?.toState).toBe(monitoringCase.state);
        expect(steps.map(({ sequence }) => sequence)).toEqual(steps.map((_, index) => index + 1));
        expect(nodes(monitoringCase.clues)).toHaveLength(1);
        const { decidedOn, decisionDueOn, decidedInTime } = monitoringCase;
        expect(decidedInTime).toBe(decidedOn === null ? null : decidedOn <= decisionDueOn);
        expect(nodes(monitoringCase.assistanceMeasures).length > 0).toBe(decidedOn !== null);
      }
    });
  });

  describe('a region', () => {
    it('should lead down to its villages and up to its province', async () => {
      const { regions } = await ask(
        '{ regions(level: VILLAGE) { edges { node { code ancestors { code level } parent { code } } } } }',
      );
      for (const { ancestors, parent } of nodes(regions)) {
        expect(ancestors.map(({ level }) => level)).toEqual(['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP']);
        expect(parent).toEqual({ code: ancestors.at(-1)!.code });
        const below = await readRegion(parent!.code, '{ children { edges { node { parent { code } } } } }');
        expect(nodes(below.children).every((child) => child.parent?.code === parent!.code)).toBe(true);
      }
      const province = await readRegion(PROVINCE, '{ parent { code } ancestors { code } }');
      expect(province).toEqual({ parent: null, ancestors: [] });
    });

    const COUNTS = `householdCounts { households ordinary lifted liftedDibao liftedTekun monitored unstable marginal
      suddenHardship relocated withoutLabourForce }`;

    it('should count the households that its lists hold', async () => {
      const county = await readRegion(
        COUNTY,
        `{ ${COUNTS} households(first: 100) { edges { node { kind monitoringCategory relocated noLabourForce } } }
           monitoredHouseholds(first: 100) { edges { node { monitoringCategory } } } }`,
      );
      const all = nodes(county.households!);
      const having = (property: keyof Household, value: unknown) =>
        all.filter((household) => household[property] === value).length;
      expect(county.householdCounts).toEqual({
        households: 60,
        ordinary: having('kind', 'ORDINARY'),
        lifted: having('kind', 'LIFTED'),
        liftedDibao: having('kind', 'LIFTED_DIBAO'),
        liftedTekun: having('kind', 'LIFTED_TEKUN'),
        monitored: all.length - having('monitoringCategory', 'NONE'),
        unstable: having('monitoringCategory', 'UNSTABLE'),
        marginal: having('monitoringCategory', 'MARGINAL'),
        suddenHardship: having('monitoringCategory', 'SUDDEN_HARDSHIP'),
        relocated: having('relocated', true),
        withoutLabourForce: having('noLabourForce', true),
      });
      expect(nodes(county.monitoredHouseholds!)).toHaveLength(county.householdCounts!.monitored);
    });

    it('should count as many households as its villages together', async () => {
      const { province, villages } = await ask<{ province: Region; villages: Query['regions'] }>(
        `{ province: region(code: "${PROVINCE}") { ${COUNTS} } villages: regions(level: VILLAGE) { edges { node { ${COUNTS} } } } }`,
      );
      const together = Object.keys(province.householdCounts!).map((name) => {
        const counts = nodes(villages).map(({ householdCounts }) => householdCounts![name as 'households']);
        return [name, counts.reduce((sum, count) => sum + count, 0)];
      });
      expect(Object.fromEntries(together)).toEqual(province.householdCounts);
    });

    it('should count the interviews of its leaders that its list holds, for a reason and from a day on', async () => {
      const { provinces } = await ask<{ provinces: Query['regions'] }>(
        `{ provinces: regions(first: 100) { edges { node { name
           regulatoryInterviews(first: 100) { edges { node { interviewedOn reason rectifiedOn } } }
           all: regulatoryInterviewCounts { interviews provinces open }
           late: regulatoryInterviewCounts(since: "2018-01-01", reason: EXIT_QUALITY) { interviews provinces open }
           other: regulatoryInterviewCounts(reason: FUND_USE) { interviews provinces open } } } } }`,
      );
      type Counted = Region & Record<'all' | 'late' | 'other', Region['regulatoryInterviewCounts']>;
      expect(
        nodes(provinces).some(({ regulatoryInterviews }) => nodes(regulatoryInterviews).length > 0),
      ).toBe(true);
      for (const province of nodes(provinces) as Counted[]) {
        const held = nodes(province.regulatoryInterviews);
        const counts = (interviews: typeof held) => ({
          interviews: interviews.length,
          provinces: Math.min(interviews.length, 1),
          open: interviews.filter(({ rectifiedOn }) => rectifiedOn === null).length,
        });
        expect(province.all).toEqual(counts(held));
        expect(province.late).toEqual(
          counts(
            held.filter(({ interviewedOn, reason }) => interviewedOn >= '2018' && reason === 'EXIT_QUALITY'),
          ),
        );
        expect(province.other).toEqual(counts(held.filter(({ reason }) => reason === 'FUND_USE')));
      }
    });

    it('should count the measures of its households by their kinds', async () => {
      const { assistanceMeasureCounts: counts } = await readRegion(
        COUNTY,
        '{ assistanceMeasureCounts { measures industry employment comprehensiveSecurity aspirationAndEducation other } }',
      );
      const households = await readHouseholds(
        '{ assistanceMeasures(first: 100) { edges { node { kind } } } }',
      );
      const kinds = households.flatMap(({ assistanceMeasures }) =>
        nodes(assistanceMeasures).map(({ kind }) => kind),
      );
      const { measures, ...byKind } = counts!;
      expect(measures).toBe(kinds.length);
      expect(Object.values(byKind).reduce((sum, count) => sum + count, 0)).toBe(measures);
      expect(counts!.comprehensiveSecurity).toBe(
        kinds.filter((kind) => kind === 'COMPREHENSIVE_SECURITY').length,
      );
    });

    it('should list its households by kind, category and cause', async () => {
      const county = await readRegion(
        COUNTY,
        `{ ordinary: households(first: 100, kind: ORDINARY) { edges { node { id kind } } }
           unstable: monitoredHouseholds(first: 100, category: UNSTABLE) { edges { node { monitoringCategory } } }
           ill: householdsAtRisk(first: 100, cause: ILLNESS) { edges { node { riskCauses } } }
           watched: householdsAtRisk(first: 100, cause: ILLNESS, monitored: true) {
             edges { node { riskCauses monitoringCategory } } } }`,
      );
      const { ordinary, unstable, ill, watched } = county as unknown as Record<string, Region['households']>;
      const kinds = nodes(ordinary!).map(({ kind }) => kind);
      const categories = nodes(unstable!).map(({ monitoringCategory }) => monitoringCategory);
      expect(new Set(kinds)).toEqual(new Set(['ORDINARY']));
      expect(new Set(categories)).toEqual(new Set(['UNSTABLE']));
      expect(nodes(ill!).length).toBeGreaterThan(0);
      for (const { riskCauses } of [...nodes(ill!), ...nodes(watched!)])
        expect(riskCauses).toContain('ILLNESS');
      expect(nodes(watched!).length).toBeGreaterThan(0);
      expect(nodes(watched!).map(({ monitoringCategory }) => monitoringCategory)).not.toContain('NONE');
    });

    it('should page through its households without losing or repeating one', async () => {
      const ids: string[] = [];
      let after = '';
      do {
        const { households } = await readRegion(
          PROVINCE,
          `{ households(first: 7${after}) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
        );
        ids.push(...nodes(households!).map(({ id }) => id));
        after = households!.pageInfo.hasNextPage ? `, after: "${households!.pageInfo.endCursor}"` : '';
      } while (after !== '');
      expect(ids).toHaveLength(60);
      expect(new Set(ids).size).toBe(60);
    });

    it('should part its village teams by whether a gap is open', async () => {
      const teams = '{ edges { node { number missingCount gaps { edges { node { closedOn } } } } } }';
      const county = await readRegion(
        COUNTY,
        `{ all: villageTeams ${teams} open: villageTeams(hasGap: true) ${teams} sound: villageTeams(hasGap: false) ${teams} }`,
      );
      const { all, open, sound } = county as unknown as Record<string, Region['villageTeams']>;
      const isOpen = ({ gaps }: Region['villageTeams']['edges'][number]['node']) =>
        nodes(gaps).some(({ closedOn }) => closedOn === null);
      expect(nodes(open!).every(isOpen)).toBe(true);
      expect(nodes(sound!).some(isOpen)).toBe(false);
      expect(nodes(open!).length + nodes(sound!).length).toBe(nodes(all!).length);
    });

    it('should name its eastern partner, and the partner the region that it helps', async () => {
      const helped = await readRegion(
        PROVINCE,
        '{ eastWestPairs { edges { node { easternRegion { code } } } } }',
      );
      const [pair] = nodes(helped.eastWestPairs);
      const helping = await readRegion(
        pair!.easternRegion.code,
        '{ eastWestPairs(side: EASTERN) { edges { node { westernRegion { code } } } } }',
      );
      expect(nodes(helping.eastWestPairs)).toEqual([{ westernRegion: { code: PROVINCE } }]);
    });
  });

  describe('what a province sets', () => {
    it('should hold in its villages, until a newer announcement', async () => {
      const { pool } = opened.open.database;
      const { regions } = await ask('{ regions(level: VILLAGE, first: 1) { edges { node { code } } } }');
      const [village] = nodes(regions);
      const lines = `{ before: monitoringLine(region: "${village!.code}", year: 2020) { amount effectiveOn }
        missing: monitoringLine(region: "${village!.code}", year: 2022) { amount } }`;
      expect(await ask(lines)).toEqual({
        before: { amount: '5000.00', effectiveOn: '2020-01-01' },
        missing: null,
      });
      await pool.query(
        `insert into monitoring_lines (id, region_code, year, amount, effective_on, source_system)
         values ('later', $1, 2020, 520000, '2020-07-01', 'test')`,
        [COUNTY],
      );
      expect(await ask(lines)).toMatchObject({ before: { amount: '5200.00', effectiveOn: '2020-07-01' } });
    });

    it('should hold from the day on which it takes effect', async () => {
      const county = await readRegion(
        COUNTY,
        `{ before: monitoringParameters(on: "2020-05-31") { decisionDays }
           after: monitoringParameters(on: "2020-06-01") { decisionDays medicalShareLifted medicalShareOthers }
           transitionPeriod { startsOn endsOn } }`,
      );
      expect(county).toEqual({
        before: null,
        after: { decisionDays: 15, medicalShareLifted: 0.5, medicalShareOthers: 1 },
        transitionPeriod: { startsOn: '2021-01-01', endsOn: '2025-12-31' },
      });
    });
  });

  describe('what the nation publishes', () => {
    it('should be found by level, by tag and by the day on which it is in force', async () => {
      const { all, monitoring, early } = await ask<
        Record<'all' | 'monitoring' | 'early', Query['policyDocuments']>
      >(
        `{ all: policyDocuments { edges { node { number level region { code } tags } } }
           monitoring: policyDocuments(tag: MONITORING) { edges { node { tags } } }
           early: policyDocuments(on: "2020-03-31", tag: MONITORING) { edges { node { number } } } }`,
      );
      expect(nodes(all).every(({ level, region }) => level === 'NATION' && region === null)).toBe(true);
      expect(nodes(monitoring).every(({ tags }) => tags.includes('MONITORING'))).toBe(true);
      const numbers = nodes(early).map(({ number }) => number);
      expect(numbers).toContain('guidance-2020-03-20');
      expect(numbers).not.toContain('notice-2020-04-18');
    });

    it('should be found by other ministries by its number', async () => {
      const found = await ask<{ _entities: unknown[] }>(
        `{ _entities(representations: [
             { __typename: "PolicyDocument", number: "notice-2020-04-18" }
             { __typename: "PolicyDocument", number: "no-such-document" }
           ]) { ... on PolicyDocument { level } } }`,
      );
      expect(found._entities).toEqual([{ level: 'NATION' }, null]);
    });

    it('should quote each figure with its source', async () => {
      const { publishedFigures } = await ask(
        '{ publishedFigures(ministry: HEALTH) { edges { node { number value bound unit source policyDocument { number } } } } }',
      );
      expect(nodes(publishedFigures)).toContainEqual({
        number: 'insured-rate',
        value: 99.9,
        bound: 'AT_LEAST',
        unit: '%',
        source: 'reply 8255',
        policyDocument: { number: 'reply-8255' },
      });
    });

    it('should tell when a topic went from weekly to monthly reports, and why', async () => {
      const { cadenceSwitches } = await ask(
        '{ cadenceSwitches(topic: EPIDEMIC) { edges { node { fromCadence toCadence reason } } } }',
      );
      expect(nodes(cadenceSwitches).map(({ toCadence }) => toCadence)).toEqual(['MONTHLY', 'WEEKLY']);
    });
  });

  describe('one batch', () => {
    it('should cost one statement per table, for ten households as for fifty', async () => {
      const selection = `{ id kind size region { name } head { name } members { edges { node { name citizenId } } }
        latestIncome { netPerCapita underMonitoringLine } safeguards { housing { status } basicMedicalCare { status } }
        assistanceMeasures { edges { node { kind status } } } }`;
      const ten = await opened.statementsOf(() => readHouseholds(selection, 10, inACase));
      const fifty = await opened.statementsOf(() => readHouseholds(selection, 50, inACase));
      expect(fifty.toSorted()).toEqual(ten.toSorted());
      // households, regions, size, head, members, identities, income, its line, conditions, survey, measures
      expect(fifty).toHaveLength(11);
    });

    it('should count the households of all regions of a level in one statement', async () => {
      const statements = await opened.statementsOf(() =>
        ask('{ regions(level: VILLAGE, first: 100) { edges { node { householdCounts { monitored } } } } }'),
      );
      expect(statements).toHaveLength(2);
    });
  });

  describe('the measures of a region that the caller does not see', () => {
    it('should be told where they are of ten households at least, however many measures there are', async () => {
      const { pool } = opened.open.database;
      const elsewhere = createAuthority({ ...wholeCountry, regions: ['650000'] });
      const told = async () => {
        const query = `{ region(code: "${PROVINCE}") { assistanceMeasureCounts { measures } } }`;
        const { data, errors } = await opened.open.execute({ query }, elsewhere);
        expect(errors).toBeUndefined();
        return (data as unknown as Query).region!.assistanceMeasureCounts;
      };
      await pool.query(`update assistance_measures set kind = 'INDUSTRY'`);
      expect((await told())?.measures).toBeGreaterThanOrEqual(10);
      await pool.query(
        'update assistance_measures set household_id = (select min(household_id) from assistance_measures)',
      );
      expect(await told()).toBeNull();
    });
  });
});
