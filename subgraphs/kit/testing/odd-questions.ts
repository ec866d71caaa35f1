import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { asLiteral, oddValuesOf } from './odd-values.ts';

/** A question in which one argument has an odd value. */
export interface OddQuestion {
  /** The argument, the value, and whether it is written in the query. */
  readonly title: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
  /** Whether the value must be refused; else it may be answered. */
  readonly isWrong: boolean;
}

interface AskedOf {
  /** What leads to the type's fields, with `FIELDS` in their place: `{ household(id: "H1") FIELDS }`. */
  readonly frame: string;
  readonly type: GraphQLObjectType;
}

/** Every argument of every field of a type with each odd value; inputs of commands aside. */
export function oddQuestions({ frame, type }: AskedOf): OddQuestion[] {
  return Object.values(type.getFields()).flatMap((field) =>
    field.args
      .filter((argument) => !isInputObjectType(getNamedType(argument.type)) && field.name !== '_entities')
      .flatMap((argument) => questionsOf({ frame, type }, field, argument)),
  );
}

function questionsOf(
  { frame, type }: AskedOf,
  field: GraphQLField<unknown, unknown>,
  argument: GraphQLArgument,
): OddQuestion[] {
  const others = soundArguments(field.args.filter((other) => other !== argument));
  const asked = (value: string) => {
    const args = [`${argument.name}: ${value}`, ...others].join(', ');
    return frame.replace('FIELDS', () => `{ ${field.name}(${args})${shortSelection(field)} }`);
  };
  return waysToState({ of: `${type.name}.${field.name}`, kind: 'query', argument, asked });
}

interface Stated {
  /** The field of the query, or the command. */
  readonly of: string;
  readonly kind: 'query' | 'mutation';
  readonly argument: Pick<GraphQLArgument, 'name' | 'type'>;
  /** The selection set with the argument's value in its place. */
  readonly asked: (value: string) => string;
}

/** Each odd value of an argument or input field: in a variable, and the wrong ones also as a literal. */
function waysToState({ of, kind, argument: { name, type }, asked }: Stated): OddQuestion[] {
  const { wrong, edge } = oddValuesOf(type);
  const title = (value: unknown) => `${of}(${name}: ${asLiteral(value).slice(0, 60)})`;
  const stated = (value: unknown, isWrong: boolean): OddQuestion => ({
    title: `${title(value)} in a variable`,
    query: `${kind} ($odd: ${type}) ${asked('$odd')}`,
    variables: { odd: value },
    isWrong,
  });
  const written = (value: unknown): OddQuestion => ({
    title: `${title(value)} in the query`,
    query: `${kind} ${asked(asLiteral(value))}`,
    variables: {},
    isWrong: true,
  });
  return [
    ...wrong.flatMap((value) => [stated(value, true), written(value)]),
    ...edge.map((value) => stated(value, false)),
  ];
}

/** Every field of the input of every command with each odd value. */
export const oddCommands = (schema: GraphQLSchema): OddQuestion[] =>
  Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((command) => {
    const input = getNamedType(command.args[0]!.type);
    return isInputObjectType(input)
      ? Object.values(input.getFields()).flatMap((field) => commandsOf(command.name, input, field))
      : [];
  });

function commandsOf(command: string, input: GraphQLInputObjectType, field: GraphQLInputField): OddQuestion[] {
  const others = Object.values(input.getFields())
    .filter((other) => other !== field && isNonNullType(other.type))
    .map((other) => `${other.name}: ${soundInput(other)}`);
  const asked = (value: string) =>
    `{ ${command}(input: { ${[`${field.name}: ${value}`, ...others].join(' ')} }) { __typename } }`;
  return waysToState({ of: command, kind: 'mutation', argument: field, asked });
}

/** A value that an argument, or the field of a command's input, may have. */
function soundInput({ type }: Pick<GraphQLArgument, 'type'>): string {
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]!.name;
  const value = SOUND_INPUTS[named.name];
  if (value === undefined) throw new TypeError(`The suite knows no sound value of ${named.name}.`);
  return value;
}

const SOUND_INPUTS: Readonly<Record<string, string>> = {
  ID: '"nobody-knows-this"',
  String: '"a text"',
  Int: '1',
  Float: '1',
  Boolean: 'false',
  Date: '"2024-01-05"',
  Yuan: '"1.00"',
  RegionCode: '"530000000000"',
};

/** The arguments that a field cannot do without, with sound values: `(year: 2023)`; '' when it needs none. */
export function requiredArguments({ args }: GraphQLField<unknown, unknown>): string {
  const sound = soundArguments(args);
  return sound.length === 0 ? '' : `(${sound.join(', ')})`;
}

const soundArguments = (args: readonly GraphQLArgument[]): string[] =>
  args
    .filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)
    .map((argument) => `${argument.name}: ${soundValue(argument)}`);

/** A year that the sample has; elsewhere what the type takes. */
const soundValue = (argument: GraphQLArgument): string =>
  argument.name === 'year' ? '2023' : soundInput(argument);

/** The leaves of what a field leads to; of a page, whether there is more. */
function shortSelection(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return '';
  if (!isObjectType(type)) return ' { __typename }';
  const fields = Object.values(type.getFields());
  if (fields.some(({ name }) => name === 'pageInfo')) return ' { pageInfo { hasNextPage } }';
  const leaves = fields.filter(({ args, type: leaf }) => args.length === 0 && isLeafType(getNamedType(leaf)));
  return ` { __typename ${leaves.map(({ name }) => name).join(' ')} }`;
}

/** The types whose fields have arguments, those of what machines alone ask left out. */
export function typesWithArguments(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType =>
      isObjectType(type) &&
      !type.name.startsWith('__') &&
      type !== schema.getMutationType() &&
      type !== schema.getSubscriptionType() &&
      Object.values(type.getFields()).some(({ args, name }) => args.length > 0 && name !== '_entities'),
  );
}
