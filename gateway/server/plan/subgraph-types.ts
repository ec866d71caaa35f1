import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  parseType,
  print,
  visit,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { argument, text } from './links.ts';

/** The types of fields as one subgraph has them; they may differ in nullability from the supergraph's. */
export interface SubgraphTypes {
  /** The named type of a field; undefined for a field that the supergraph does not have. */
  namedType(type: string, field: string): string | undefined;
  /**
   * What must be equal for two fields to be selected under one response key: lists, nulls and leaf types.
   * Undefined for a field that the supergraph does not have.
   */
  shape(graph: string | undefined, type: string, field: string): string | undefined;
}

/** Reads the types of fields from a supergraph, `@join__field(type:)` included. */
export function readSubgraphTypes(schema: GraphQLSchema): SubgraphTypes {
  const find = (type: string, field: string): GraphQLField<unknown, unknown> | undefined => {
    const parent = schema.getType(type);
    return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field] : undefined;
  };
  const shapeOf = (type: string) =>
    print(
      visit(parseType(type), {
        Name: (name) => (isCompositeType(schema.getType(name.value)) ? { ...name, value: '_' } : undefined),
      }),
    );
  return {
    namedType: (type, field) => {
      const found = find(type, field);
      return found && getNamedType(found.type).name;
    },
    shape: (graph, type, field) => {
      const found = find(type, field);
      const joined = found?.astNode?.directives?.find(
        (directive) => directive.name.value === 'join__field' && text(argument(directive, 'graph')) === graph,
      );
      const own = joined && text(argument(joined, 'type'));
      return found && shapeOf(own ?? String(found.type));
    },
  };
}
