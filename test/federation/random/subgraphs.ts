import type { Resolvers, TestSubgraph } from '../fixture.ts';
import {
  interfaceObjectSubgraph,
  namedType,
  type FieldModel,
  type Model,
  type ObjectModel,
} from './model.ts';
import { printSchemas } from './print-schemas.ts';
import type { Split } from './split.ts';
import { findEntity, givenFor, keyOf, thingOf, type Thing, type World } from './world.ts';

type Reference = Readonly<Record<string, unknown>>;

/** The subgraphs of a model over a world, and what they lose while they answer. */
export interface WorldSubgraphs {
  readonly subgraphs: Record<string, TestSubgraph>;
  /** `<subgraph> <entity>`: the references that led nowhere since this was last cleared. */
  readonly lost: Set<string>;
}

/** The subgraphs of a model, each resolving its part of the world. */
export function worldSubgraphs(model: Model, split: Split, world: World): WorldSubgraphs {
  const lost = new Set<string>();
  const subgraphs: Record<string, TestSubgraph> = {};
  for (const [name, schema] of Object.entries(printSchemas(model, split))) {
    const resolvers = new SubgraphResolvers(model, split, world, name, lost);
    subgraphs[name] = { schema, resolvers: resolvers.all() };
  }
  return { subgraphs, lost };
}

const root = thingOf('Query', 'Query');

class SubgraphResolvers {
  readonly #model: Model;
  readonly #split: Split;
  readonly #world: World;
  readonly #subgraph: string;
  readonly #lost: Set<string>;

  constructor(model: Model, split: Split, world: World, subgraph: string, lost: Set<string>) {
    this.#model = model;
    this.#split = split;
    this.#world = world;
    this.#subgraph = subgraph;
    this.#lost = lost;
  }

  all(): Resolvers {
    const { objects, abstracts, query, mutation, interfaceObject } = this.#model;
    const resolvers: Resolvers = {};
    for (const each of [query, mutation]) {
      if (this.#split.fieldsIn(each, this.#subgraph).length > 0) resolvers[each.name] = this.#fields(each);
    }
    if (interfaceObject && this.#subgraph === interfaceObjectSubgraph) {
      const { name, members } = interfaceObject.interface;
      const fields = interfaceObject.fields.map((field) => [field.name, this.#resolve(undefined, field)]);
      resolvers[name] = { ...Object.fromEntries(fields), ...this.#entity(members, name), id: idOf };
      return resolvers;
    }
    const types = this.#split.typesIn(this.#subgraph);
    for (const object of objects.values()) {
      if (!types.has(object.name)) continue;
      const entity = object.kind === 'entity' ? this.#entity([object.name], object.name) : {};
      resolvers[object.name] = { ...this.#fields(object), ...entity };
    }
    for (const { name, members } of abstracts.values()) {
      if (!types.has(name)) continue;
      const isKeyed = interfaceObject?.interface.name === name && interfaceObject.home === this.#subgraph;
      const __resolveType = ({ type }: Thing) => type;
      resolvers[name] = { __resolveType, ...(isKeyed && this.#reference(members, undefined)) };
    }
    return resolvers;
  }

  #fields(object: ObjectModel): Record<string, unknown> {
    const resolvers = this.#split.fieldsIn(object, this.#subgraph).map(({ field, role }) => {
      const isHere = role === 'resolved' || field.providedBy === this.#subgraph;
      return [field.name, isHere ? this.#resolve(object, field) : () => notHere(object, field, role)];
    });
    return Object.fromEntries(resolvers);
  }

  #resolve(known: ObjectModel | undefined, field: FieldModel) {
    return (thing: Thing = root, args: object) => {
      const object = known ?? (this.#model.objects.get(thing.type) as ObjectModel);
      if (object === this.#model.mutation) this.#world.write(field, args);
      const required = field.requires ? givenFor(field.requires, thing.given ?? {}) : '';
      return this.#world.valueOf(thing, object, field, args, required);
    };
  }

  #entity(types: readonly string[], typename: string): Record<string, unknown> {
    const keys = ['id', 'code', 'k1', 'k2', 'ref'];
    const resolvers = keys.map((key) => [key, (thing: Thing) => keyOf(thing, key)]);
    const all = Object.fromEntries(resolvers);
    const object = this.#model.objects.get(typename);
    const own = object ? object.keysIn(this.#subgraph).join(' ') : 'id';
    const kept = Object.entries(all).filter(([key]) =>
      new RegExp(`\\b${key}\\b`).test(own.replace('{ code }', '')),
    );
    return { ...Object.fromEntries(kept), ...this.#reference(types, typename) };
  }

  #reference(types: readonly string[], typename: string | undefined) {
    // In a promise, for an error that is thrown at once costs a subgraph its whole answer.
    const __resolveReference = async (reference: Reference) => {
      const identity = findEntity(types, reference);
      const loss = this.#world.lossOf(this.#subgraph, identity);
      if (loss) this.#lost.add(`${this.#subgraph} ${identity}`);
      if (loss === 'error') throw new Error('lost');
      if (loss === 'null') return null;
      const thing = thingOf(identity.split('#')[0] as string, identity);
      return { ...thing, ...(typename && { __typename: typename }), given: reference };
    };
    return { __resolveReference };
  }
}

const idOf = (thing: Thing) => keyOf(thing, 'id');

function notHere(object: ObjectModel, field: FieldModel, role: string): never {
  throw new Error(`${object.name}.${field.name}: ${namedType(field.type)} was asked where it is ${role}.`);
}
