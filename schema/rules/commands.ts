import type { FieldDefinitionNode } from 'graphql';
import { type Contract, type Fault, faultAt, type Slice } from '../contract.ts';
import { objectTypes } from '../definitions.ts';
import { requirementOf } from '../protection/directives.ts';
import type { Purpose } from '../protocol/purposes.ts';
import { writeScope } from '../protocol/scopes.ts';
import { isMinistryName } from '../subgraphs.ts';

/** For what data may be changed: nobody writes to count, to evaluate or to audit. */
const WRITING: readonly string[] = ['MONITORING', 'ASSISTANCE', 'CORRECTION'] satisfies readonly Purpose[];

/** Whether a field is a command. What it asks for is said by itself, as its ministry checks it too. */
export const isCommand = (parent: string): boolean => parent === 'Mutation';

/** Every command asks for its ministry's scope for writing, and for purposes for which data may be changed. */
export const commandsSayWhoMayGiveThem = (contract: Contract): Fault[] =>
  contract.flatMap((slice) =>
    objectTypes(slice.own)
      .filter(({ name }) => isCommand(name.value))
      .flatMap(({ fields = [] }) => fields.flatMap((command) => faultsOf(slice, command))),
  );

function faultsOf(slice: Slice, command: FieldDefinitionNode): Fault[] {
  const { scopes, purposes } = requirementOf(command);
  const scope = isMinistryName(slice.name) ? writeScope(slice.name) : null;
  const asksForScope = scope !== null && scopes.length > 0 && scopes.every((group) => group.includes(scope));
  const isForWriting = purposes?.every((purpose) => WRITING.includes(purpose)) ?? false;
  if (asksForScope && isForWriting) return [];
  const right =
    scope === null
      ? 'only ministries have commands'
      : `give it @requiresScopes with ${scope}, and @purpose with some of ${WRITING.join(', ')}`;
  return [
    faultAt(slice, command, `Mutation.${command.name.value} does not say who may change data: ${right}.`),
  ];
}
