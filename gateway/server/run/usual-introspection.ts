import {
  getIntrospectionQuery,
  getNamedType,
  GraphQLObjectType,
  Kind,
  parse,
  SchemaMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type SelectionSetNode,
} from 'graphql';
import { collectFields, type Reading } from '../plan/collect-fields.ts';

/** All that the introspection queries of tools select, with every option of graphql-js. */
type Form = ReadonlyMap<string, Form>;

/**
 * The form of an introspection, whatever its text and names of fragments: the same for two that have the same answer.
 * Undefined unless it is a part of what tools ask with graphql-js: GraphiQL, Apollo, Hive, code generators. So the
 * number of its values is bounded by the schema.
 */
export function usualForm(reading: Reading, fields: readonly FieldNode[]): string | undefined {
  const [first] = fields;
  if (!first || fields.some(({ name, alias }) => name.value !== '__schema' || alias)) return undefined;
  const schema = getNamedType(SchemaMetaFieldDef.type);
  return formOf(
    reading,
    schema,
    fields.flatMap(({ selectionSet }) => selectionSet ?? []),
    usual(),
  );
}

function formOf(
  reading: Reading,
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
  allowed: Form,
): string | undefined {
  let form = '';
  for (const [key, nodes] of collectFields(reading, type, sets)) {
    const name = nodes[0]?.name.value;
    const within = allowed.get(key);
    const given = argumentsOf(nodes[0] as FieldNode);
    if (name !== key || !within || given === undefined || !(type instanceof GraphQLObjectType))
      return undefined;
    form += ` ${key}${given}`;
    if (within.size === 0) continue;
    const inner = getNamedType(type.getFields()[key]?.type) as GraphQLNamedType;
    const deeper = formOf(
      reading,
      inner,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
      within,
    );
    if (deeper === undefined) return undefined;
    form += `{${deeper}}`;
  }
  return form;
}

/** `includeDeprecated`, as it is written; undefined where a variable decides. */
function argumentsOf({ arguments: given = [] }: FieldNode): string | undefined {
  const [first] = given;
  if (!first) return '';
  return first.value.kind === Kind.BOOLEAN ? `(${first.value.value})` : undefined;
}

let known: Form | undefined;

/** Read once, when it is first needed. */
function usual(): Form {
  if (known) return known;
  const { definitions } = parse(
    getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    }),
  );
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const root = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  known = readForm(root?.selectionSet, fragments).get('__schema') ?? new Map();
  return known;
}

function readForm(
  set: SelectionSetNode | undefined,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Form {
  if (!set) return new Map();
  const form = new Map<string, Form>([['__typename', new Map()]]);
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      form.set(selection.name.value, readForm(selection.selectionSet, fragments));
    } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
      for (const entry of readForm(fragments.get(selection.name.value)?.selectionSet, fragments))
        form.set(...entry);
    }
  }
  return form;
}
