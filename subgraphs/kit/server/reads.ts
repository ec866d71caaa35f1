import { isRoot, protectionOf } from '@hearth/schema/protection/protection.ts';
import { meets } from '@hearth/schema/protection/meets.ts';
import { both, implies, nothing, type Requirement } from '@hearth/schema/protection/requirement.ts';
import { tellRequirement } from '@hearth/schema/protection/tell.ts';
import type { AuthorityClass } from '@hearth/schema/protocol/authority.ts';
import { codedError } from '@hearth/schema/protocol/errors.ts';
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  isTypeDefinitionNode,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Says why a document is refused to a class of callers; undefined when they may read all of it. */
export type RefuseRead = (authority: AuthorityClass) => GraphQLError | undefined;

/**
 * Reads off a ministry's schema what documents ask of callers. The gateway takes denied fields out of what it sends, so a document that
 * still has one is refused as a whole: the ministry relies on no gateway. What `_entities` finds is judged by the types that are selected on.
 */
export function createReadGuard(schema: GraphQLSchema): (document: DocumentNode) => RefuseRead {
  const requirementOf = requirementsOf(schema);
  return (document) => {
    const needed = new Map<Requirement, string>();
    const types = new TypeInfo(schema);
    const look = (field: string) => {
      const parent = types.getParentType();
      const requirement = parent ? requirementOf(parent.name, field) : nothing;
      if (requirement !== nothing && !needed.has(requirement))
        needed.set(requirement, `${parent!.name}.${field}`);
    };
    visit(document, visitWithTypeInfo(types, { Field: ({ name }) => look(name.value) }));
    return (authority) => {
      for (const [requirement, field] of needed)
        if (!meets(authority, requirement)) return denied(field, requirement);
      return undefined;
    };
  };
}

const denied = (field: string, requirement: Requirement): GraphQLError =>
  codedError('DENIED', `${field} is denied. ${tellRequirement(requirement) ?? 'It is for known callers.'}`);

/**
 * What each field asks for, by itself, its type and the type that has it; equal requirements are one object. Commands are refused where they
 * run (`commands.ts`), and what every schema tells of itself is asked by pings.
 */
function requirementsOf(schema: GraphQLSchema): (parent: string, field: string) => Requirement {
  const definitions = Object.values(schema.getTypeMap())
    .flatMap(({ astNode }) => astNode ?? [])
    .filter(isTypeDefinitionNode);
  const own = { kind: Kind.DOCUMENT, definitions } as const;
  const protection = protectionOf([{ name: 'gateway', shared: own, own }]);
  const read = (parent: string, field: string): Requirement => {
    if (parent === 'Mutation' || field === '_entities' || field.startsWith('__')) return nothing;
    const needed = protection.ofField(parent, field);
    return isRoot(parent) ? needed : both(protection.ofType(parent), needed);
  };
  const known = new Map<string, Requirement>();
  const distinct: Requirement[] = [nothing];
  return (parent, field) => {
    const coordinate = `${parent}.${field}`;
    let requirement = known.get(coordinate);
    if (!requirement) {
      const needed = read(parent, field);
      requirement = distinct.find((each) => implies(each, needed) && implies(needed, each));
      if (!requirement) distinct.push((requirement = needed));
      known.set(coordinate, requirement);
    }
    return requirement;
  };
}
