import {
  ExecutableDefinitionsRule,
  GraphQLError,
  KnownFragmentNamesRule,
  NoFragmentCyclesRule,
  NoSchemaIntrospectionCustomRule,
  NoUnusedFragmentsRule,
  specifiedRules,
  UniqueFragmentNamesRule,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { isUnstorable, unstorableMessage } from '@hearth/schema/protocol/unstorable-text.ts';
import { refusalOf } from '../errors.ts';

/** What must hold before a document can be measured: every definition is reached from an operation, and none from itself. */
const fragmentRules = [
  ExecutableDefinitionsRule,
  UniqueFragmentNamesRule,
  KnownFragmentNamesRule,
  NoUnusedFragmentsRule,
  NoFragmentCyclesRule,
];

const MOST_ERRORS = 20;

/** Throws a `Refusal` when fragments are missing, unused, defined twice or within themselves. */
export const checkFragments = (schema: GraphQLSchema, document: DocumentNode, suggestions: boolean): void =>
  check(schema, document, fragmentRules, suggestions);

/** Throws a `Refusal` when `__schema` or `__type` is asked for. */
export function checkIntrospection(schema: GraphQLSchema, document: DocumentNode): void {
  const [first] = validate(schema, document, [NoSchemaIntrospectionCustomRule]);
  if (first) throw refusalOf('INTROSPECTION_NOT_ALLOWED', [first]);
}

/** Throws a `Refusal` when a text of the document holds what no database can hold. */
export function checkTexts(document: DocumentNode): void {
  visit(document, {
    StringValue(node) {
      if (!isUnstorable(node.value)) return;
      const message = unstorableMessage('A text of the query', node.value);
      throw refusalOf('BAD_USER_INPUT', [new GraphQLError(message, { nodes: node })]);
    },
  });
}

/** Throws a `Refusal` when the document does not fit the schema; with `suggestions` it says which names would. */
export const checkRules = (schema: GraphQLSchema, document: DocumentNode, suggestions: boolean): void =>
  check(schema, document, specifiedRules, suggestions);

function check(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
  suggestions: boolean,
): void {
  const options = { maxErrors: MOST_ERRORS, hideSuggestions: !suggestions };
  const errors = validate(schema, document, rules, options);
  if (errors.length === 0) return;
  const areOfValues = errors.every(({ extensions }) => extensions['code'] === 'BAD_USER_INPUT');
  throw refusalOf(areOfValues ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED', errors);
}
