import { namedType, type AbstractModel, type FieldModel, type Model, type ObjectModel } from './model.ts';

/** Which subgraph knows what. */
export interface Split {
  /** The names of the types that a subgraph knows. */
  readonly typesIn: (subgraph: string) => ReadonlySet<string>;
  /** The fields that a subgraph's type has, and what they are there. */
  readonly fieldsIn: (object: ObjectModel, subgraph: string) => readonly FieldInSubgraph[];
  /** The members that every subgraph that resolves the field knows: what the field may lead to. */
  readonly membersBehind: (object: ObjectModel, field: FieldModel) => readonly string[];
}

export interface FieldInSubgraph {
  readonly field: FieldModel;
  readonly role: 'resolved' | 'moved away' | 'external';
}

/** Finds for each subgraph the types that its fields lead to. */
export function splitModel(model: Model): Split {
  const types = new Map(model.subgraphs.map((name) => [name, typesOf(model, name)]));
  const typesIn = (subgraph: string) => types.get(subgraph) ?? new Set<string>();
  const isResolvedIn = (object: ObjectModel, { homes }: FieldModel, subgraph: string) =>
    homes === 'everywhere'
      ? object.kind === 'root' || typesIn(subgraph).has(object.name)
      : homes.includes(subgraph);
  const roleOf = (object: ObjectModel, field: FieldModel, subgraph: string) => {
    if (field.movedFrom === subgraph) return 'moved away';
    if (isResolvedIn(object, field, subgraph)) return 'resolved';
    return field.externalIn.has(subgraph) ? 'external' : undefined;
  };
  return {
    typesIn,
    fieldsIn: (object, subgraph) =>
      object.fields.flatMap((field) => {
        const role = roleOf(object, field, subgraph);
        return role ? [{ field, role }] : [];
      }),
    membersBehind: (object, field) => {
      const abstract = model.abstracts.get(namedType(field.type));
      const homes = model.subgraphs.filter((name) => isResolvedIn(object, field, name));
      return (abstract?.members ?? []).filter((member) =>
        homes.every((name) => abstract?.membersIn(name).includes(member)),
      );
    },
  };
}

function typesOf(model: Model, subgraph: string): Set<string> {
  const known = new Set<string>();
  const reach = (name: string): void => {
    if (known.has(name)) return;
    const abstract = model.abstracts.get(name);
    const object = model.objects.get(name);
    if (!abstract && !object) return;
    known.add(name);
    abstract?.membersIn(subgraph).forEach(reach);
    if (object) reachFields(object, true);
  };
  const reachFields = ({ fields }: ObjectModel, isKnown: boolean): void => {
    for (const { homes, type, movedFrom, externalIn } of fields) {
      const isHere = homes === 'everywhere' ? isKnown : homes.includes(subgraph);
      if (isHere || movedFrom === subgraph || externalIn.has(subgraph)) reach(namedType(type));
    }
  };
  const isHere = ({ homes, movedFrom, externalIn }: FieldModel) =>
    homes !== 'everywhere' &&
    (homes.includes(subgraph) || movedFrom === subgraph || externalIn.has(subgraph));
  reachFields(model.query, false);
  reachFields(model.mutation, false);
  for (const object of model.objects.values()) {
    const isAtHome = object.kind === 'entity' && object.home === subgraph;
    if (isAtHome || (object.kind === 'entity' && object.fields.some(isHere))) reach(object.name);
  }
  if (model.interfaceObject?.home === subgraph) reach(model.interfaceObject.interface.name);
  return known;
}

/** An interface's fields as far as all its members have them in a subgraph. */
export function interfaceFieldsIn(
  model: Model,
  split: Split,
  abstract: AbstractModel,
  subgraph: string,
): AbstractModel['fields'] {
  const members = abstract.membersIn(subgraph).map((name) => model.objects.get(name) as ObjectModel);
  return abstract.fields.filter(({ name }) =>
    members.every((member) =>
      split.fieldsIn(member, subgraph).some(({ field, role }) => field.name === name && role === 'resolved'),
    ),
  );
}
