import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  valueFromASTUntyped,
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLInputType,
} from 'graphql';
import { hasVariable } from './list-size.ts';
import type { Amount, Tape } from './tape.ts';
import type { CostWeights } from './weights.ts';

type Weights = CostWeights['weights'];

interface Given {
  readonly node: ArgumentNode;
  readonly definition: GraphQLArgument;
  /** `Query.search(filter:)` */
  readonly coordinate: string;
}

/** What an argument costs: its weight, 1 for each input object of its value, and the weights of their fields. */
export function argumentCost(tape: Tape, weights: Weights, { node, definition, coordinate }: Given): Amount {
  const weight = weights.get(coordinate) ?? weights.get(getNamedType(definition.type).name);
  if (weight === undefined && isLeafType(getNamedType(definition.type))) return 0;
  const costOf = (value: unknown) => inputCost(weights, definition.type, weight, value);
  if (!hasVariable(node.value)) return costOf(valueFromASTUntyped(node.value));
  return tape.read((variables) =>
    costOf(valueFromASTUntyped(node.value, variables as Record<string, unknown>)),
  );
}

function inputCost(
  weights: Weights,
  type: GraphQLInputType,
  weight: number | undefined,
  value: unknown,
): number {
  if (value === null || value === undefined) return 0;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items = Array.isArray(value) ? value : [value];
    return items.reduce((sum, item) => sum + inputCost(weights, nullable.ofType, weight, item), weight ?? 0);
  }
  if (!isInputObjectType(nullable)) return weight ?? 0;
  let cost = weight ?? 1;
  for (const field of Object.values(nullable.getFields())) {
    const inner = weights.get(`${nullable.name}.${field.name}`) ?? weights.get(getNamedType(field.type).name);
    if (Object.hasOwn(value, field.name)) {
      cost += inputCost(weights, field.type, inner, (value as Record<string, unknown>)[field.name]);
    }
  }
  return cost;
}
