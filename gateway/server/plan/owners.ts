import {
  isInterfaceType,
  isObjectType,
  Kind,
  type DirectiveNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { argument, text } from './links.ts';

/** The names of the subgraphs that resolve a field, in the order of the supergraph; none when the field is not known. */
export type FindOwners = (type: string, field: string) => readonly string[];

/** Reads who resolves what. `graphs` has the names of subgraphs by the names that `join__Graph` gives them. */
export function createFindOwners(
  schema: GraphQLSchema,
  graphs: ReadonlyMap<string, { readonly name: string }>,
): FindOwners {
  const find: FindOwners = (type, name) => {
    const parent = schema.getType(type);
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!parent || !field) return [];
    const joins = directivesOf(field, 'join__field');
    const owning = joins.length > 0 ? joins.filter(isResolving) : directivesOf(parent, 'join__type');
    const owners = owning.flatMap((join) => graphs.get(text(argument(join, 'graph')) ?? '')?.name ?? []);
    if (owners.length > 0 || !isObjectType(parent)) return [...new Set(owners)];
    return parent.getInterfaces().flatMap((other) => find(other.name, name)); // of an interface object
  };
  return find;
}

type Directed = Pick<GraphQLNamedType | GraphQLField<unknown, unknown>, 'astNode'>;

const directivesOf = ({ astNode }: Directed, name: string): DirectiveNode[] =>
  (astNode?.directives ?? []).filter((directive) => directive.name.value === name);

const isResolving = (join: DirectiveNode): boolean =>
  !['external', 'usedOverridden'].some((name) => {
    const value = argument(join, name);
    return value?.kind === Kind.BOOLEAN && value.value;
  });
