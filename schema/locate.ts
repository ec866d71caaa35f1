import type { ASTNode, DefinitionNode } from 'graphql';
import { type Contract, type Fault, faultAt, type Slice } from './contract.ts';

/**
 * Where a composer's message without a place belongs: at the last slice that has the first coordinate
 * (`Household.settlements`) or type that the message names, for that is the one that joined later.
 * Among the slices that the message names, when it names any.
 */
export function locate(contract: Contract, message: string): Fault {
  const named = contract.filter(
    ({ name }) => message.includes(`"${name}"`) || message.startsWith(`[${name}]`),
  );
  const candidates = (named.length > 0 ? named : contract).toReversed();
  const coordinates = [...message.matchAll(/\b([A-Z]\w*)(?:\.(\w+))?/g)];
  for (const [, type = '', field] of coordinates) {
    for (const slice of candidates) {
      const node = findNode(slice, type, field);
      if (node) return faultAt(slice, node, message);
    }
  }
  const [slice] = candidates;
  if (!slice) throw new RangeError('A contract has at least one slice.');
  return { ministry: slice.name, place: null, message };
}

function findNode({ own }: Slice, type: string, field: string | undefined): ASTNode | undefined {
  const definitions = own.definitions.filter((node) => 'name' in node && node.name?.value === type);
  if (field === undefined) return definitions[0];
  return definitions.flatMap(members).find((member) => member.name.value === field);
}

const members = (node: DefinitionNode) => [
  ...('fields' in node ? (node.fields ?? []) : []),
  ...('values' in node ? (node.values ?? []) : []),
];
