import { type FieldDefinitionNode, Kind, print } from 'graphql';
import { type Contract, type Fault, faultAt, type Slice } from '../contract.ts';
import { namedType, objectTypes } from '../definitions.ts';

/**
 * Every command takes one input of its own with an idempotency key, and answers with a payload of its own, which can grow: what
 * it is, and the version that the record has by it.
 */
export const commandsHaveInputAndPayload = (contract: Contract): Fault[] =>
  contract.flatMap((slice) =>
    objectTypes(slice.own)
      .filter(({ name }) => name.value === 'Mutation')
      .flatMap(({ fields = [] }) =>
        fields.flatMap((command) => {
          const right = rightShape(command.name.value);
          return hasShape(slice, command, right)
            ? []
            : [
                faultAt(
                  slice,
                  command,
                  `Mutation.${command.name.value} needs (input: ${right.input}!): ${right.payload}, an idempotencyKey: ID! in the input and a version: Int! in the payload.`,
                ),
              ];
        }),
      ),
  );

interface Shape {
  readonly input: string;
  readonly payload: string;
}

function rightShape(command: string): Shape {
  const name = command.charAt(0).toUpperCase() + command.slice(1);
  return { input: `${name}Input`, payload: `${name}Payload` };
}

function hasShape(slice: Slice, { arguments: given = [], type }: FieldDefinitionNode, right: Shape): boolean {
  const [argument] = given;
  return (
    given.length === 1 &&
    argument?.name.value === 'input' &&
    print(argument.type) === `${right.input}!` &&
    namedType(type) === right.payload &&
    typeOfField(slice, right.input, 'idempotencyKey') === 'ID!' &&
    typeOfField(slice, right.payload, 'version') === 'Int!'
  );
}

/** The type of a field of an input or object type, as it is written. */
function typeOfField({ own }: Slice, type: string, field: string): string | undefined {
  for (const node of own.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION)
      continue;
    if (node.name.value !== type) continue;
    const found = node.fields?.find(({ name }) => name.value === field);
    return found && print(found.type);
  }
  return undefined;
}
