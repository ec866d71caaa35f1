import { type FieldDefinitionNode, Kind } from 'graphql';
import { defaultPageSize, isConnectionField } from '../connections.ts';
import { type Contract, type Fault, faultAt } from '../contract.ts';
import { fieldsOf, isList, namedType } from '../definitions.ts';

/**
 * Every list is a connection, so that no answer is without a limit; or it is short by its nature and says how long it
 * can be: `@listSize(assumedSize: 4)`. A list of codes is as short as its code list.
 */
export function listsAreConnections(contract: Contract): Fault[] {
  const codeLists = new Set(
    contract
      .flatMap(({ shared, own }) => [...shared.definitions, ...own.definitions])
      .flatMap((node) => (node.kind === Kind.ENUM_TYPE_DEFINITION ? [node.name.value] : [])),
  );
  return contract.flatMap((slice) =>
    fieldsOf(slice.own)
      .filter(({ field }) => isList(field.type) && !codeLists.has(namedType(field.type)))
      .filter(({ parent, field }) => !(parent.endsWith('Connection') && field.name.value === 'edges'))
      .filter(({ field }) => !hasKnownSize(field))
      .map(({ parent, field }) =>
        faultAt(
          slice,
          field,
          `${parent}.${field.name.value} is a list of ${namedType(field.type)}: make it a connection, or give its @listSize.`,
        ),
      ),
  );
}

/** Every connection is asked for with `first: Int = 20` and `after: Cursor`. */
export const connectionsArePaged = (contract: Contract): Fault[] =>
  contract.flatMap((slice) =>
    fieldsOf(slice.own)
      .filter(({ field }) => isConnectionField(field) && !isPaged(field))
      .map(({ parent, field }) =>
        faultAt(
          slice,
          field,
          `${parent}.${field.name.value} needs the arguments (first: Int = ${defaultPageSize}, after: Cursor).`,
        ),
      ),
  );

function isPaged(field: FieldDefinitionNode): boolean {
  const argument = (name: string) => field.arguments?.find((candidate) => candidate.name.value === name);
  const [first, after] = [argument('first'), argument('after')];
  return (
    first?.defaultValue?.kind === Kind.INT &&
    first.defaultValue.value === String(defaultPageSize) &&
    namedType(first.type) === 'Int' &&
    after?.type.kind === Kind.NAMED_TYPE &&
    after.type.name.value === 'Cursor'
  );
}

const hasKnownSize = (field: FieldDefinitionNode): boolean =>
  field.directives?.some(
    (directive) =>
      directive.name.value === 'listSize' &&
      directive.arguments?.some(({ name }) => name.value === 'assumedSize'),
  ) ?? false;
