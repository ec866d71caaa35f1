import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLNamedType,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../document/conditions.ts';
import type { Operation } from '../document/document.ts';
import type { Reading } from '../plan/collect-fields.ts';
import type { Supergraph } from '../plan/supergraph.ts';

/** What an operation asks of people, as the access record keeps it. */
export interface Disclosure {
  /** `Person.name`, by the subgraph that is asked for it. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** What is denied of it. */
  readonly denied: readonly string[];
}

/** Finds what an operation asks of people: fields that need a scope, and those of types that tell of somebody. Undefined: nothing. */
export function findDisclosure(
  supergraph: Supergraph,
  reading: Reading,
  operation: Operation,
  asked: ReadonlySet<string>,
): Disclosure | undefined {
  const search = new DisclosureSearch(supergraph, reading);
  search.selections(
    reading.schema.getRootType(operation.node.operation) ?? undefined,
    operation.node.selectionSet,
  );
  if (search.found.size === 0 && search.denied.size === 0) return undefined;
  const fields: Record<string, string[]> = {};
  for (const [coordinate, owners] of search.found) {
    for (const owner of owners) if (asked.has(owner)) (fields[owner] ??= []).push(coordinate);
  }
  return { fields, denied: [...search.denied].toSorted() };
}

class DisclosureSearch {
  /** Coordinate -> the subgraphs that resolve it. */
  readonly found = new Map<string, readonly string[]>();
  readonly denied = new Set<string>();
  readonly #supergraph: Supergraph;
  readonly #reading: Reading;
  readonly #visited = new Set<string>();

  constructor(supergraph: Supergraph, reading: Reading) {
    this.#supergraph = supergraph;
    this.#reading = reading;
  }

  selections(type: GraphQLNamedType | undefined, set: SelectionSetNode | undefined): void {
    const { schema, conditions, fragments } = this.#reading;
    for (const selection of set?.selections ?? []) {
      if (!isIncluded(selection, conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        if (type) this.#field(type, selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        this.selections(condition === undefined ? type : schema.getType(condition), selection.selectionSet);
      } else if (!this.#visited.has(selection.name.value)) {
        this.#visited.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment)
          this.selections(schema.getType(fragment.typeCondition.name.value), fragment.selectionSet);
      }
    }
  }

  #field(type: GraphQLNamedType, node: FieldNode): void {
    const name = node.name.value;
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    if (!field) return; // `__typename` and introspection
    const coordinate = `${type.name}.${name}`;
    if (this.#reading.denied.has(node)) {
      this.denied.add(coordinate);
      return;
    }
    if (this.#isPersonal(type.name, name))
      this.found.set(coordinate, this.#supergraph.owners(type.name, name));
    this.selections(getNamedType(field.type), node.selectionSet);
  }

  #isPersonal(type: string, field: string): boolean {
    const { requirements, dataSubjects } = this.#supergraph;
    const { clauses } = requirements;
    return (
      dataSubjects.has(type) ||
      requirements.of(type, field).some((number) => clauses[number]?.kind === 'scopes')
    );
  }
}
