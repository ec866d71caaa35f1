import {
  getArgumentValues,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type FieldNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';
import type { Variables } from '../document/variables.ts';
import { exceeded } from '../document/limits.ts';
import { collectFields, responseKey, type Reading } from '../plan/collect-fields.ts';
import { AnswerSize, charactersOf, charactersOfKeys } from './answer-size.ts';
import type { Data } from './data.ts';

/** What is told of the schema, and what that costs: a point for each value, as objects of an answer cost one. */
export interface Introspected {
  readonly data: Data;
  readonly points: number;
}

/** How much may be told. */
export interface IntrospectionLimits {
  /** Values; infinite where it is known that they are not many. */
  readonly cost: number;
  readonly answerCharacters: number;
}

/** Answers the fields of `__schema` and `__type` at the root. Throws a `Refusal` as soon as it is more than may be told. */
export function introspect(
  reading: Reading,
  fields: readonly FieldNode[],
  variables: Variables,
  limits: IntrospectionLimits,
): Introspected {
  const introspection = new Introspection(reading, variables, limits);
  const data = introspection.root(fields);
  return { data, points: introspection.values };
}

type Write = (source: unknown) => unknown;

interface FieldWriter {
  readonly key: string;
  readonly write: Write;
}

/** Reads the schema as graphql-js does, and counts what it writes. */
class Introspection {
  values = 0;
  readonly #reading: Reading;
  readonly #variables: Variables;
  readonly #limits: IntrospectionLimits;
  readonly #size: AnswerSize;

  constructor(reading: Reading, variables: Variables, limits: IntrospectionLimits) {
    this.#reading = reading;
    this.#variables = variables;
    this.#limits = limits;
    this.#size = new AnswerSize(limits.answerCharacters);
  }

  root(fields: readonly FieldNode[]): Data {
    const byKey = new Map<string, FieldNode[]>();
    for (const node of fields) {
      const key = responseKey(node);
      byKey.set(key, [...(byKey.get(key) ?? []), node]);
    }
    const definitionOf = ({ name }: FieldNode) =>
      name.value === '__schema' ? SchemaMetaFieldDef : TypeMetaFieldDef;
    const writers = [...byKey].map(([key, nodes]) => ({
      key,
      write: this.#field(definitionOf(nodes[0] as FieldNode), nodes),
    }));
    return this.#writeObject(writers, charactersOfKeys(byKey.keys()), undefined);
  }

  #object(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Write {
    const fields = collectFields(this.#reading, type, sets);
    const definitions = type.getFields();
    const writers = [...fields].map(([key, nodes]): FieldWriter => {
      const definition = definitions[nodes[0]?.name.value ?? ''];
      return { key, write: definition ? this.#field(definition, nodes) : () => type.name };
    });
    const characters = charactersOfKeys(fields.keys());
    return (source) => this.#writeObject(writers, characters, source);
  }

  #writeObject(writers: readonly FieldWriter[], characters: number, source: unknown): Data {
    this.#count(writers.length);
    this.#size.add(characters);
    const target = Object.create(null) as Data; // `__proto__` may be an alias
    for (const { key, write } of writers) target[key] = write(source);
    return target;
  }

  #field(definition: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): Write {
    const given = getArgumentValues(definition, nodes[0] as FieldNode, this.#variables);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const complete = this.#value(definition.type, sets);
    const info = { schema: this.#reading.schema } as GraphQLResolveInfo; // its resolvers read nothing else
    return (source) => complete(definition.resolve?.(source, given, undefined, info));
  }

  #value(type: GraphQLOutputType, sets: readonly SelectionSetNode[]): Write {
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const item = this.#value(nullable.ofType, sets);
      return (values) => (values ? Array.from(values as Iterable<unknown>, item) : null);
    }
    const named = getNamedType(nullable);
    const write = isLeafType(named) ? this.#leaf(named) : this.#object(named as GraphQLObjectType, sets);
    return (value) => (value === null || value === undefined ? null : write(value));
  }

  #leaf(type: GraphQLLeafType): Write {
    return (value) => {
      const written = type.serialize(value);
      this.#size.add(charactersOf(written));
      return written;
    };
  }

  #count(values: number): void {
    this.values += values;
    const { cost } = this.#limits;
    if (this.values <= cost) return;
    throw exceeded(
      'cost',
      `The introspection has more values than an operation may cost; the limit is ${cost}. Ask for less of the schema.`,
    );
  }
}
