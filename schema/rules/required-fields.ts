import { type FieldDefinitionNode, Kind } from 'graphql';
import { type Contract, type Fault, faultAt, placeOf } from '../contract.ts';
import { type FieldPlace, fieldPlaces } from '../protection/nodes.ts';
import { type Protection, protectionOf } from '../protection/protection.ts';
import { both, implies } from '../protection/requirement.ts';
import { coordinatesOf } from '../protection/selection.ts';
import { tellRequirement } from '../protection/tell.ts';

/**
 * What a field reads through `@requires` is no more protected than the field: its answer would tell of what the caller
 * may not read.
 */
export function requiredFieldsAreNoMoreProtected(contract: Contract): Fault[] {
  const protection = protectionOf(contract);
  const places = fieldPlaces(contract);
  return places.flatMap((reader) =>
    coordinatesOf(requiredFields(reader.node), reader.parent, places)
      .filter((coordinate) => !isMetBy(reader, coordinate, protection))
      .map((coordinate) => leak(reader, coordinate, { protection, places })),
  );
}

function isMetBy({ parent, node }: FieldPlace, coordinate: string, { ofType, ofField }: Protection): boolean {
  const [type = '', name = ''] = coordinate.split('.');
  return implies(both(ofType(parent), ofField(parent, node.name.value)), ofField(type, name));
}

function leak(
  reader: FieldPlace,
  coordinate: string,
  { protection, places }: { protection: Protection; places: readonly FieldPlace[] },
): Fault {
  const [type = '', name = ''] = coordinate.split('.');
  const read = places.find((place) => place.coordinate === coordinate && !isExternal(place.node));
  const whose = read ? ` (${read.slice.name}: ${placeOf(read.node)})` : '';
  const needs = tellRequirement(protection.ofField(type, name)) ?? 'Needs @authenticated.';
  return faultAt(
    reader.slice,
    reader.node,
    `${reader.coordinate} reads ${coordinate}${whose}, which is more protected. ${needs}`,
  );
}

const isExternal = ({ directives }: FieldDefinitionNode): boolean =>
  directives?.some(({ name }) => name.value === 'external') ?? false;

/** The field set of `@requires`; empty without one. */
function requiredFields({ directives }: FieldDefinitionNode): string {
  const requires = directives?.find(({ name }) => name.value === 'requires');
  const fields = requires?.arguments?.find(({ name }) => name.value === 'fields')?.value;
  return fields?.kind === Kind.STRING ? fields.value : '__typename';
}
