import {
  hasNullableKey,
  interfaceObjectSubgraph,
  isIdentified,
  namedType,
  type AbstractModel,
  type FieldModel,
  type InterfaceObject,
  type Key,
  type Model,
  type ObjectModel,
} from './model.ts';
import { interfaceFieldsIn, type FieldInSubgraph, type Split } from './split.ts';

const common = `scalar Json
enum Level { LOW MID HIGH }
input Filter { least: Int levels: [Level!] = [MID] text: String }
`;

/** The schema of each subgraph that knows anything. */
export function printSchemas(model: Model, split: Split): Record<string, string> {
  const schemas: Record<string, string> = {};
  for (const name of model.subgraphs) {
    const printer = new SchemaPrinter(model, split, name);
    const definitions = printer.definitions();
    if (definitions.length > 0) schemas[name] = common + definitions.join('\n');
  }
  if (model.interfaceObject)
    schemas[interfaceObjectSubgraph] = printInterfaceObject(model, model.interfaceObject);
  return schemas;
}

function printInterfaceObject({ query }: Model, own: InterfaceObject): string {
  const print = ({ name, args, type }: FieldModel) => `${name}${args.sdl}: ${type}`;
  const roots = query.fields.filter(({ homes }) => homes.includes(interfaceObjectSubgraph));
  return `${common}type Query { ${roots.map(print).join(' ')} }
type ${own.interface.name} @interfaceObject @key(fields: "id") { id: ID! ${own.fields.map(print).join(' ')} }`;
}

class SchemaPrinter {
  readonly #model: Model;
  readonly #split: Split;
  readonly #subgraph: string;

  constructor(model: Model, split: Split, subgraph: string) {
    this.#model = model;
    this.#split = split;
    this.#subgraph = subgraph;
  }

  definitions(): string[] {
    const { objects, abstracts, query, mutation } = this.#model;
    const types = this.#split.typesIn(this.#subgraph);
    return [
      ...[query, mutation].flatMap((root) => this.#root(root)),
      ...[...objects.values()].filter(({ name }) => types.has(name)).map((object) => this.#object(object)),
      ...[...abstracts.values()].filter(({ name }) => types.has(name)).map((each) => this.#abstract(each)),
    ];
  }

  #root(root: ObjectModel): string[] {
    const fields = this.#split.fieldsIn(root, this.#subgraph);
    return fields.length > 0 ? [`type ${root.name} { ${this.#fields(root, fields).join(' ')} }`] : [];
  }

  #object(object: ObjectModel): string {
    const types = this.#split.typesIn(this.#subgraph);
    const interfaces = [...this.#model.abstracts.values()]
      .filter((each) => each.kind === 'interface' && types.has(each.name))
      .filter((each) => each.membersIn(this.#subgraph).includes(object.name));
    const implemented =
      interfaces.length > 0 ? `implements ${interfaces.map(({ name }) => name).join(' & ')} ` : '';
    const fields = this.#split.fieldsIn(object, this.#subgraph);
    const keys = object.keysIn(this.#subgraph);
    const isEmpty = fields.every(({ role }) => role === 'external') && object.home !== this.#subgraph;
    const isStub = isEmpty && this.#model.interfaceObject?.home !== this.#subgraph;
    const resolvable = isStub && object.isStubUnresolvable && keys.length === 1 ? ', resolvable: false' : '';
    const directives = keys.map((key) => `@key(fields: "${key}"${resolvable}) `).join('');
    const inside = [...keyFields(object, keys), ...this.#fields(object, fields)].join(' ');
    const keyType = keys.includes('ref { code }') ? `\ntype Ref${object.name} @shareable { code: ID! }` : '';
    return `type ${object.name} ${implemented}${directives}{ ${inside} }${keyType}`;
  }

  #fields(object: ObjectModel, fields: readonly FieldInSubgraph[]): string[] {
    return fields.map(({ field, role }) => {
      const isOverriding = field.movedFrom !== undefined && role === 'resolved';
      const isShared =
        field.isShareable ||
        field.providedBy !== undefined ||
        field.homes === 'everywhere' ||
        isPartOfSplit(field);
      return [
        `${field.name}${field.args.sdl}: ${field.type}`,
        role === 'external' ? ' @external' : '',
        isOverriding ? ` @override(from: "${field.movedFrom}")` : '',
        role !== 'external' && isShared ? ' @shareable' : '',
        role === 'resolved' && field.requires ? ` @requires(fields: "${requirementsOf(field)}")` : '',
        role === 'resolved' && object.kind !== 'value' ? this.#provides(field) : '',
      ].join('');
    });
  }

  #provides(field: FieldModel): string {
    const target = this.#model.objects.get(namedType(field.type));
    const provided = (target?.fields ?? []).filter(({ providedBy }) => providedBy === this.#subgraph);
    return provided.length > 0 ? ` @provides(fields: "${provided.map(({ name }) => name).join(' ')}")` : '';
  }

  #abstract(abstract: AbstractModel): string {
    const { name, kind } = abstract;
    if (kind === 'union') return `union ${name} = ${abstract.membersIn(this.#subgraph).join(' | ')}`;
    const own = this.#model.interfaceObject;
    const isKeyed = own?.interface.name === name && own.home === this.#subgraph;
    const fields = interfaceFieldsIn(this.#model, this.#split, abstract, this.#subgraph);
    const printed = fields.map((field) => `${field.name}${field.args.sdl}: ${field.type}`);
    if (isIdentified(this.#model, abstract)) printed.unshift('id: ID!');
    return `interface ${name} ${isKeyed ? '@key(fields: "id") ' : ''}{ ${printed.join(' ')} }`;
  }
}

const isPartOfSplit = ({ homes }: FieldModel) => homes !== 'everywhere' && homes.length > 1;

const requirementsOf = (field: FieldModel): string =>
  (field.requires ?? [])
    .map(({ field: { name, args }, inner }) => {
      const deeper = inner ? ` { ${inner.name}${inner.args.required} }` : '';
      return `${name}${args.required}${deeper}`;
    })
    .join(' ');

function keyFields(object: ObjectModel, keys: readonly Key[]): string[] {
  const all = keys.join(' ');
  return [
    ...(/\bid\b/.test(all) ? ['id: ID!'] : []),
    ...(keys.includes('code') ? [`code: ID${hasNullableKey(object) ? '' : '!'}`] : []),
    ...(keys.includes('k1 k2') ? ['k1: String!', 'k2: Int!'] : []),
    ...(keys.includes('ref { code }') ? [`ref: Ref${object.name}!`] : []),
  ];
}
