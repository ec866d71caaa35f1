import { type ASTNode, Kind, type NameNode, visit } from 'graphql';
import { isConnectionPart } from '../connections.ts';
import { type Contract, type Fault, faultAt, isForeignEntity, type Slice } from '../contract.ts';
import { keyFields, objectTypes } from '../definitions.ts';

type Described = ASTNode & { name: NameNode; description?: { value: string } | undefined };

const described: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
]);

/**
 * Every type, field, argument and enum value is described. Root types, the standard parts of connections, and the
 * name and key of another ministry's entity are described elsewhere.
 */
export const everythingIsDescribed = (contract: Contract): Fault[] =>
  contract.flatMap((slice) => {
    const exempt = describedElsewhere(contract, slice);
    return undescribed(slice)
      .filter(({ coordinate }) => !exempt.has(coordinate) && !isConnectionPart(coordinate))
      .map(({ node, coordinate }) => faultAt(slice, node, `${coordinate} has no description.`));
  });

function undescribed({ own }: Slice): { node: Described; coordinate: string }[] {
  const found: { node: Described; coordinate: string }[] = [];
  const path: string[] = [];
  visit(own, {
    enter(node) {
      if (!described.has(node.kind)) return;
      const named = node as Described;
      path.push(named.name.value);
      if (!named.description?.value.trim()) found.push({ node: named, coordinate: path.join('.') });
    },
    leave(node) {
      if (described.has(node.kind)) path.pop();
    },
  });
  return found;
}

function describedElsewhere(contract: Contract, slice: Slice): Set<string> {
  const foreign = objectTypes(slice.own).filter((type) => isForeignEntity(contract, slice, type));
  const names = foreign.flatMap((type) => {
    const name = type.name.value;
    return [name, ...keyFields(type).map((key) => `${name}.${key}`)];
  });
  return new Set([...names, 'Query', 'Mutation', 'Subscription']);
}
