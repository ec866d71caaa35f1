import type { AbstractDraw, EntityDraw, FieldDraw, ModelDraw } from './draws.ts';
import { draftFields, type Draft } from './draft-fields.ts';
import {
  interfaceObjectSubgraph,
  isIdentified,
  type AbstractModel,
  type FieldModel,
  type InterfaceObject,
  type Key,
  type Model,
  type ObjectModel,
} from './model.ts';
import { addRequirements, addProvided } from './dependencies.ts';

const letters = ['a', 'b', 'c', 'd'];

/** Makes a graph of types and its split out of a draw. Any draw gives one; a composer may still refuse it. */
export function buildModel(draw: ModelDraw): Model {
  const subgraphs = letters.slice(0, draw.subgraphs);
  const at = (index: number) => subgraphs[index % subgraphs.length] as string;
  const objects = new Map<string, ObjectModel>();
  draw.entities.forEach((entity, index) => objects.set(`E${index}`, entityModel(`E${index}`, entity, at)));
  draw.values.forEach((_, index) => objects.set(`V${index}`, plainModel(`V${index}`, 'value', at(0))));
  const names = [...objects.keys()];
  const entities = names.slice(0, draw.entities.length);
  const abstracts = new Map<string, AbstractModel>();
  draw.interfaces.forEach((drawn, index) => {
    abstracts.set(`I${index}`, abstractModel(`I${index}`, 'interface', drawn, names, subgraphs));
  });
  draw.unions.forEach((drawn, index) => {
    abstracts.set(`U${index}`, abstractModel(`U${index}`, 'union', drawn, names, subgraphs));
  });
  const query = plainModel('Query', 'root', at(0));
  const mutation = plainModel('Mutation', 'root', at(0));
  const draft: Draft = {
    at,
    subgraphs,
    objects,
    targets: [...entities, ...entities, ...names, ...names, ...abstracts.keys()],
  };

  draw.interfaces.forEach((drawn, index) => addInterfaceFields(draft, abstracts, `I${index}`, drawn.fields));
  draw.entities.forEach(({ fields }, index) => draftFields(draft, find(objects, `E${index}`), fields));
  draw.values.forEach((fields, index) => draftFields(draft, find(objects, `V${index}`), fields));
  draftFields(draft, query, draw.roots);
  const unshared = draw.mutations.map((field) => ({ ...field, place: Math.max(field.place, 20) }));
  draftFields(draft, mutation, unshared, 'm');
  const model: Model = {
    subgraphs,
    objects,
    abstracts,
    query,
    mutation,
    interfaceObject: interfaceObject(draft, abstracts, query, draw),
  };
  draw.entities.forEach(({ fields }, index) => addRequirements(model, find(objects, `E${index}`), fields));
  draw.entities.forEach(({ fields }, index) => addProvided(model, find(objects, `E${index}`), fields));
  return model;
}

const find = (objects: ReadonlyMap<string, ObjectModel>, name: string) => objects.get(name) as ObjectModel;

function plainModel(name: string, kind: ObjectModel['kind'], home: string): ObjectModel {
  return { name, kind, home, fields: [], keysIn: () => [], isStubUnresolvable: false };
}

const keyStyles: readonly (readonly Key[])[] = [
  ['id'],
  ['id'],
  ['id'],
  ['k1 k2'],
  ['id', 'code'],
  ['code', 'id'],
  ['ref { code }'],
  ['id', 'k1 k2'],
  ['k1 k2', 'ref { code }'],
  ['id', 'ref { code }', 'code'],
  ['code'],
  ['code'],
  ['code'],
  ['code'],
];

function entityModel(name: string, draw: EntityDraw, at: (index: number) => string): ObjectModel {
  const keys = keyStyles[draw.keys % keyStyles.length] as readonly Key[];
  const home = at(draw.home);
  const keysIn = (subgraph: string) => {
    if (subgraph === home || keys.length === 1) return keys;
    const chosen = (draw.spread >> (letters.indexOf(subgraph) * 2)) % (keys.length + 1);
    return chosen === keys.length ? keys : keys.slice(chosen, chosen + 1);
  };
  return { name, kind: 'entity', fields: [], home, keysIn, isStubUnresolvable: draw.spread % 3 === 1 };
}

function abstractModel(
  name: string,
  kind: 'interface' | 'union',
  draw: AbstractDraw,
  names: readonly string[],
  subgraphs: readonly string[],
): AbstractModel {
  const first = names[draw.members % names.length] as string;
  const members = names.filter((other, index) => other === first || (draw.members >> index) % 2 === 1);
  const knowsAll = kind === 'interface' && draw.known % 3 > 0;
  const membersIn = (subgraph: string) => {
    const bits = draw.known >> (subgraphs.indexOf(subgraph) * 4);
    return knowsAll
      ? members
      : members.filter((other, index) => other === first || (bits >> index) % 2 === 0);
  };
  return { name, kind, members, membersIn, fields: [] };
}

/** Gives the members of an interface its fields, each with a home of its own or all with one. */
function addInterfaceFields(
  draft: Draft,
  abstracts: Map<string, AbstractModel>,
  name: string,
  drawn: readonly FieldDraw[],
): void {
  const abstract = abstracts.get(name) as AbstractModel;
  const fields: Pick<FieldModel, 'name' | 'type' | 'args'>[] = [];
  abstract.members.forEach((member, index) => {
    const object = find(draft.objects, member);
    const own = drawn.map((field) => ({
      ...field,
      home: field.place % 2 === 0 ? field.home : field.home + index,
      place: Math.max(field.place, 6), // a type of its own for each member would not fit the interface
    }));
    if (!isIdentified(draft, abstract)) object.fields.push(baseField(name));
    const added = draftFields(draft, object, own, `${name.toLowerCase()}f`);
    if (index === 0)
      fields.push(...added.map(({ name: field, type, args }) => ({ name: field, type, args })));
    // A member may promise more than the interface.
    added.forEach((field, at) => {
      const isStronger = !field.type.endsWith('!') && (drawn[at]?.other ?? 0) % 4 === 1 && index % 2 === 1;
      if (isStronger) Object.assign(field, { type: `${field.type}!` });
    });
  });
  if (!isIdentified(draft, abstract)) fields.push(baseField(name));
  abstracts.set(name, { ...abstract, fields });
}

/** A field that makes an interface known wherever its members are. */
function baseField(name: string): FieldModel {
  const args = { sdl: '', required: '', values: {} };
  const rest = { isShareable: true, isSafe: false, externalIn: new Set<string>() };
  return { name: `${name.toLowerCase()}base`, type: 'String', args, homes: 'everywhere', ...rest };
}

/** The interface that can be one object type elsewhere: its members are entities with the key `id`. */
function interfaceObject(
  draft: Draft,
  abstracts: ReadonlyMap<string, AbstractModel>,
  query: ObjectModel,
  draw: ModelDraw,
): InterfaceObject | undefined {
  if (draw.interfaceObject.length === 0) return undefined;
  for (const abstract of abstracts.values()) {
    const members = abstract.members.map((member) => find(draft.objects, member));
    const isFit = members.every(
      ({ kind, keysIn }) => kind === 'entity' && draft.subgraphs.every((name) => keysIn(name)[0] === 'id'),
    );
    const isWhole = draft.subgraphs.every((name) => abstract.membersIn(name).length === members.length);
    if (abstract.kind !== 'interface' || !isFit || !isWhole) continue;
    const own = plainModel(abstract.name, 'entity', interfaceObjectSubgraph);
    const fields = draftFields(
      { ...draft, at: () => interfaceObjectSubgraph, targets: [abstract.name] },
      own,
      draw.interfaceObject,
      'of',
    );
    for (const member of members) member.fields.push(...fields);
    const [top] = draftFields(
      { ...draft, at: () => interfaceObjectSubgraph, targets: [] },
      query,
      [draw.interfaceObject[0] as FieldDraw],
      'top',
    );
    Object.assign(top as FieldModel, { type: `[${abstract.name}]` });
    return { interface: abstract, home: members[0]?.home ?? '', fields };
  }
  return undefined;
}
