import type { GraphQLObjectType } from 'graphql';

/** The key of an entity by its field. */
export type EntityKey = Readonly<Record<string, string>>;

/** Keys of an entity type that no sample has. */
export function keysOf(type: GraphQLObjectType): { readonly unknown: readonly EntityKey[] } {
  return { unknown: keyFields(type).map((field) => ({ [field]: unknownValue(field) })) };
}

/** The fields that each alone name an entity of the type, as its `@key` directives say. */
export function keyFields(type: GraphQLObjectType): string[] {
  return keyArguments(type).flatMap(({ name, value }) =>
    name.value === 'fields' && value.kind === 'StringValue' ? [value.value] : [],
  );
}

/** Whether the ministry answers for entities of the type, rather than only pointing at another ministry's. */
export function isResolvable(type: GraphQLObjectType): boolean {
  return !keyArguments(type).some(
    ({ name, value }) => name.value === 'resolvable' && value.kind === 'BooleanValue' && !value.value,
  );
}

const keyArguments = (type: GraphQLObjectType) =>
  [type.astNode, ...type.extensionASTNodes]
    .flatMap((node) => node?.directives ?? [])
    .filter((directive) => directive.name.value === 'key')
    .flatMap((directive) => directive.arguments ?? []);

/** A region that cannot exist has the form of one all the same. */
const unknownValue = (field: string) => (field === 'code' ? '990000000000' : 'nobody-knows-this');
