import { type DocumentNode, Kind, visit } from 'graphql';

/** The interface of what `Query.node` finds. */
export const NODE = 'Node';

/**
 * Returns a supergraph whose interface `Node` asks for a known caller alone. Composition has it ask for the scopes of all types
 * together, so that a caller who lacks one would find nothing. An object is reached by a field of its own type, which asks for
 * what that type does: `Query.node` too is answered by such a field.
 */
export const openNode = (supergraph: DocumentNode): DocumentNode =>
  visit(supergraph, {
    [Kind.INTERFACE_TYPE_DEFINITION]: {
      leave: (node) =>
        node.name.value === NODE
          ? {
              ...node,
              directives: node.directives?.filter(({ name }) => name.value !== 'requiresScopes') ?? [],
            }
          : undefined,
    },
  });
