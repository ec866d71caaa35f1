import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  visit,
  type ASTVisitor,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { argument, text, type Link } from '../links.ts';
import { findAuthDirectives, type ReadClause } from './auth-directives.ts';
import type { Clause } from './clause.ts';

/** What a supergraph demands of who selects its fields. */
export interface Requirements {
  /** Every clause once; its index is its number. */
  readonly clauses: readonly Clause[];
  /** The numbers of the clauses that a field needs, all of them, in order; none: everybody may see it. */
  of(type: string, field: string): readonly number[];
}

/** Nothing is demanded of anybody. */
export const noRequirements: Requirements = { clauses: [], of: () => [] };

/**
 * Reads the requirements of a supergraph. A field needs what its own directives demand, those of its type, of the type
 * it answers with, and of all that its `@requires` reads. A field of an interface needs what it needs on every type
 * that may stand there. Throws for directives that protect something in a way that is not known.
 */
export function readRequirements(
  document: DocumentNode,
  schema: GraphQLSchema,
  links: readonly Link[],
): Requirements {
  const numbers = new ClauseNumbers(findAuthDirectives(links));
  visit(document, numbers.visitor);
  const known = new Map<string, readonly number[]>();
  return {
    clauses: numbers.clauses,
    of: (type, field) => {
      const coordinate = `${type}.${field}`;
      let needs = known.get(coordinate);
      if (!needs) {
        const search = new Search(schema, numbers.own);
        search.field(type, field);
        needs = [...search.found].toSorted((one, other) => one - other);
        known.set(coordinate, needs);
      }
      return needs;
    },
  };
}

type Directed = { readonly directives?: readonly DirectiveNode[] | undefined };

/** Numbers the clauses of a document, and notes which stand on which type or field. */
class ClauseNumbers {
  readonly clauses: Clause[] = [];
  /** Coordinate -> numbers, of what stands on the element itself. */
  readonly own = new Map<string, Set<number>>();
  readonly visitor: ASTVisitor;
  readonly #read: ReadClause;
  readonly #numbers = new Map<string, number>();

  constructor(read: ReadClause) {
    this.#read = read;
    const note = (node: { readonly name: { readonly value: string } } & Directed) =>
      this.#note(node.name.value, node);
    const noteFields = (
      node: Parameters<typeof note>[0] & { readonly fields?: readonly Field[] | undefined },
    ) => {
      note(node);
      for (const field of node.fields ?? []) this.#note(`${node.name.value}.${field.name.value}`, field);
    };
    const refuse = (node: Parameters<typeof note>[0]) => this.#refuse(node);
    this.visitor = {
      ObjectTypeDefinition: noteFields,
      ObjectTypeExtension: noteFields,
      InterfaceTypeDefinition: noteFields,
      InterfaceTypeExtension: noteFields,
      UnionTypeDefinition: note,
      UnionTypeExtension: note,
      EnumTypeDefinition: note,
      EnumTypeExtension: note,
      ScalarTypeDefinition: note,
      ScalarTypeExtension: note,
      EnumValueDefinition: refuse,
      InputObjectTypeDefinition: refuse,
      InputObjectTypeExtension: refuse,
      InputValueDefinition: refuse,
    };
  }

  #note(coordinate: string, { directives = [] }: Directed): void {
    for (const directive of directives) {
      const clause = this.#read(directive);
      if (!clause) continue;
      const own = this.own.get(coordinate) ?? new Set();
      this.own.set(coordinate, own.add(this.#numberOf(clause)));
    }
  }

  #numberOf(clause: Clause): number {
    const key = JSON.stringify(clause);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.clauses.length);
    return this.clauses.push(clause) - 1;
  }

  #refuse({ name, directives = [] }: { readonly name: { readonly value: string } } & Directed): void {
    const directive = directives.find((each) => this.#read(each));
    if (!directive) return;
    throw new Error(
      `The supergraph applies @${directive.name.value} to ${name.value}, where this gateway protects nothing: expected a field, or a type that is answered with.`,
    );
  }
}

type Field = { readonly name: { readonly value: string } } & Directed;

/** Gathers all that one field needs. */
class Search {
  readonly found = new Set<number>();
  readonly #visited = new Set<string>();
  readonly #schema: GraphQLSchema;
  readonly #own: ReadonlyMap<string, ReadonlySet<number>>;

  constructor(schema: GraphQLSchema, own: ReadonlyMap<string, ReadonlySet<number>>) {
    this.#schema = schema;
    this.#own = own;
  }

  field(type: string, name: string): void {
    const coordinate = `${type}.${name}`;
    if (this.#visited.has(coordinate)) return;
    this.#visited.add(coordinate);
    const parent = this.#schema.getType(type);
    const field = fieldOf(parent, name);
    if (!field) return;
    this.#add(type, coordinate, getNamedType(field.type).name);
    this.#requirements(type, field);
    if (isAbstractType(parent)) {
      for (const object of this.#schema.getPossibleTypes(parent)) this.field(object.name, name);
    } else if (isObjectType(parent) && isFromInterfaceObject(field)) {
      for (const other of parent.getInterfaces()) this.#interfaceObjectField(type, other, name);
    }
  }

  /** A field that an interface object gives to an object is required and protected where the interface has it. */
  #interfaceObjectField(type: string, from: GraphQLNamedType, name: string): void {
    const field = fieldOf(from, name);
    if (!field) return;
    this.#add(from.name, `${from.name}.${name}`);
    this.#requirements(type, field);
  }

  #add(...coordinates: readonly string[]): void {
    for (const coordinate of coordinates) {
      for (const number of this.#own.get(coordinate) ?? []) this.found.add(number);
    }
  }

  #requirements(type: string, field: GraphQLField<unknown, unknown>): void {
    for (const directive of joinsOf(field)) {
      const required = text(argument(directive, 'requires'));
      if (required === undefined) continue;
      const [operation] = parse(`{ ${required} }`, { noLocation: true }).definitions;
      if (operation?.kind === Kind.OPERATION_DEFINITION) this.#fields(type, operation.selectionSet);
    }
  }

  #fields(type: string, set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue; // a field set has none
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.#fields(selection.typeCondition?.name.value ?? type, selection.selectionSet);
        continue;
      }
      const field = fieldOf(this.#schema.getType(type), selection.name.value);
      if (!field) continue;
      this.field(type, field.name);
      if (selection.selectionSet) this.#fields(getNamedType(field.type).name, selection.selectionSet);
    }
  }
}

const fieldOf = (type: GraphQLNamedType | undefined, name: string) =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;

const joinsOf = ({ astNode }: GraphQLField<unknown, unknown>): readonly DirectiveNode[] =>
  (astNode?.directives ?? []).filter(({ name }) => name.value === 'join__field');

/** A supergraph marks such a field by a `@join__field` that names no subgraph. */
const isFromInterfaceObject = (field: GraphQLField<unknown, unknown>): boolean =>
  joinsOf(field).some((directive) => argument(directive, 'graph') === undefined);
