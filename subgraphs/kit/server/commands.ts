import { objectTypes } from '@hearth/schema/definitions.ts';
import { requirementOf } from '@hearth/schema/protection/directives.ts';
import { meets } from '@hearth/schema/protection/meets.ts';
import type { Requirement } from '@hearth/schema/protection/requirement.ts';
import { tellRequirement } from '@hearth/schema/protection/tell.ts';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { codedError } from '@hearth/schema/protocol/errors.ts';
import { defaultFieldResolver, type DocumentNode, type GraphQLFieldResolver } from 'graphql';
import { ON_NOBODYS_BEHALF } from './refused.ts';

interface Context {
  readonly authority: Authority;
}

type Resolve = GraphQLFieldResolver<unknown, Context>;

/**
 * The resolvers of a slice's commands, each of which refuses whoever may not give it before anything is done: who asks must be
 * known, as they are not to a call that is signed for a read, and must have what the command asks for in the contract.
 */
export function protectCommands(
  slice: DocumentNode,
  resolvers: Readonly<Record<string, Resolve>> = {},
): Record<string, Resolve> {
  const commands = objectTypes(slice).flatMap(({ name, fields = [] }) =>
    name.value === 'Mutation' ? fields : [],
  );
  return Object.fromEntries(
    commands.map((node) => {
      const field = node.name.value;
      return [field, protect(field, requirementOf(node), resolvers[field] ?? defaultFieldResolver)];
    }),
  );
}

const protect =
  (field: string, requirement: Requirement, resolve: Resolve): Resolve =>
  (source, args, context, info) => {
    const { authority } = context;
    if (authority.subject === '') throw codedError('UNSIGNED_CALL', ON_NOBODYS_BEHALF);
    if (!meets(authority, requirement))
      throw codedError('DENIED', `Mutation.${field} is denied. ${tellRequirement(requirement)}`);
    return resolve(source, args, context, info);
  };
