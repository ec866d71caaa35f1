import type { FieldDraw } from './draws.ts';
import {
  isLeafField,
  namedType,
  type FieldModel,
  type Model,
  type ObjectModel,
  type Requirement,
} from './model.ts';

/** Makes some fields of an entity require fields that are resolved elsewhere; chains may go back and forth. */
export function addRequirements(model: Model, object: ObjectModel, draws: readonly FieldDraw[]): void {
  const own = ownFields(object, draws);
  own.forEach((field, index) => {
    const draw = draws[index] as FieldDraw;
    const home = field.homes[0] as string;
    if (object.keysIn(home).length > 1) return; // the planner ends its process on most of these
    if (
      field.homes === 'everywhere' ||
      draw.place < 50 ||
      draw.place >= 75 ||
      field.isShareable ||
      field.movedFrom
    )
      return;
    const candidates = own.slice(0, index).flatMap((other) => requirementsOn(model, home, other));
    const first = candidates[draw.target % (candidates.length || 1)];
    if (!first) return;
    const second = draw.place % 2 === 0 ? candidates[draw.wrap % candidates.length] : undefined;
    const requires = second && second.field !== first.field ? [first, second] : [first];
    for (const requirement of requires) keepSafe(requirement, home);
    Object.assign(field, { requires });
  });
}

const ownFields = (object: ObjectModel, draws: readonly FieldDraw[]): FieldModel[] =>
  draws.map((_, index) => object.fields.find(({ name }) => name === `f${index}`) as FieldModel);

function requirementsOn(model: Model, home: string, field: FieldModel): Requirement[] {
  if (field.homes.includes(home) || field.movedFrom === home) return [];
  if (isLeafField(field)) return [{ field }];
  const target = model.objects.get(namedType(field.type));
  if (target?.kind !== 'value' || target.name.startsWith('S_')) return [];
  return target.fields.filter(isLeafField).map((inner) => ({ field, inner }));
}

/**
 * A required field that may not be null takes its object with it when it fails, in the subgraph that was asked for it:
 * an entity that one schema would still have. So it does not fail here; where null may stand it may.
 */
function keepSafe({ field, inner }: Requirement, home: string): void {
  field.externalIn.add(home);
  if (field.type.endsWith('!')) field.isSafe = true;
  if (inner?.type.endsWith('!')) inner.isSafe = true;
}

/** Lets some leaves of an entity be given with the references of another subgraph. */
export function addProvided(model: Model, object: ObjectModel, draws: readonly FieldDraw[]): void {
  ownFields(object, draws).forEach((field, index) => {
    const { place } = draws[index] as FieldDraw;
    const isFit =
      isLeafField(field) &&
      field.args.sdl === '' &&
      !field.requires &&
      !field.movedFrom &&
      !field.isShareable;
    if (place < 85 || !isFit || object.keysIn.length === 0) return;
    const other = model.subgraphs.find(
      (name) => !field.homes.includes(name) && refersTo(model, name, object),
    );
    if (other === undefined) return;
    field.providedBy = other;
    field.externalIn.add(other);
  });
}

/** Whether a field of an entity or of the root refers to the object in a subgraph. */
function refersTo(model: Model, subgraph: string, object: ObjectModel): boolean {
  const holders = [model.query, model.mutation, ...model.objects.values()].filter(
    ({ kind }) => kind !== 'value',
  );
  return holders.some(({ fields }) =>
    fields.some(({ type, homes }) => homes.includes(subgraph) && namedType(type) === object.name),
  );
}
