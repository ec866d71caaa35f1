import { executeSync, Kind, type FieldNode, type GraphQLSchema } from 'graphql';
import type { Operation } from '../document/document.ts';
import type { Variables } from '../document/variables.ts';
import { isData, type Data } from './data.ts';

/** Answers `__schema` and `__type`. */
export type Introspect = (variables: Variables) => Data;

/** Prepares the introspection part of an operation; undefined when it has none. Without variables it is answered once. */
export function prepareIntrospection(
  schema: GraphQLSchema,
  operation: Operation,
  fields: readonly FieldNode[],
): Introspect | undefined {
  if (fields.length === 0) return undefined;
  const { node, fragments } = operation;
  const selectionSet = { kind: Kind.SELECTION_SET, selections: fields } as const;
  const document = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...node, selectionSet }, ...fragments.values()],
  } as const;
  const answer = (variableValues: Variables): Data => {
    const { data } = executeSync({ schema, document, variableValues });
    return isData(data) ? data : {};
  };
  if (node.variableDefinitions?.length) return answer;
  let known: Data | undefined;
  return (variables) => (known ??= answer(variables));
}
