import { badUserInput } from '@hearth/schema/protocol/errors.ts';
import { findUnstorable, isUnstorable, unstorableMessage } from '@hearth/schema/protocol/unstorable-text.ts';
import {
  type DocumentNode,
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type TypeNode,
  visit,
} from 'graphql';

/** Returns why the variables cannot be taken; undefined when they can. */
export type CheckTexts = (variables: Readonly<Record<string, unknown>>) => GraphQLError | undefined;

/**
 * Compiles the check that no text of an operation holds what no database can. Entity keys are left to the loaders: they come
 * from many requests, and one of them must not fail the others.
 */
export function textsCheck(document: DocumentNode): CheckTexts {
  const written = unstorableLiteral(document);
  if (written) return () => written;
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? namesOf(definition) : [],
  );
  return (variables) => {
    for (const name of names) {
      const found = findUnstorable(variables[name]);
      if (found) return badUserInput(unstorableMessage(`Variable "$${name}${found.path}"`, found.text));
    }
    return undefined;
  };
}

const namesOf = ({ variableDefinitions = [] }: OperationDefinitionNode): string[] =>
  variableDefinitions
    .filter(({ type }) => namedType(type) !== '_Any')
    .map(({ variable }) => variable.name.value);

const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);

function unstorableLiteral(document: DocumentNode): GraphQLError | undefined {
  let found: GraphQLError | undefined;
  visit(document, {
    StringValue(node) {
      if (isUnstorable(node.value))
        found ??= badUserInput(unstorableMessage('A text of the query', node.value), { nodes: node });
    },
  });
  return found;
}
