import { type EnumTypeDefinitionNode, Kind } from 'graphql';
import { type Contract, type Fault, faultAt } from '../contract.ts';
import { namedType } from '../definitions.ts';
import { requirementOf } from '../protection/directives.ts';
import { codesOfIllness } from '../protection/illness.ts';
import { isKindName, kindNames, kindsOf, requirementOfKinds, sensitiveWords } from '../protection/kinds.ts';
import { protectedNodes, type ProtectedNode } from '../protection/nodes.ts';
import { type Protection, protectionOf } from '../protection/protection.ts';
import { both, implies, type Requirement } from '../protection/requirement.ts';
import { tellRequirement } from '../protection/tell.ts';

/** Every word after `Sensitive:` is a kind of data that we know how to protect. */
export const sensitiveWordsAreKnown = (contract: Contract): Fault[] =>
  protectedNodes(contract).flatMap(({ slice, node, coordinate }) =>
    wordsOf(node)
      .filter((word) => !isKindName(word))
      .map((word) =>
        faultAt(
          slice,
          node,
          `${coordinate} is called sensitive: ${word}; there are ${kindNames.join(', ')}.`,
        ),
      ),
  );

/**
 * What is called sensitive, or answers with a code that is, is protected so, by itself or by its type. So is what finds by
 * such a code: whom it finds tells the code.
 */
export function sensitiveDataIsProtected(contract: Contract): Fault[] {
  const protection = protectionOf(contract);
  const codes = sensitiveCodes(contract);
  return protectedNodes(contract)
    .filter(({ node }) => node.kind !== Kind.ENUM_TYPE_DEFINITION)
    .flatMap((place) => {
      const { slice, node, coordinate } = place;
      const ofCodes = typesOf(place).flatMap((type) => codes.get(type) ?? []);
      const needed = requirementOfKinds([...wordsOf(node), ...ofCodes].filter(isKindName));
      if (implies(metBy(place, protection), needed)) return [];
      return [
        faultAt(slice, node, `${coordinate} is sensitive, but not protected so. ${tellRequirement(needed)}`),
      ];
    });
}

/** What bears the scopes of a kind of data says so in its description. */
export const protectedDataIsCalledSensitive = (contract: Contract): Fault[] =>
  protectedNodes(contract).flatMap(({ slice, node, coordinate }) => {
    const unsaid = kindsOf(requirementOf(node)).filter(
      (kind) => kind !== 'household' && !wordsOf(node).includes(kind),
    );
    return unsaid.map((kind) =>
      faultAt(slice, node, `${coordinate} is protected, but its description lacks \`Sensitive: ${kind}.\``),
    );
  });

/**
 * A record about a household or a person that answers with a code of illness, or is found by one, is protected as health, whether or not
 * the code list is called sensitive: a new cause must not be forgotten.
 */
export function codesOfIllnessAreProtected(contract: Contract): Fault[] {
  const protection = protectionOf(contract);
  const codes = codeLists(contract, (list) => codesOfIllness(list).map(({ name }) => name.value));
  const needed = requirementOfKinds(['health']);
  return protectedNodes(contract).flatMap((place) => {
    const met = metBy(place, protection);
    const [code] = typesOf(place).flatMap((type) => codes.get(type) ?? []);
    if (code === undefined || !kindsOf(met).includes('household') || implies(met, needed)) return [];
    const message = `${place.coordinate} tells of illness by ${code}, and is not protected so. ${tellRequirement(needed)}`;
    return [faultAt(place.slice, place.node, message)];
  });
}

/** The names of what a field answers with and takes; none for a type. */
const typesOf = ({ parent, node }: ProtectedNode): string[] =>
  parent === null ? [] : [node, ...(node.arguments ?? [])].map(({ type }) => namedType(type));

const metBy = ({ parent, node }: ProtectedNode, { ofType, ofField }: Protection): Requirement =>
  parent === null ? ofType(node.name.value) : both(ofType(parent), ofField(parent, node.name.value));

const wordsOf = ({ description }: ProtectedNode['node']): string[] => sensitiveWords(description?.value);

/** For each code list what its description, or that of one of its codes, calls sensitive. */
const sensitiveCodes = (contract: Contract): ReadonlyMap<string, string[]> =>
  codeLists(contract, (list) =>
    [list, ...(list.values ?? [])].flatMap(({ description }) => sensitiveWords(description?.value)),
  );

/** What is read off each code list, by its name. */
const codeLists = (
  contract: Contract,
  read: (list: EnumTypeDefinitionNode) => string[],
): ReadonlyMap<string, string[]> =>
  new Map(
    protectedNodes(contract).flatMap(({ node }) =>
      node.kind === Kind.ENUM_TYPE_DEFINITION ? [[node.name.value, read(node)]] : [],
    ),
  );
