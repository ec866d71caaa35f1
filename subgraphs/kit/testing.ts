import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { type GraphQLField, type GraphQLObjectType, isUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forEachDatabase } from './database/testing.ts';
import type { SubgraphAnswer, SubgraphRequest } from './server/lean.ts';
import type { Ministry } from './subgraph.ts';
import { inACase, wholeCountry } from './testing/authorities.ts';
import { everyField, listFields } from './testing/every-field.ts';
import { type EntityKey, isResolvable, keysOf } from './testing/entity-keys.ts';
import { describeFigures } from './testing/figures.ts';
import { openWithSample, type MinistryWithSample } from './testing/ministry-with-sample.ts';
import { describeRows } from './testing/rows.ts';
import { describeServing } from './testing/serving.ts';
import { describeOldValues, describeValues } from './testing/values.ts';

/**
 * How much more often a statement may be sent for many entities than for one: a record can be led to at each level
 * of a selection, and a level that one entity lacks may ask once.
 */
const LEVELS = 4;

const ENTITIES = 'query ($keys: [_Any!]!) { _entities(representations: $keys)';

/**
 * The conformance suite: what every ministry keeps, whatever it knows. It runs on each database server, on the
 * ministry's own part of the sample, imported through its exchange files. Each check has a stable number.
 */
export function describeConformance(ministry: Ministry): void {
  forEachDatabase((createDatabase) => {
    let opened: MinistryWithSample;

    beforeAll(async () => {
      opened = await openWithSample(ministry, createDatabase);
    }, 120_000);
    afterAll(() => opened.stop());

    const paths: Record<string, (request: SubgraphRequest) => Promise<SubgraphAnswer>> = {
      'public path': (request) => opened.open.execute(request, inACase),
      'gateway’s path': (request) => opened.open.executeAll([request], inACase)[0]!,
    };
    const eachPath = Object.keys(paths).flatMap((path) =>
      entityTypes(ministry).map((type) => ({ path, type, entity: type.name })),
    );

    const entitiesOn =
      (path: string, type: GraphQLObjectType) => async (keys: readonly EntityKey[], selection: string) => {
        const query = `${ENTITIES} { ... on ${type.name} ${selection} } }`;
        const representations = keys.map((key) => ({ __typename: type.name, ...key }));
        const answer = await paths[path]!({ query, variables: { keys: representations } });
        return { ...answer, entities: answer.data?.['_entities'] as readonly (object | null)[] | undefined };
      };

    describe.each(eachPath)('entity $entity on the $path', ({ path, type }) => {
      const entities = entitiesOn(path, type);

      it('C01 MUST answer an unknown key with null and no error', async () => {
        for (const key of keysOf(type).unknown) {
          const { entities: found, errors } = await entities([key], '{ __typename }');
          expect({ found, errors }).toEqual({ found: [null], errors: undefined });
        }
      });

      it('C02 MUST answer a batch in the order of its keys, repeated and unknown ones included', async () => {
        const known = await opened.keys(type, 5);
        const { unknown } = keysOf(type);
        const batch = [known[3], unknown[0], known[0], known[3], known[4]].filter((key) => key !== undefined);
        const field = Object.keys(batch[0]!)[0]!;
        const { entities: found } = await entities(batch, `{ ${field} }`);
        const isUnknown = (key: EntityKey) => key === unknown[0];
        expect(found).toEqual(batch.map((key) => (isUnknown(key) ? null : { [field]: key[field] })));
      });

      it('C03 MUST answer every field of the type and of what it leads to without an error', async () => {
        const { errors } = await entities(await opened.keys(type, 20), everyField(ministry.schema, type));
        expect(errors).toBeUndefined();
      });

      it('C04 MUST NOT send a statement once per entity of a batch', async () => {
        const selection = everyField(ministry.schema, type);
        const keys = await opened.keys(type, 50);
        const one = await opened.statementsOf(() => entities(keys.slice(0, 1), selection));
        const many = await opened.statementsOf(() => entities(keys, selection));
        expect(sentMoreOften(many, one)).toEqual([]);
      });

      const lists = listFields(type);

      it.runIf(lists.length > 0).each(lists)(
        'C05 MUST refuse a page of $name that is empty or above 100',
        async (field) => {
          const [key] = await opened.keys(type, 1);
          for (const first of [0, -1, 101]) {
            const { errors } = await entities([key!], page(field, `first: ${first}`));
            expect(errors?.[0]).toMatchObject({
              message: expect.stringContaining(`"first" is ${first}`),
              extensions: { code: 'BAD_USER_INPUT' },
            });
          }
        },
      );

      it.runIf(lists.length > 0).each(lists)(
        'C06 MUST refuse a cursor of $name that it never gave',
        async (field) => {
          const [key] = await opened.keys(type, 1);
          const { errors } = await entities([key!], page(field, 'after: "bm9uc2Vuc2U"'));
          expect(errors?.[0]).toMatchObject({
            message: expect.stringContaining('"after" is no cursor of this list'),
            extensions: { code: 'BAD_USER_INPUT' },
          });
        },
      );

      it.runIf(lists.length > 0)('C41 MUST NOT show a number in a cursor', async () => {
        const selection = lists.map(({ name }) => `${name}(first: 3) { edges { cursor } }`).join(' ');
        const { data } = await entities(await opened.keys(type, 20), `{ ${selection} }`);
        const cursors = JSON.stringify(data).match(/(?<="cursor":")[^"]+/g) ?? [];
        expect(cursors.length).toBeGreaterThan(0);
        const decoded = cursors.map((cursor) => Buffer.from(cursor, 'base64url').toString('latin1'));
        expect(decoded.filter((text) => /\d{6}|","/.test(text))).toEqual([]);
      });
    });

    it('C07 MUST have a sample row behind every type of record that it knows', async () => {
      expect(await opened.typesWithoutSample()).toEqual([]);
    });

    it.each(Object.keys(paths))('C08 MUST name a variable of the wrong type, on the %s', async (path) => {
      const { errors } = await paths[path]!({
        query: ENTITIES + ' { __typename } }',
        variables: { keys: null },
      });
      expect(errors?.[0]).toMatchObject({
        message: expect.stringContaining('$keys'),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    });

    it('C13 MUST answer nobody whose authority is missing, has ended or was changed', async () => {
      const request = { query: '{ __typename }' };
      const wrong = [undefined, { ...wholeCountry, expiresAt: 1 }, { ...wholeCountry, regions: ['53'] }];
      for (const authority of wrong as Authority[]) {
        const { open } = opened;
        for (const answer of [open.execute(request, authority), open.executeAll([request], authority)[0]!]) {
          const { data, errors } = await answer;
          expect(data).toBeUndefined();
          expect(errors).toMatchObject([{ extensions: { code: 'UNSIGNED_CALL' } }]);
        }
      }
    });

    describeRows({ opened: () => opened, createDatabase });
    describeFigures(() => opened);
    describeServing(() => opened);
    describeValues(() => opened);
    describeOldValues(() => opened);
  });
}

/** The entities that the ministry resolves, of its own and of others. */
function entityTypes({ schema }: Ministry): GraphQLObjectType[] {
  const union = schema.getType('_Entity');
  if (!isUnionType(union)) throw new TypeError('The schema resolves no entities.');
  return union.getTypes().filter(isResolvable);
}

const page = (field: GraphQLField<unknown, unknown>, args: string) =>
  `{ ${field.name}(${args}) { pageInfo { endCursor } } }`;

/** The statements that were sent more than a few times oftener for many entities than for one. */
function sentMoreOften(many: readonly string[], one: readonly string[]): string[] {
  const before = countEach(one);
  return [...countEach(many)]
    .filter(([statement, count]) => count > (before.get(statement) ?? 0) + LEVELS)
    .map(([statement, count]) => `${count} × ${statement}`);
}

function countEach(statements: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const statement of statements) counts.set(statement, (counts.get(statement) ?? 0) + 1);
  return counts;
}
