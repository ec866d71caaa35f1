import {
  doTypesOverlap,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationTypeNode,
} from 'graphql';
import type { QueryDraw, SelectionDraw } from './draws.ts';

/** A valid query with its variables. */
export interface Query {
  readonly kind: 'query' | 'mutation';
  readonly text: string;
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
}

/**
 * Reads a draw as queries over a schema: one text, once for each of the values drawn for its variables, so far as they
 * differ. Where fields conflict under the aliases drawn, all get plain ones.
 */
export function readQueries(schema: GraphQLSchema, draw: QueryDraw): Query[] {
  for (const areAliasesDrawn of [true, false]) {
    const writer = new QueryWriter(schema, draw, areAliasesDrawn);
    const text = writer.write();
    const document = parse(text);
    const errors = validate(schema, document);
    const { kind } = writer;
    if (errors.length === 0)
      return writer.variables().map((variables) => ({ kind, text, document, variables }));
    if (!areAliasesDrawn) throw new Error(`The query drawn is not valid: ${errors.join('\n')}\n${text}`);
  }
  throw new Error('unreachable');
}

/** The variables that a query may use; a value of undefined is not sent. */
const variables: Readonly<Record<string, { type: string; values: readonly unknown[] }>> = {
  yes: { type: 'Boolean!', values: [true, false] },
  no: { type: 'Boolean! = false', values: [undefined, true, false] },
  n: { type: 'Int = 5', values: [undefined, 7, null] },
  text: { type: 'String', values: [undefined, 'some "text"', null] },
  level: { type: 'Level!', values: ['LOW', 'HIGH'] },
  filter: { type: 'Filter', values: [undefined, { least: 2, levels: 'LOW' }, { text: null }] },
  ids: { type: '[ID!]', values: [undefined, ['a', 4], 'b'] },
};

const literals: Readonly<Record<string, readonly string[]>> = {
  n: ['0', 'null', '-4'],
  text: ['""', '"a b"', '"""\n  block\n"""'],
  level: ['MID', 'LOW'],
  filter: ['{}', '{ least: $n, levels: [LOW, $level] }', '{ levels: HIGH, text: $text }'],
  ids: ['[]', '["a", 3]', '"a"'],
};

const directives = [
  '@include(if: $yes)',
  '@skip(if: $no)',
  '@skip(if: true)',
  '@skip(if: $yes) @include(if: $no)',
];

/** Aliases that are names of keys, of requirements, and of what every object has. Some make a query invalid. */
const awkward = ['id', 'f0', 'f1', 'code', '__typename', 'constructor', 'ref', '__proto__', '_hub_id', 'k2'];

class QueryWriter {
  readonly kind: Query['kind'];
  readonly #schema: GraphQLSchema;
  readonly #draw: QueryDraw;
  readonly #areAliasesDrawn: boolean;
  readonly #used = new Set<string>();
  readonly #fragments: { name: string; type: GraphQLCompositeType; text: string }[] = [];

  constructor(schema: GraphQLSchema, draw: QueryDraw, areAliasesDrawn: boolean) {
    this.#schema = schema;
    this.#draw = draw;
    this.#areAliasesDrawn = areAliasesDrawn;
    this.kind = draw.kind === 1 && schema.getMutationType() ? 'mutation' : 'query';
  }

  write(): string {
    const root = this.#schema.getRootType(this.kind as OperationTypeNode) as GraphQLCompositeType;
    const set = this.#set(root, this.#draw.selections);
    const declared = [...this.#used].map((name) => `$${name}: ${variables[name]?.type}`).join(', ');
    const fragments = this.#fragments.map(
      ({ name, type, text }) => `fragment ${name} on ${type.name} ${text}`,
    );
    return [`${this.kind} ${declared && `(${declared}) `}${set}`, ...fragments].join('\n');
  }

  /** The variables each time the query is asked; equal ones once. */
  variables(): Record<string, unknown>[] {
    const all = this.#draw.values.map((values) => this.#variables(values));
    return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
  }

  #variables(drawn: number): Record<string, unknown> {
    const given: Record<string, unknown> = {};
    [...this.#used].forEach((name, index) => {
      const values = variables[name]?.values ?? [];
      const value = values[(drawn >> index) % values.length];
      if (value !== undefined) given[name] = value;
    });
    return given;
  }

  #set(type: GraphQLCompositeType, drawn: readonly SelectionDraw[]): string {
    const selections = drawn.map((selection) => this.#selection(type, selection));
    return selections.length === 0 ? '{ __typename }' : `{ ${selections.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, draw: SelectionDraw): string {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const isFragment = draw.inner.length > 0 && draw.style % 8 < (isObjectType(type) ? 2 : 5);
    if (isFragment) return this.#fragment(type, draw);
    const composite =
      draw.inner.length > 0 ? fields.filter((field) => isCompositeType(getNamedType(field.type))) : [];
    const choices = [...fields, undefined, ...composite, ...composite, ...composite];
    const field = choices[draw.pick % choices.length];
    if (!field) return `${this.#alias('__typename', type, '', draw)}__typename ${this.#directive(draw)}`;
    const args = this.#arguments(field, draw);
    const named = getNamedType(field.type);
    const inner = isCompositeType(named) ? ` ${this.#set(named, draw.inner)}` : '';
    return `${this.#alias(field.name, type, args, draw)}${field.name}${args} ${this.#directive(draw)}${inner}`;
  }

  #fragment(type: GraphQLCompositeType, draw: SelectionDraw): string {
    const conditions = Object.values(this.#schema.getTypeMap()).filter(
      (other) =>
        isCompositeType(other) && !other.name.startsWith('__') && doTypesOverlap(this.#schema, type, other),
    ) as GraphQLCompositeType[];
    const condition = conditions[draw.pick % conditions.length] ?? type;
    const kind = (draw.style >> 16) % 4;
    if (kind === 0) return `... ${this.#directive(draw)} ${this.#set(type, draw.inner)}`;
    if (kind < 3)
      return `... on ${condition.name} ${this.#directive(draw)} ${this.#set(condition, draw.inner)}`;
    const known = this.#fragments.find((fragment) => fragment.type === condition);
    const name = known && draw.style % 2 === 0 ? known.name : this.#named(condition, draw);
    return `...${name} ${this.#directive(draw)}`;
  }

  #named(type: GraphQLCompositeType, draw: SelectionDraw): string {
    const text = this.#set(type, draw.inner);
    const name = `F${this.#fragments.length}`;
    this.#fragments.push({ name, type, text });
    return name;
  }

  #directive({ style }: SelectionDraw): string {
    const directive = directives[(style >> 3) % 24] ?? '';
    this.#use(directive);
    return directive;
  }

  #use(text: string): void {
    for (const [, name] of text.matchAll(/\$(\w+)/g)) this.#used.add(name as string);
  }

  #alias(name: string, type: GraphQLCompositeType, args: string, { style }: SelectionDraw): string {
    const own = `${name}_${type.name}_${args.replaceAll(/\W/g, '')}: `.replaceAll('__', 'x');
    if (!this.#areAliasesDrawn) return own;
    const chosen = (style >> 8) % 64;
    if (chosen < 10 && chosen < awkward.length && style % 3 === 0) return `${awkward[chosen]}: `;
    return args === '' && chosen < 48 ? '' : own;
  }

  #arguments(field: GraphQLField<unknown, unknown>, { pick }: SelectionDraw): string {
    const given = field.args.flatMap((argument, index) => {
      const value = this.#argument(argument, (pick >> 4) + index);
      return value === undefined ? [] : [`${argument.name}: ${value}`];
    });
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }

  #argument({ name, type, defaultValue }: GraphQLArgument, number: number): string | undefined {
    const isRequired = String(type).endsWith('!') && defaultValue === undefined;
    const values = [
      `$${name}`,
      `$${name}`,
      `$${name}`,
      ...(literals[name] ?? []),
      ...(isRequired ? [] : [undefined]),
    ];
    const value = values[number % values.length];
    this.#use(value ?? '');
    return value;
  }
}
