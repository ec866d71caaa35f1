import { DAYS, isBirthDateInBounds } from '@hearth/schema/protocol/bounds.ts';
import {
  birthDateOf,
  citizenIdFault,
  maskCitizenId,
  normalizeCitizenId,
} from '@hearth/schema/protocol/citizen-id.ts';
import type { CitizenIdFault } from '@hearth/schema/protocol/citizen-id.ts';
import { isRegionCode } from '@hearth/schema/protocol/region-code.ts';
import { keyedHash, seal } from '../sealing.ts';
import type { SealingKey } from '../sealing.ts';
import { fileColumn, inTheClear, Reference, Refusal, refuse } from './cell.ts';
import type { Cell, CellOptions, FileColumn } from './cell.ts';
import { Fault, show } from './reasons.ts';

/** A region that the register knows, by its division code. */
export function region<const Property extends string>(
  property: Property,
  options: CellOptions = {},
): Cell<Record<Property, string>> {
  const column = fileColumn(property, {
    meaning: 'Division code (区划代码)',
    form: 'division code, 12 digits',
    ...options,
  });
  return knownCell(property, column, {
    register: 'regions',
    isWellFormed: isRegionCode,
    unknown: new Refusal('UNKNOWN_REGION', 'a division code that the register knows'),
  });
}

/** A household that the register knows, by its number; fills its id. The column is `household_number` unless told. */
export function household<const Property extends string>(
  property: Property,
  options: CellOptions = {},
): Cell<Record<Property, string>> {
  const column = fileColumn(property, {
    meaning: 'Household number (户编号)',
    form: 'number of a household that the register knows',
    column: 'household_number',
    ...options,
  });
  return knownCell(property, column, {
    register: 'households',
    isWellFormed: () => true,
    unknown: new Refusal('UNKNOWN_HOUSEHOLD', 'a household that the register knows'),
  });
}

function knownCell<Property extends string>(
  property: Property,
  column: FileColumn,
  {
    register,
    isWellFormed,
    unknown,
  }: {
    register: 'regions' | 'households';
    isWellFormed: (text: string) => boolean;
    unknown: Refusal;
  },
): Cell<Record<Property, string>> {
  return {
    columns: [column],
    properties: [property],
    read: ([text = '']) => {
      if (!isWellFormed(text)) {
        return refuse(column, text, new Refusal('MALFORMED_IDENTIFIER', column.form));
      }
      return new Reference(register, text, (known) =>
        known ? ({ [property]: known.id } as Record<Property, string>) : refuse(column, text, unknown),
      );
    },
  };
}

const citizenIdColumn = (options: CellOptions = {}) =>
  fileColumn('citizenId', {
    meaning: 'Citizen ID (公民身份号码)',
    form: '18 characters of which the last checks the others',
    sensitive: true,
    ...options,
  });

const nameColumn = (options: CellOptions = {}) =>
  fileColumn('name', {
    meaning: 'Name (姓名)',
    form: 'text, at most 50 characters',
    sensitive: true,
    ...options,
  });

/** What `person` fills: the person's id and, where asked for, the household the person belongs to. */
type PersonValues<Person extends string, Household extends string> = Record<Person | Household, string>;

/**
 * A person whom the register knows by citizen ID and name: columns `citizen_id` and `name` unless told. Fills
 * the person's id and, when `householdId` is given, the id of the person's household.
 */
export function person<const Person extends string, const Household extends string = never>(
  { personId, householdId }: { personId: Person; householdId?: Household },
  columns: { citizenId?: CellOptions; name?: CellOptions } = {},
): Cell<PersonValues<Person, Household>> {
  const idColumn = citizenIdColumn(columns.citizenId);
  const name = nameColumn(columns.name);
  return {
    columns: [idColumn, name],
    properties: householdId === undefined ? [personId] : [personId, householdId],
    read: ([idText = '', nameText = ''], { citizenIdHashKey }) => {
      const citizenId = readCitizenId(idText, idColumn);
      if (citizenId instanceof Fault) return citizenId;
      const expectedName = nameHash(nameText, citizenIdHashKey);
      return new Reference('persons', citizenIdHash(citizenId, citizenIdHashKey), (known) => {
        const values: Record<string, string> = {};
        if (!known) return unknownPerson(citizenId, idColumn);
        if (known.nameHash !== expectedName) return nameMismatch(citizenId, name);
        values[personId] = known.id;
        if (householdId !== undefined) values[householdId] = known.householdId ?? '';
        return values as PersonValues<Person, Household>;
      });
    },
  };
}

function unknownPerson(citizenId: string, { name }: FileColumn): Fault {
  const message = `The register knows nobody with the citizen ID ${maskCitizenId(citizenId)}.`;
  return new Fault('UNKNOWN_PERSON', message, { column: name });
}

function nameMismatch(citizenId: string, { name }: FileColumn): Fault {
  const message = `The register knows ${maskCitizenId(citizenId)} under another name.`;
  return new Fault('NAME_MISMATCH', message, { column: name });
}

/**
 * A citizen ID that the file itself defines, for the owner of the register: sealed, as the keyed hash it is
 * found by, and masked as it is shown.
 */
export function citizenId<
  const Sealed extends string,
  const Hash extends string,
  const Masked extends string,
>(
  { sealed, hash, masked }: { sealed: Sealed; hash: Hash; masked: Masked },
  options: CellOptions = {},
): Cell<Record<Sealed | Hash | Masked, string>> {
  const column = citizenIdColumn(options);
  return {
    columns: [column],
    properties: [sealed, hash, masked],
    incomparable: [sealed],
    read: ([text = ''], { citizenIdKey, citizenIdHashKey }) => {
      const id = readCitizenId(text, column);
      if (id instanceof Fault) return id;
      return {
        [sealed]: seal(id, citizenIdKey),
        [hash]: citizenIdHash(id, citizenIdHashKey),
        [masked]: maskCitizenId(id),
      } as Record<Sealed | Hash | Masked, string>;
    },
  };
}

/** A name that the file itself defines, for the owner of the register: as it is and as a keyed hash. */
export function personName<const Name extends string, const Hash extends string>(
  { name, hash }: { name: Name; hash: Hash },
  options: CellOptions = {},
): Cell<Record<Name | Hash, string>> {
  const column = nameColumn(options);
  const tooLong = new Refusal('TEXT_TOO_LONG', column.form);
  return {
    columns: [column],
    properties: [name, hash],
    read: ([text = ''], { citizenIdHashKey }) => {
      const kept = text.length > 50 ? tooLong : inTheClear(text);
      if (kept instanceof Refusal) return refuse(column, text, kept);
      return { [name]: text, [hash]: nameHash(text, citizenIdHashKey) } as Record<Name | Hash, string>;
    },
  };
}

/** The keyed hash that a person is found by in every ministry. */
export const citizenIdHash = (id: string, key: SealingKey) => keyedHash(`citizen-id:${id}`, key);

/** The keyed hash of a name; ways of writing the dot in a name, widths and spaces make no difference. */
export const nameHash = (name: string, key: SealingKey) => keyedHash(`name:${normalizeName(name)}`, key);

function normalizeName(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[•‧∙⋅・．.]/g, '·')
    .trim();
}

function readCitizenId(text: string, column: FileColumn): string | Fault {
  const id = normalizeCitizenId(text);
  const fault = citizenIdFault(id);
  if (fault !== null) return new Fault(...describe(fault, id), { column: column.name });
  if (isBirthDateInBounds(birthDateOf(id))) return id;
  const message = `The citizen ID ${maskCitizenId(id)} holds a birth date before ${DAYS.first} or in the future.`;
  return new Fault('MALFORMED_CITIZEN_ID', message, { column: column.name });
}

function describe(
  fault: CitizenIdFault,
  id: string,
): ['WRONG_CHECK_CHARACTER' | 'MALFORMED_CITIZEN_ID', string] {
  switch (fault) {
    case 'SHAPE':
      return [
        'MALFORMED_CITIZEN_ID',
        `${show(id.replaceAll(/(?<=.{6})./g, '*'))} is no citizen ID: 17 digits and a check character.`,
      ];
    case 'BIRTH_DATE':
      return [
        'MALFORMED_CITIZEN_ID',
        `The citizen ID ${maskCitizenId(id)} holds a birth date that the calendar does not have.`,
      ];
    case 'CHECK_CHARACTER':
      return [
        'WRONG_CHECK_CHARACTER',
        `The last character of the citizen ID ${maskCitizenId(id)} does not check the others.`,
      ];
  }
}
