import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { CommittedChange } from '@hearth/schema/protocol/change.ts';
import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import type { SubgraphAnswer } from '../server/lean.ts';
import type { OpenMinistry } from '../subgraph.ts';

/** A command of a ministry's contract, and how it is given. */
export interface CommandCall {
  readonly name: string;
  readonly expectsVersion: boolean;
  /** The fields of its input. */
  readonly inputs: readonly GraphQLInputField[];
  give(open: OpenMinistry, path: Path, input: object, authority: Authority): Promise<CommandAnswer>;
}

export type Path = 'public path' | 'gateway’s path';

/** An answer to a command, taken apart. */
export interface CommandAnswer {
  readonly payload: { readonly version: number; readonly record: { readonly id: string } | null } | null;
  readonly errors: SubgraphAnswer['errors'];
  readonly changes: readonly CommittedChange[];
}

/** The commands that a ministry's contract has. */
export function commandCalls(schema: GraphQLSchema): CommandCall[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => {
    const inputs = inputsOf(field);
    const query = `mutation ($input: ${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}Input!) { given: ${field.name}(input: $input) { version record: ${recordField(field)} { id } } }`;
    return {
      name: field.name,
      expectsVersion: inputs.some(({ name }) => name === 'expectedVersion'),
      inputs,
      async give(open, path, input, authority) {
        const request = { query, variables: { input: input as Record<string, unknown> } };
        const answer = await (path === 'public path'
          ? open.execute(request, authority)
          : open.executeAll([request], authority)[0]!);
        return {
          payload: (answer.data?.['given'] ?? null) as CommandAnswer['payload'],
          errors: answer.errors,
          changes: answer.extensions?.changes ?? [],
        };
      },
    };
  });
}

/** The field of a payload that is the record. */
function recordField(field: GraphQLField<unknown, unknown>): string {
  const payload = getNamedType(field.type);
  const fields = isObjectType(payload) ? Object.values(payload.getFields()) : [];
  const record = fields.find(({ type }) => isObjectType(getNamedType(type)));
  if (record === undefined) throw new TypeError(`${field.name} answers with no record.`);
  return record.name;
}

function inputsOf(field: GraphQLField<unknown, unknown>): GraphQLInputField[] {
  const input = getNamedType(field.args[0]!.type);
  return isInputObjectType(input) ? Object.values(input.getFields()) : [];
}
