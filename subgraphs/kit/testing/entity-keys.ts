import type { GraphQLObjectType } from 'graphql';

/** The key of an entity by its field. */
export type EntityKey = Readonly<Record<string, string>>;

/** Keys of an entity type that no sample has. */
export function keysOf(type: GraphQLObjectType): { readonly unknown: readonly EntityKey[] } {
  return { unknown: keyFields(type).map((field) => ({ [field]: unknownValue(field) })) };
}

/** The fields that each alone name an entity of the type, as its `@key` directives say. */
export function keyFields(type: GraphQLObjectType): string[] {
  const directives = [type.astNode, ...type.extensionASTNodes].flatMap((node) => node?.directives ?? []);
  return directives
    .filter((directive) => directive.name.value === 'key')
    .flatMap((directive) => directive.arguments ?? [])
    .flatMap(({ name, value }) =>
      name.value === 'fields' && value.kind === 'StringValue' ? [value.value] : [],
    );
}

/** A region that cannot exist has the form of one all the same. */
const unknownValue = (field: string) => (field === 'code' ? '990000000000' : 'nobody-knows-this');
