import { type FieldDefinitionNode, isTypeDefinitionNode, Kind, type TypeDefinitionNode } from 'graphql';
import type { Contract } from '../contract.ts';
import { namedType } from '../definitions.ts';
import { NODE } from '../node-interface.ts';
import { requirementOf } from './directives.ts';
import { anyCaller, both, nothing, type Requirement } from './requirement.ts';

/** What a contract asks for before it answers. */
export type Protection = {
  /** For whatever answers with the type. A connection and its edges ask for what their items do. */
  ofType(name: string): Requirement;
  /** For a field, by itself and by its type; not what its parent asks for. */
  ofField(parent: string, name: string): Requirement;
};

/** Reads off a contract what it asks for, wherever a ministry says it. */
export function protectionOf(contract: Contract): Protection {
  const types = typesByName(contract);
  const ofType = (name: string): Requirement => {
    const item = itemOf(name);
    if (item !== null) return ofType(item);
    if (isRoot(name)) return anyCaller; // an unknown caller gets as far as no field
    if (name === NODE) return anyCaller; // its objects come by the fields of their own types, which ask for more
    return [...(types.get(name) ?? []).map(requirementOf), ...possibleTypes(types, name).map(ofType)].reduce(
      both,
      nothing,
    );
  };
  const ofField = (parent: string, name: string): Requirement =>
    fieldsNamed(types.get(parent) ?? [], name)
      .flatMap((field) => [requirementOf(field), ofType(namedType(field.type))])
      .reduce(both, nothing);
  return { ofType, ofField };
}

type Types = ReadonlyMap<string, readonly TypeDefinitionNode[]>;

function typesByName(contract: Contract): Types {
  const types = new Map<string, TypeDefinitionNode[]>();
  for (const { own } of contract) {
    for (const node of own.definitions.filter(isTypeDefinitionNode)) {
      types.set(node.name.value, [...(types.get(node.name.value) ?? []), node]);
    }
  }
  return types;
}

const fieldsNamed = (types: readonly TypeDefinitionNode[], name: string): FieldDefinitionNode[] =>
  types
    .flatMap((type) =>
      type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION
        ? (type.fields ?? [])
        : [],
    )
    .filter((field) => field.name.value === name);

/** The objects that an interface or union may turn out to be; none for other types. */
function possibleTypes(types: Types, name: string): string[] {
  const definitions = types.get(name) ?? [];
  const members = definitions.flatMap((node) =>
    node.kind === Kind.UNION_TYPE_DEFINITION ? (node.types ?? []).map((member) => member.name.value) : [],
  );
  const implementing = [...types].flatMap(([object, nodes]) =>
    nodes.some(
      (node) =>
        'interfaces' in node && node.interfaces?.some((implemented) => implemented.name.value === name),
    )
      ? [object]
      : [],
  );
  return [...new Set([...members, ...implementing])];
}

/** The type whose pages or edges a type has: `SettlementEdge` gives `Settlement`; null for other types. */
export const itemOf = (name: string): string | null => /^(\w+)(?:Connection|Edge)$/.exec(name)?.[1] ?? null;

/** Whether a type is where operations begin. */
export const isRoot = (name: string): boolean => ['Query', 'Mutation', 'Subscription'].includes(name);
