import { Kind } from 'graphql';
import { type Contract, type Fault, faultAt, isForeignEntity } from '../contract.ts';
import { objectTypes } from '../definitions.ts';
import { requirementOf } from '../protection/directives.ts';
import { kindsOf, requirementOfKinds } from '../protection/kinds.ts';
import { fieldPlaces, protectedNodes } from '../protection/nodes.ts';
import { isRoot, itemOf, protectionOf } from '../protection/protection.ts';
import { implies, nothing, type Requirement } from '../protection/requirement.ts';
import { tellRequirement } from '../protection/tell.ts';
import { isScope, scopeNames } from '../protocol/scopes.ts';
import { isCommand } from './commands.ts';

/** Every scope that is named is in the catalogue. */
export const scopesAreKnown = (contract: Contract): Fault[] =>
  protectedNodes(contract).flatMap(({ slice, node, coordinate }) =>
    requirementOf(node)
      .scopes.flat()
      .filter((scope) => !isScope(scope))
      .map((scope) =>
        faultAt(
          slice,
          node,
          `${coordinate} asks for the scope ${scope}; there are ${scopeNames.join(', ')}.`,
        ),
      ),
  );

/** Scopes for reading come with the purposes and policies of their kinds of data, and neither comes without scopes. */
export const scopesComeWithPurposes = (contract: Contract): Fault[] =>
  protectedNodes(contract).flatMap(({ slice, node, coordinate, parent }) => {
    if (parent !== null && isCommand(parent)) return [];
    const given = requirementOf(node);
    const { scopes } = given;
    const right = { ...requirementOfKinds(kindsOf(given)), scopes };
    if (!scopes.flat().every(isScope) || isMetAlike(given, right)) return [];
    const message =
      scopes.length === 0
        ? `${coordinate} names purposes or policies, but no scopes.`
        : `${coordinate} has not the purposes and policies of its scopes. ${tellRequirement(right)}`;
    return [faultAt(slice, node, message)];
  });

const isMetAlike = (one: Requirement, other: Requirement): boolean =>
  implies(one, other) && implies({ ...other, authenticated: one.authenticated }, one);

/** Every object says who may read it, if only that it is for known callers; lists do so by their items. */
export const typesSayWhoMayReadThem = (contract: Contract): Fault[] =>
  contract.flatMap((slice) =>
    objectTypes(slice.own)
      .filter((type) => !isForeignEntity(contract, slice, type))
      .filter(({ name }) => !isRoot(name.value) && itemOf(name.value) === null)
      .filter((type) => asksNothing(requirementOf(type)))
      .map((type) =>
        faultAt(
          slice,
          type,
          `${type.name.value} does not say who may read it: give it @authenticated, or @requiresScopes and @purpose.`,
        ),
      ),
  );

/** What protects an entity stands with its owner, and so once. */
export const ownersProtectTheirEntities = (contract: Contract): Fault[] =>
  contract.flatMap((slice) =>
    objectTypes(slice.own)
      .filter((type) => isForeignEntity(contract, slice, type) && !asksNothing(requirementOf(type)))
      .map((type) =>
        faultAt(slice, type, `${type.name.value} is protected by its owner: leave out what it asks for.`),
      ),
  );

const asksNothing = (requirement: Requirement): boolean => implies(nothing, requirement);

/** What is more protected than the object that it stands in may be null, so that its denial costs itself alone. */
export function deniedFieldsAreNullable(contract: Contract): Fault[] {
  const protection = protectionOf(contract);
  return fieldPlaces(contract)
    .filter(({ node }) => node.type.kind === Kind.NON_NULL_TYPE)
    .filter(
      ({ parent, node }) => !implies(protection.ofType(parent), protection.ofField(parent, node.name.value)),
    )
    .map(({ slice, parent, node, coordinate }) =>
      faultAt(slice, node, `${coordinate} may be denied to who reads its ${parent}: make it nullable.`),
    );
}
