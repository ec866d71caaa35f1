import { type ASTNode, Kind, type NameNode, visit } from 'graphql';
import { isConnectionPart } from '../connections.ts';
import { type Contract, type Fault, faultAt, isForeignEntity, type Slice } from '../contract.ts';
import { keyFields, objectTypes } from '../definitions.ts';

type Described = ASTNode & { name: NameNode; description?: { value: string } | undefined };

/** A definition and where it is: `Household.settlements.first`. */
type Place = { node: Described; coordinate: string };

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

/** Every type, field, argument and enum value is described. */
export const everythingIsDescribed = (contract: Contract): Fault[] =>
  contract.flatMap((slice) =>
    toBeDescribed(contract, slice)
      .filter(({ node }) => !textOf(node))
      .map(({ node, coordinate }) => faultAt(slice, node, `${coordinate} has no description.`)),
  );

/** Every description gives the Chinese term, by which officials know the thing. */
export const descriptionsGiveTheChineseTerm = (contract: Contract): Fault[] =>
  contract.flatMap((slice) =>
    toBeDescribed(contract, slice)
      .filter(({ node }) => textOf(node) && !/\p{Script=Han}/u.test(textOf(node)))
      .map(({ node, coordinate }) =>
        faultAt(slice, node, `The description of ${coordinate} lacks the Chinese term.`),
      ),
  );

/**
 * Every type tells where it comes from, be it a code list, a record or a count: `Source: GB/T 2261.1.`,
 * or our modelling decision.
 */
export const typesTellTheirSource = (contract: Contract): Fault[] =>
  contract.flatMap((slice) =>
    toBeDescribed(contract, slice)
      .filter(({ node }) => node.kind.endsWith('TypeDefinition') && textOf(node))
      .filter(({ node }) => !/\bSource\b[^:]*: |\b[Oo]ur modelling decision\b/.test(textOf(node)))
      .map(({ node, coordinate }) =>
        faultAt(slice, node, `The description of ${coordinate} lacks its source.`),
      ),
  );

/** A description on one line; it may be wrapped anywhere. */
const textOf = (node: Described): string => node.description?.value.replace(/\s+/g, ' ').trim() ?? '';

/**
 * What a slice has to describe. Root types, the standard parts of connections, and the name and key of another
 * ministry's entity are described elsewhere.
 */
function toBeDescribed(contract: Contract, slice: Slice): Place[] {
  const elsewhere = describedElsewhere(contract, slice);
  return definedBy(slice).filter(
    ({ coordinate }) => !elsewhere.has(coordinate) && !isConnectionPart(coordinate),
  );
}

/** Whatever a slice defines that can have a description. */
function definedBy({ own }: Slice): Place[] {
  const found: Place[] = [];
  const path: string[] = [];
  visit(own, {
    enter(node) {
      if (!described.has(node.kind)) return;
      const named = node as Described;
      path.push(named.name.value);
      found.push({ node: named, coordinate: path.join('.') });
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
