import { createAuthority } from '@hearth/schema/protocol/authority.ts';
import { significantPrefix } from '@hearth/schema/protocol/region-code.ts';
import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  isEnumType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { expect, it } from 'vitest';
import type { OpenMinistry } from '../subgraph.ts';
import { wholeCountry } from './authorities.ts';
import { isFigure } from './every-field.ts';
import type { MinistryWithSample } from './ministry-with-sample.ts';

/** What a caller of one village is told of figures: of their own, of the county around it, of another village. */
export function describeFigures(opened: () => MinistryWithSample): void {
  it('C23 MUST give figures of the caller’s own regions as they are, and of others none without the scope for statistics', async () => {
    const { open, ministry, keys } = opened();
    const type = ministry.schema.getType('Region') as GraphQLObjectType;
    const codes = (await keys(type, 1_000)).map(({ code }) => code!);
    const villages = codes.filter((code) => !code.endsWith('000'));
    const asked = [villages[0]!, ...codes.filter((code) => code.endsWith('000')), villages[1]!];
    const query = figuresQuery(type, asked);
    const whole = await read(open, query, wholeCountry.regions);
    const own = significantPrefix(asked[0]!);
    const closed = await read(open, query, [own], []);
    const statistics = await read(open, query, [own], ['statistics:read']);

    expect(whole.flatMap(Object.values).filter((figure) => figure === null)).toEqual([]);
    expect(closed[0]).toEqual(whole[0]);
    expect(
      closed
        .slice(1)
        .flatMap(Object.values)
        .filter((figure) => figure !== null),
    ).toEqual([]);
    expect(statistics[0]).toEqual(whole[0]);
    const told = statistics.flatMap((figures, index) =>
      Object.entries(figures).flatMap(([name, figure]) => (figure ? [{ index, name, figure }] : [])),
    );
    expect(told).toEqual(told.map(({ index, name }) => ({ index, name, figure: whole[index]![name] })));
  });
}

type Figures = Readonly<Record<string, object | null>>;

async function read(
  open: OpenMinistry,
  query: string,
  regions: readonly string[],
  scopes: readonly string[] = wholeCountry.scopes,
): Promise<Figures[]> {
  const { data, errors } = await open.execute(
    { query },
    createAuthority({ ...wholeCountry, regions, scopes }),
  );
  expect(errors).toBeUndefined();
  return data!['_entities'] as Figures[];
}

/** Asks every figure of regions. */
export function figuresQuery(type: GraphQLObjectType, codes: readonly string[]): string {
  const fields = Object.values(type.getFields()).filter((field) => isFigure(field, type));
  const representations = codes.map((code) => `{ __typename: "Region", code: "${code}" }`);
  return `{ _entities(representations: [${representations.join(' ')}]) { ... on Region { ${fields.map(asked).join(' ')} } } }`;
}

function asked(field: GraphQLField<unknown, unknown>): string {
  const given = field.args.filter(
    ({ name, type, defaultValue }) => (isNonNullType(type) && defaultValue === undefined) || name in DAYS,
  );
  const values = given.map((argument) => `${argument.name}: ${valueOf(argument)}`);
  const type = getNamedType(field.type);
  const leaves = isObjectType(type)
    ? Object.values(type.getFields()).filter((leaf) => isLeafType(getNamedType(leaf.type)))
    : [];
  return `${field.name}${values.length > 0 ? `(${values.join(', ')})` : ''} { ${leaves.map(({ name }) => name).join(' ')} }`;
}

/** Of other regions figures are told of past years: these arguments are days, today when absent. */
const DAYS: Readonly<Record<string, string>> = { on: '"2023-12-31"', until: '"2023-12-31"' };

/** A value that the argument of a figure may have. */
function valueOf({ name, type }: GraphQLArgument): string {
  if (name in DAYS) return DAYS[name]!;
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]!.name;
  if (name === 'year') return '2023';
  throw new TypeError(`The suite knows no value for the argument "${name}" of a figure.`);
}
