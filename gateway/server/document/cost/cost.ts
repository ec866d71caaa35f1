import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Fragments } from '../size.ts';
import type { Variables } from '../variables.ts';
import { argumentCost } from './input-cost.ts';
import { listSizeOf } from './list-size.ts';
import { Tape, type Amount } from './tape.ts';
import type { CostWeights } from './weights.ts';

export interface CostModel {
  readonly schema: GraphQLSchema;
  readonly weights: CostWeights;
  /** How many items a list is taken to have of which the supergraph does not say it. */
  readonly listSize: number;
}

const MUTATION = 10; // what a mutation costs beside its fields, as in Apollo's demand control

/**
 * Compiles what a valid operation costs, by `@cost` and `@listSize` as the IBM cost specification and Apollo's demand
 * control have it: an object costs 1 and a leaf nothing unless a weight says otherwise, a list as much as its items.
 * Selections that `@skip` and `@include` drop cost nothing; a field that is selected twice costs twice.
 */
export function compileCost(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  model: CostModel,
): (variables: Variables) => number {
  const compiler = new CostCompiler(fragments, model);
  const root = model.schema.getRootType(operation.operation);
  const cost = root ? compiler.operation(root, operation.selectionSet) : 0;
  const base = operation.operation === 'mutation' ? MUTATION : 0;
  return compiler.tape.finish(compiler.tape.add(base, cost));
}

/** What a selection costs: once, and again for each item of the lists that the field above gives the size of. */
interface SelectionCost {
  readonly once: Amount;
  readonly each: Amount;
}

const nothing: SelectionCost = { once: 0, each: 0 };
const noFields: ReadonlySet<string> = new Set();

class CostCompiler {
  readonly tape = new Tape();
  readonly #fragments: Fragments;
  readonly #model: CostModel;
  /** What fragments cost, by the lists that are sized from above. */
  readonly #known = new Map<ReadonlySet<string>, Map<string, SelectionCost>>();

  constructor(fragments: Fragments, model: CostModel) {
    this.#fragments = fragments;
    this.#model = model;
  }

  operation(root: GraphQLNamedType, set: SelectionSetNode): Amount {
    return this.#selectionSet(root, set, noFields).once;
  }

  #selectionSet(type: GraphQLNamedType, set: SelectionSetNode, sized: ReadonlySet<string>): SelectionCost {
    let total = nothing;
    for (const selection of set.selections) {
      const cost = this.#selection(type, selection, sized);
      const share = this.#share(selection);
      total = {
        once: this.tape.add(total.once, this.tape.multiply(share, cost.once)),
        each: this.tape.add(total.each, this.tape.multiply(share, cost.each)),
      };
    }
    return total;
  }

  #selection(type: GraphQLNamedType, selection: SelectionNode, sized: ReadonlySet<string>): SelectionCost {
    if (selection.kind === Kind.FIELD) return this.#field(type, selection, sized);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#fragment(selection.name.value, sized);
    const condition =
      selection.typeCondition && this.#model.schema.getType(selection.typeCondition.name.value);
    return this.#selectionSet(condition ?? type, selection.selectionSet, sized);
  }

  #fragment(name: string, sized: ReadonlySet<string>): SelectionCost {
    const known = this.#known.get(sized) ?? new Map<string, SelectionCost>();
    this.#known.set(sized, known);
    const before = known.get(name);
    if (before) return before;
    const fragment = this.#fragments.get(name);
    const type = fragment && this.#model.schema.getType(fragment.typeCondition.name.value);
    const cost = type ? this.#selectionSet(type, fragment.selectionSet, sized) : nothing;
    known.set(name, cost);
    return cost;
  }

  #field(parent: GraphQLNamedType, node: FieldNode, sized: ReadonlySet<string>): SelectionCost {
    const name = node.name.value;
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!definition) return nothing; // `__typename`, and introspection, which asks no subgraph
    const { tape } = this;
    const coordinate = `${parent.name}.${name}`;
    const listSize = this.#model.weights.listSizes.get(coordinate);
    const size =
      listSize && listSizeOf(tape, listSize, { coordinate, definition, node }, this.#model.listSize);
    const type = getNamedType(definition.type);
    const inner = node.selectionSet
      ? this.#selectionSet(type, node.selectionSet, listSize?.sizedFields ?? noFields)
      : nothing;
    const items = tape.multiply(size ?? this.#model.listSize, inner.each);
    const item = tape.add(this.#weight(coordinate, type), tape.add(inner.once, items));
    const argumentsCost = this.#argumentsCost(coordinate, definition, node);
    if (!isListType(getNullableType(definition.type)))
      return { once: tape.add(item, argumentsCost), each: 0 };
    if (sized.has(name)) return { once: argumentsCost, each: item };
    const count = listSize?.sizedFields.size === 0 ? (size ?? this.#model.listSize) : this.#model.listSize;
    return { once: tape.add(tape.multiply(count, item), argumentsCost), each: 0 };
  }

  #weight(coordinate: string, type: GraphQLNamedType): number {
    const { weights } = this.#model.weights;
    return weights.get(coordinate) ?? weights.get(type.name) ?? (isCompositeType(type) ? 1 : 0);
  }

  #argumentsCost(coordinate: string, { args }: GraphQLField<unknown, unknown>, node: FieldNode): Amount {
    let total: Amount = 0;
    for (const given of node.arguments ?? []) {
      const definition = args.find(({ name }) => name === given.name.value);
      if (!definition) continue;
      const place = `${coordinate}(${definition.name}:)`;
      const cost = argumentCost(this.tape, this.#model.weights.weights, {
        node: given,
        definition,
        coordinate: place,
      });
      total = this.tape.add(total, cost);
    }
    return total;
  }

  /** 1 for what is selected, 0 for what `@skip` or `@include` drops. */
  #share({ directives = [] }: SelectionNode): Amount {
    let share: Amount = 1;
    for (const { name, arguments: given } of directives) {
      const isSkip = name.value === 'skip';
      const value = given?.[0]?.value;
      if (!value || (!isSkip && name.value !== 'include')) continue;
      const included = (condition: unknown) => ((condition === true) === isSkip ? 0 : 1);
      const amount =
        value.kind === Kind.VARIABLE
          ? this.tape.read((variables) => included(variables[value.name.value]))
          : included(value.kind === Kind.BOOLEAN && value.value);
      share = this.tape.multiply(share, amount);
    }
    return share;
  }
}
