import { existsSync, readFileSync } from 'node:fs';
import {
  type ASTVisitor,
  buildSchema,
  getNamedType,
  GraphQLError,
  isObjectType,
  Kind,
  NoDeprecatedCustomRule,
  parse,
  Source,
  specifiedRules,
  validate,
  type ValidationContext,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { apiPath } from './composed-files.ts';
import { repositoryFile } from './generated-files.ts';
import { operations, parseOperation } from './operations.ts';

const file = (body: string) => new Source(body, 'schema/operations/Example.graphql');

/** The rules of graphql-eslint's `operations-recommended` that are no validation, without its 256 packages. */
const RECOMMENDED = [NoDeprecatedCustomRule, requireSelections, namingConvention, noDuplicateFields];

/** Normalised caches find an object by its key: who selects of an object that has one selects the key. */
function requireSelections(context: ValidationContext): ASTVisitor {
  return {
    SelectionSet(node) {
      const type = getNamedType(context.getParentType());
      if (!isObjectType(type)) return;
      const keys = ['id', 'code'].filter((key) => key in type.getFields());
      const names = new Set(
        node.selections.map((field) => (field.kind === Kind.FIELD ? field.name.value : '')),
      );
      if (keys.length === 0 || keys.some((key) => names.has(key))) return;
      context.reportError(new GraphQLError(`Select ${keys.join(' or ')} of ${type.name}.`, { nodes: node }));
    },
  };
}

function namingConvention(context: ValidationContext): ASTVisitor {
  const check = (name: string, style: RegExp) => {
    if (!style.test(name)) context.reportError(new GraphQLError(`"${name}" is not ${style}.`));
  };
  return {
    OperationDefinition: ({ name }) =>
      check(
        name?.value ?? '',
        /^(?!Query|Mutation|Subscription|Get)[A-Z][a-zA-Z0-9]*(?<!Query|Mutation|Subscription)$/,
      ),
    VariableDefinition: ({ variable }) => check(variable.name.value, /^[a-z][a-zA-Z0-9]*$/),
    FragmentDefinition: ({ name }) => check(name.value, /^(?!Fragment)[A-Z][a-zA-Z0-9]*(?<!Fragment)$/),
  };
}

function noDuplicateFields(context: ValidationContext): ASTVisitor {
  return {
    SelectionSet({ selections }) {
      const keys = selections.flatMap((node) =>
        node.kind === Kind.FIELD ? [(node.alias ?? node.name).value] : [],
      );
      const twice = keys.find((key, index) => keys.indexOf(key) !== index);
      if (twice) context.reportError(new GraphQLError(`"${twice}" is selected twice.`));
    },
  };
}

describe('ready operations', () => {
  it.skipIf(!existsSync(repositoryFile(apiPath)))(
    'all fit the API, and what graphql-eslint recommends',
    () => {
      const api = buildSchema(readFileSync(repositoryFile(apiPath), 'utf8'));
      const faults = operations().flatMap(({ name, document }) =>
        validate(api, parse(new Source(document, name)), [...specifiedRules, ...RECOMMENDED]).map((error) =>
          error.toString(),
        ),
      );
      expect(faults).toEqual([]);
    },
  );

  it.each([
    ['query Example { household { size } }', 'Select id of Household.'],
    ['query GetExample { household { id } }', '"GetExample" is not'],
    ['{ household { id } }', '"" is not'],
    ['query Example { household { id size size } }', '"size" is selected twice.'],
    ['query Example { household { id old } }', 'deprecated'],
  ])('would be refused as %s', (document, reason) => {
    const schema = buildSchema(
      'type Query { household: Household } type Household { id: ID! size: Int old: Int @deprecated }',
    );
    expect(validate(schema, parse(document), RECOMMENDED).join()).toContain(reason);
  });

  it('come with example variables', () => {
    const body =
      '# One household.\n# variables: {"id": "H1"}\nquery Example($id: ID!) { household(id: $id) { id } }';
    expect(parseOperation(file(body))).toEqual({ name: 'Example', document: body, variables: { id: 'H1' } });
  });

  it('need no variables', () => {
    expect(parseOperation(file('query Example { a }')).variables).toEqual({});
  });

  it('are called what their file is called', () => {
    expect(() => parseOperation(file('query Other { a }'))).toThrow(
      'must hold one operation, called Example; it holds Other',
    );
  });

  it('are refused when their example variables are no JSON object', () => {
    expect(() => parseOperation(file('# variables: {id: 1}\nquery Example { a }'))).toThrow(
      'no JSON object: {id: 1}',
    );
  });
});
