import {
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DirectiveNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';
import type { CostWeights, ListSize } from '../document/cost/weights.ts';
import { argument, directiveNames, text, type Link } from './links.ts';

type Directed = { readonly astNode?: { readonly directives?: readonly DirectiveNode[] | undefined } | null };

/** Reads `@cost` and `@listSize` from a supergraph, under whatever names it links them. */
export function readCostWeights(schema: GraphQLSchema, links: readonly Link[]): CostWeights {
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  const link = links.find(({ feature }) => feature === 'cost');
  if (!link) return { weights, listSizes };
  const names = { cost: directiveNames(link, 'cost'), listSize: directiveNames(link, 'listSize') };
  const directive = (element: Directed, among: readonly string[]) =>
    element.astNode?.directives?.find((candidate) => among.includes(candidate.name.value));

  const readWeight = (coordinate: string, element: Directed) => {
    const cost = directive(element, names.cost);
    const weight = cost && numberOf(argument(cost, 'weight'));
    if (weight !== undefined) weights.set(coordinate, weight);
  };
  const readField = (coordinate: string, field: GraphQLField<unknown, unknown>) => {
    readWeight(coordinate, field as Directed);
    const listSize = directive(field as Directed, names.listSize);
    if (listSize) listSizes.set(coordinate, readListSize(listSize));
    for (const given of field.args) readWeight(`${coordinate}(${given.name}:)`, given as Directed);
  };
  for (const type of Object.values(schema.getTypeMap()) as (GraphQLNamedType & Directed)[]) {
    readWeight(type.name, type);
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) readField(`${type.name}.${field.name}`, field);
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        readWeight(`${type.name}.${field.name}`, field as Directed);
      }
    }
  }
  return { weights, listSizes };
}

function readListSize(directive: DirectiveNode): ListSize {
  const requireOne = argument(directive, 'requireOneSlicingArgument');
  return {
    assumedSize: numberOf(argument(directive, 'assumedSize')),
    slicingArguments: textsOf(argument(directive, 'slicingArguments')),
    sizedFields: new Set(textsOf(argument(directive, 'sizedFields'))),
    requireOneSlicingArgument: !(requireOne?.kind === Kind.BOOLEAN && !requireOne.value),
  };
}

/** A weight is a number in Federation and a text in the IBM specification. */
function numberOf(value: ValueNode | undefined): number | undefined {
  if (value?.kind !== Kind.INT && value?.kind !== Kind.FLOAT && value?.kind !== Kind.STRING) return undefined;
  const number = Number(value.value);
  return Number.isFinite(number) ? number : undefined;
}

const textsOf = (value: ValueNode | undefined): string[] =>
  value?.kind === Kind.LIST ? value.values.flatMap((item) => text(item) ?? []) : [];
