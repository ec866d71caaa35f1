import {
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  visit,
} from 'graphql';
import { namedType } from './definitions.ts';

/** How many items a page has when a client does not say. */
export const defaultPageSize = 20;

const standardParts: readonly { pattern: RegExp; describe: (item: string) => string }[] = [
  { pattern: /^(\w+)Connection$/, describe: (item) => `A page of a list (分页列表) of ${item} records.` },
  {
    pattern: /^(\w+)Connection\.edges$/,
    describe: () => 'The items of the page, each with its cursor (列表项).',
  },
  { pattern: /^(\w+)Connection\.pageInfo$/, describe: () => 'Where the page lies in the list (分页信息).' },
  { pattern: /^(\w+)Edge$/, describe: (item) => `One ${item} of a list, with its cursor (列表项).` },
  {
    pattern: /^(\w+)Edge\.cursor$/,
    describe: () => 'The place of the item in its list (游标), to be given as `after`.',
  },
  { pattern: /^(\w+)Edge\.node$/, describe: () => 'The item itself (记录).' },
  { pattern: /^\w+\.\w+\.first$/, describe: () => 'How many items at most (每页条数), 1 to 100.' },
  { pattern: /^\w+\.\w+\.after$/, describe: () => 'Continue after the item of this cursor (起始游标).' },
];

/** Whether a coordinate (`SettlementEdge.node`, `Household.settlements.first`) is one that every list has. */
export const isConnectionPart = (coordinate: string): boolean => standardDescription(coordinate) !== null;

function standardDescription(coordinate: string): string | null {
  const part = standardParts.find(({ pattern }) => pattern.test(coordinate));
  return part ? part.describe(part.pattern.exec(coordinate)?.[1] ?? '') : null;
}

/** Describes those standard parts of connections that a slice leaves undescribed. */
export const describeConnections = (document: DocumentNode): DocumentNode =>
  visit(document, { ObjectTypeDefinition: describeType });

const describeType = (type: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode => ({
  ...withDescription(type, type.name.value),
  fields: (type.fields ?? []).map((field) => describeField(field, type.name.value)),
});

const describeField = (field: FieldDefinitionNode, parent: string): FieldDefinitionNode => ({
  ...withDescription(field, `${parent}.${field.name.value}`),
  arguments: (field.arguments ?? []).map((argument) =>
    withDescription(argument, `${parent}.${field.name.value}.${argument.name.value}`),
  ),
});

function withDescription<
  Node extends ObjectTypeDefinitionNode | FieldDefinitionNode | InputValueDefinitionNode,
>(node: Node, coordinate: string): Node {
  const value = node.description ? null : standardDescription(coordinate);
  return value === null ? node : { ...node, description: { kind: Kind.STRING, value } };
}

/** Whether a field answers with a page of a list. */
export const isConnectionField = ({ type }: FieldDefinitionNode): boolean =>
  namedType(type).endsWith('Connection');
