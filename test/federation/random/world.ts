import { Kind, parseType, type TypeNode } from 'graphql';
import type { WorldDraw } from './draws.ts';
import {
  hasNullableKey,
  isLeafField,
  type FieldModel,
  type Model,
  type ObjectModel,
  type Requirement,
} from './model.ts';
import type { Split } from './split.ts';

/** An object of the world: an entity by its number, a value by where it stands. */
export interface Thing {
  readonly __typename: string;
  readonly type: string;
  readonly identity: string;
  /** What a subgraph was given with a reference. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** The subgraph that refers to an entity without its key: it gives what it knows of it, and nobody else can be asked. */
  readonly keylessIn?: string | undefined;
}

/** How many entities each type has. */
const entities = 4;

/**
 * Every value there is, by a hash of where it stands: the same whoever asks, in whatever order. Values may be null,
 * also where that is forbidden, and errors, in lists too.
 */
export class World {
  readonly #model: Model;
  readonly #split: Split;
  readonly #draw: WorldDraw;
  /** How many mutations there were: every value is another after each. */
  generation = 0;
  /** The mutations since the last `begin`, in order. */
  writes: string[] = [];

  constructor(model: Model, split: Split, draw: WorldDraw) {
    this.#model = model;
    this.#split = split;
    this.#draw = draw;
  }

  /** Forgets all mutations. */
  begin(): void {
    this.generation = 0;
    this.writes = [];
  }

  /** Takes a mutation; its own value is one of those that come after it. */
  write(field: FieldModel, args: object): void {
    this.writes.push(`${field.name} ${JSON.stringify(args)}`);
    this.generation = this.writes.length;
  }

  /** The value of a field; errors stand in it where they occur. `required` is what its requirements brought. */
  valueOf(thing: Thing, object: ObjectModel, field: FieldModel, args: object, required: string): unknown {
    const place = `${this.generation} ${thing.identity}.${field.name}${JSON.stringify(args)}${required}`;
    const members = this.#split.membersBehind(object, field);
    const home = field.homes.length === 1 ? field.homes[0] : undefined;
    return this.#make(parseType(field.type), place, { isSafe: field.isSafe, members, home });
  }

  /** What requirements of a field bring in the merged schema, as JSON text, and whether any of it failed. */
  requiredBy(
    thing: Thing,
    object: ObjectModel,
    requires: readonly Requirement[],
  ): { text: string; isFailed: boolean } {
    const state = { isFailed: false };
    const values = requires.map((requirement) => {
      const value = this.#whole(thing, object, requirement.field, state);
      return complete(parseType(requirement.field.type), value, state, (item) => {
        const { inner } = requirement;
        if (!inner) return item;
        const inside = this.#model.objects.get((item as Thing).type) as ObjectModel;
        const innerValue = this.#whole(item as Thing, inside, inner, state);
        return { [inner.name]: complete(parseType(inner.type), innerValue, state, (leaf) => leaf) };
      });
    });
    return { text: JSON.stringify(values), isFailed: state.isFailed };
  }

  /** A required field's value, which may itself require; what fails of that has failed for whoever requires it too. */
  #whole(thing: Thing, object: ObjectModel, field: FieldModel, state: { isFailed: boolean }): unknown {
    const required = field.requires && this.requiredBy(thing, object, field.requires);
    if (required?.isFailed) state.isFailed = true;
    return this.valueOf(thing, object, field, field.args.values, required?.text ?? '');
  }

  /** Whether a subgraph has lost an entity: its reference leads to null, or to an error. */
  lossOf(subgraph: string, identity: string): 'null' | 'error' | undefined {
    const chance = this.#chance(`${subgraph} loses ${identity}`);
    if (chance >= this.#draw.lostReferences) return undefined;
    return chance < this.#draw.lostReferences / 2 ? 'null' : 'error';
  }

  #chance = (place: string): number => hash(`${this.#draw.seed} ${place}`);

  #make(type: TypeNode, place: string, options: Options, isRequired = false): unknown {
    if (type.kind === Kind.NON_NULL_TYPE) return this.#make(type.type, place, options, true);
    const { errors, nulls } = this.#draw;
    if (!options.isSafe) {
      if (this.#chance(`error ${place}`) < errors) return new Error('broken');
      if (this.#chance(`null ${place}`) < (isRequired ? errors / 3 : nulls)) return null;
    }
    if (type.kind === Kind.NAMED_TYPE) return this.#named(type.name.value, place, options);
    const length = Math.floor(this.#chance(`length ${place}`) * 3.2);
    return Array.from({ length }, (_, index) => this.#make(type.type, `${place}/${index}`, options));
  }

  #named(name: string, place: string, { members, home }: Options): unknown {
    const chance = this.#chance(`value ${place}`);
    const leaf = leaves[name];
    if (leaf) return leaf(chance);
    const type = this.#model.abstracts.has(name) ? members[Math.floor(chance * members.length)] : name;
    const object = type === undefined ? undefined : this.#model.objects.get(type);
    if (!object) return null;
    const number = Math.floor(this.#chance(`which ${place}`) * entities);
    if (object.kind !== 'entity') return thingOf(object.name, place);
    const isKeyless = home !== undefined && this.#isKeyless(object, home, place);
    return {
      ...thingOf(object.name, entityIdentity(object.name, number)),
      ...(isKeyless && { keylessIn: home }),
    };
  }

  /**
   * Not where what is below a field may be asked of several subgraphs, or comes with the reference: of whom a plan asks it
   * is the planner's.
   */
  #isKeyless(object: ObjectModel, home: string, place: string): boolean {
    const isAmbiguous = object.fields.some(
      (field) => field.providedBy === home || (isInSeveral(field) && !isLeafField(field)),
    );
    return hasNullableKey(object) && !isAmbiguous && this.#chance(`keyless ${place}`) < this.#draw.nullKeys;
  }
}

const isInSeveral = ({ homes }: FieldModel): boolean => homes !== 'everywhere' && homes.length > 1;

type Options = {
  readonly isSafe: boolean;
  readonly members: readonly string[];
  /** The only subgraph that has the field. */
  readonly home: string | undefined;
};

export const thingOf = (type: string, identity: string): Thing => ({ __typename: type, type, identity });

export const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && 'identity' in value;

export const isEntity = ({ identity }: Thing): boolean => /^\w+#\d+$/.test(identity);

const entityIdentity = (type: string, number: number): string => `${type}#${number}`;

const leaves: Readonly<Record<string, (chance: number) => unknown>> = {
  Int: (chance) => Math.floor(chance * 1000) - 500,
  Float: (chance) => Math.floor(chance * 1000) / 8,
  String: (chance) => ['', 'text', '"quoted"\n', '一户', '__typename', 'null'][Math.floor(chance * 6)],
  Boolean: (chance) => chance < 0.5,
  ID: (chance) => `i${Math.floor(chance * 100)}`,
  Level: (chance) => ['LOW', 'MID', 'HIGH'][Math.floor(chance * 3)],
  Json: (chance) =>
    [{ a: [1, null, { __typename: 'X' }] }, [], [[1], {}], 'text', 0, false, { id: null }][
      Math.floor(chance * 7)
    ],
};

/** A key of an entity as whoever refers to it has it. */
export const keyOf = ({ identity, keylessIn }: Thing, key: string): unknown =>
  keylessIn === undefined ? keysOf(identity)[key] : null;

/** The keys of an entity. */
function keysOf(identity: string): Readonly<Record<string, unknown>> {
  const [type, number] = identity.split('#') as [string, string];
  const rest = Number(number);
  return {
    id: `${type}-${number}`,
    code: `c${type}${number}`,
    k1: `x${rest % 2}`,
    k2: rest,
    ref: { code: `r${number}` },
  };
}

/** The entity that a reference names. Throws for one that names none: the hub made it up. */
export function findEntity(types: readonly string[], reference: Readonly<Record<string, unknown>>): string {
  for (const type of types) {
    for (let number = 0; number < entities; number += 1) {
      const identity = entityIdentity(type, number);
      const keys = keysOf(identity);
      const given = Object.keys(keys).filter((key) => reference[key] !== undefined);
      const isIt = given.every((key) => JSON.stringify(keys[key]) === JSON.stringify(reference[key]));
      if (isIt && given.some((key) => key !== 'k1' && (key !== 'k2' || given.includes('k1'))))
        return identity;
    }
  }
  throw new Error(`No ${types.join(' or ')} has the keys ${JSON.stringify(reference)}.`);
}

/** What a subgraph resolves a field with: what its reference brought, in the form of `requiredBy`. */
export function givenFor(requires: readonly Requirement[], given: Readonly<Record<string, unknown>>): string {
  const pick = (value: unknown, inner: FieldModel | undefined): unknown => {
    if (Array.isArray(value)) return value.map((item) => pick(item, inner));
    if (value === null || value === undefined || !inner) return value;
    return { [inner.name]: (value as Record<string, unknown>)[inner.name] };
  };
  return JSON.stringify(requires.map(({ field, inner }) => pick(given[field.name], inner)));
}

class Risen extends Error {}

/** Completes a value as the specification says; `finish` completes what is neither null nor a list. */
function complete(
  type: TypeNode,
  value: unknown,
  state: { isFailed: boolean },
  finish: (value: unknown) => unknown,
): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) {
    const inner = completeNullable(type.type, value, state, finish);
    if (inner !== null) return inner;
    state.isFailed = true;
    throw new Risen();
  }
  try {
    return completeNullable(type, value, state, finish);
  } catch (error) {
    if (error instanceof Risen) return null;
    throw error;
  }
}

function completeNullable(
  type: TypeNode,
  value: unknown,
  state: { isFailed: boolean },
  finish: (value: unknown) => unknown,
): unknown {
  if (value instanceof Error) state.isFailed = true;
  if (value === null || value === undefined || value instanceof Error) return null;
  if (type.kind !== Kind.LIST_TYPE) return finish(value);
  return (value as unknown[]).map((item) => complete(type.type, item, state, finish));
}

/** A number from 0 to 1 for a text; texts that differ little have numbers that differ much. */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
}
