/** A graph of types and how it is split: what the subgraphs' schemas, the world and the merged schema are made of. */
export interface Model {
  /** Names of the subgraphs. */
  readonly subgraphs: readonly string[];
  readonly objects: ReadonlyMap<string, ObjectModel>;
  readonly abstracts: ReadonlyMap<string, AbstractModel>;
  readonly query: ObjectModel;
  readonly mutation: ObjectModel;
  /** A subgraph of its own that knows an interface as one object type. */
  readonly interfaceObject: InterfaceObject | undefined;
}

export interface ObjectModel {
  readonly name: string;
  readonly kind: 'entity' | 'value' | 'root';
  readonly fields: FieldModel[];
  /** The keys of an entity in a subgraph that knows it; the first is enough to refer to it. */
  readonly keysIn: (subgraph: string) => readonly Key[];
  /** Where an entity is at home: there it has all keys. */
  readonly home: string;
  /** Whether subgraphs that only refer to the entity say that they cannot resolve it. */
  readonly isStubUnresolvable: boolean;
}

export type Key = 'id' | 'code' | 'k1 k2' | 'ref { code }';

export interface FieldModel {
  readonly name: string;
  readonly type: string;
  readonly args: Arguments;
  /** The subgraphs that resolve it; 'everywhere': all that know its object. */
  readonly homes: readonly string[] | 'everywhere';
  readonly isShareable: boolean;
  /** The subgraph that had the field before it moved to the first of its homes. */
  readonly movedFrom?: string | undefined;
  /** The fields that its first home requires, none of them there. */
  readonly requires?: readonly Requirement[] | undefined;
  /** Subgraphs that know the field only to require or to provide it. */
  readonly externalIn: Set<string>;
  /** The subgraph that gives this field with every reference to the object. */
  providedBy?: string | undefined;
  /** Whether it never fails, because its failure would take more from a hub than from one schema. */
  isSafe: boolean;
}

export interface Requirement {
  readonly field: FieldModel;
  /** For an object: its field that is required. */
  readonly inner?: FieldModel | undefined;
}

export interface Arguments {
  readonly sdl: string;
  /** What a requirement writes after the field's name, and what the resolver is then given. */
  readonly required: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface AbstractModel {
  readonly name: string;
  readonly kind: 'interface' | 'union';
  readonly members: readonly string[];
  /** The members that a subgraph knows as such. */
  readonly membersIn: (subgraph: string) => readonly string[];
  /** For an interface: the fields that all members have; a subgraph's interface has those that its members have there. */
  readonly fields: readonly { readonly name: string; readonly type: string; readonly args: Arguments }[];
}

/** The name of the subgraph that knows an interface as one object type. */
export const interfaceObjectSubgraph = 'o';

export interface InterfaceObject {
  readonly interface: AbstractModel;
  readonly home: string;
  readonly fields: readonly FieldModel[];
}

/** Whether the key of an entity may be null; it has no other. */
export const hasNullableKey = ({ kind, home, keysIn }: ObjectModel): boolean =>
  kind === 'entity' && keysIn(home).join() === 'code';

/** The name in a type: `[[Int!]]` is of `Int`. */
export const namedType = (type: string): string => type.replaceAll(/[[\]!]/g, '');

export const leafTypes = ['Int', 'String', 'Float', 'Boolean', 'ID', 'Level', 'Json'] as const;

const isLeaf = (type: string) => (leafTypes as readonly string[]).includes(namedType(type));

export const isLeafField = (field: FieldModel): boolean => isLeaf(field.type);

/** Whether all members of an interface have the key `id` wherever they are known. */
export const isIdentified = (
  { objects, subgraphs }: Pick<Model, 'objects' | 'subgraphs'>,
  { members }: AbstractModel,
): boolean =>
  members.every((member) => subgraphs.every((name) => objects.get(member)?.keysIn(name).includes('id')));
