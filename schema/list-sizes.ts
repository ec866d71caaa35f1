import {
  type ConstDirectiveNode,
  type ConstObjectValueNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parseConstValue,
  visit,
} from 'graphql';
import { defaultPageSize, isConnectionField } from './connections.ts';

/**
 * Says of every connection that `first` gives the number of its edges, so that gateways can tell what an operation may
 * cost before they run it. A field that has its own `@listSize` keeps it.
 */
export const sizeConnections = (document: DocumentNode): DocumentNode =>
  visit(document, { FieldDefinition: (field) => (isUnsized(field) ? sized(field) : undefined) });

const isUnsized = (field: FieldDefinitionNode): boolean =>
  isConnectionField(field) &&
  field.arguments?.some(({ name }) => name.value === 'first') === true &&
  !field.directives?.some(({ name }) => name.value === 'listSize');

const sized = (field: FieldDefinitionNode): FieldDefinitionNode => ({
  ...field,
  directives: [...(field.directives ?? []), pageSize],
});

/** `assumedSize` stands where a client says `first: null`, which means the default too. */
const { fields } = parseConstValue(
  `{ slicingArguments: ["first"], sizedFields: ["edges"], assumedSize: ${defaultPageSize}, requireOneSlicingArgument: false }`,
  { noLocation: true },
) as ConstObjectValueNode;

const pageSize: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'listSize' },
  arguments: fields.map(({ name, value }) => ({ kind: Kind.ARGUMENT, name, value })),
};
