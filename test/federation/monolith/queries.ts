import fc from 'fast-check';
import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

/** A query with its variables. */
export interface RandomQuery {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** The variables that a query may use. */
const declarations = [
  { name: 'yes', type: 'Boolean!' },
  { name: 'no', type: 'Boolean = false' },
  { name: 'number', type: 'Int!' },
] as const;

/**
 * Random queries over a schema: aliases, arguments, inline fragments on every kind of type, conditions
 * by variables. Most aliases are made of the field, its arguments and its type, so that fields seldom conflict; a query
 * in which they do is not valid, and to be left out.
 */
export function randomQuery(schema: GraphQLSchema): fc.Arbitrary<RandomQuery> {
  const root = schema.getQueryType() as GraphQLCompositeType;
  return fc
    .record({
      selection: selectionOf(schema, root, 4),
      yes: fc.boolean(),
      no: fc.boolean(),
      number: fc.nat(5),
    })
    .map(({ selection, ...values }) => {
      const used = declarations.filter(({ name }) => selection.includes(`$${name}`));
      const header = used.map(({ name, type }) => `$${name}: ${type}`).join(', ');
      return {
        query: `query ${header && `(${header})`} ${selection}`,
        variables: Object.fromEntries(used.map(({ name }) => [name, values[name]])),
      };
    });
}

function selectionOf(schema: GraphQLSchema, type: GraphQLCompositeType, depth: number): fc.Arbitrary<string> {
  const choices: fc.Arbitrary<string>[] = [
    fc.constantFrom('__typename', 'kind: __typename', 'id: __typename'),
  ];
  const all = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  for (const field of all) {
    const named = getNamedType(field.type);
    if (isCompositeType(named) && depth === 0) continue;
    choices.push(fieldOf(schema, type, field, depth));
  }
  if (depth > 0) {
    for (const other of conditionsFor(schema, type)) {
      choices.push(
        fc
          .tuple(selectionOf(schema, other, depth - 1), condition)
          .map(([selection, directive]) => `... on ${other.name} ${directive} ${selection}`),
      );
    }
  }
  return fc
    .array(fc.oneof(...choices), { minLength: 1, maxLength: 5 })
    .map((selections) => `{ ${selections.join(' ')} }`);
}

/** Aliases that are names of keys, of requirements, and of what every object has. Some make a query invalid. */
const awkward = ['id: ', 'name: ', 'pages: ', '__typename: ', 'constructor: '];

function fieldOf(
  schema: GraphQLSchema,
  parent: GraphQLCompositeType,
  field: GraphQLField<unknown, unknown>,
  depth: number,
): fc.Arbitrary<string> {
  const named = getNamedType(field.type);
  const inner = isCompositeType(named) ? selectionOf(schema, named, depth - 1) : fc.constant('');
  return fc
    .tuple(inner, argumentsOf(field), condition, fc.constantFrom('', '', '', 'own', 'own', ...awkward))
    .map(([selection, given, directive, chosen]) => {
      const own = `${field.name}_${parent.name}_${given.replaceAll(/\W/g, '')}: `;
      const alias = chosen === 'own' || (chosen === '' && given !== '') ? own : chosen;
      return `${alias}${field.name}${given} ${directive} ${selection}`;
    });
}

const condition = fc.constantFrom(
  '',
  '',
  '',
  '',
  '@include(if: $yes)',
  '@skip(if: $no)',
  '@skip(if: true)',
  '@skip(if: $yes) @include(if: $no)',
);

function argumentsOf(field: GraphQLField<unknown, unknown>): fc.Arbitrary<string> {
  const [argument] = field.args;
  if (!argument) return fc.constant('');
  const values = argument.name === 'id' ? ['"a1"', '"a2"', '"a3"', '"none"'] : ['1', '2', '$number'];
  const given = values.map((value) => `(${argument.name}: ${value})`);
  return argument.name === 'id' ? fc.constantFrom(...given) : fc.constantFrom('', ...given);
}

function conditionsFor(schema: GraphQLSchema, type: GraphQLCompositeType): GraphQLCompositeType[] {
  if (isObjectType(type)) return [type, ...type.getInterfaces()];
  const members = [...schema.getPossibleTypes(type)];
  return isUnionType(type)
    ? [...members, ...new Set(members.flatMap((member) => [...member.getInterfaces()]))]
    : [type, ...members];
}
