import {
  type ConstDirectiveNode,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { cachedOf } from '../cached.ts';
import { type Contract, type Fault, faultAt } from '../contract.ts';
import { fieldsOf, keyFields, namedType, objectTypes } from '../definitions.ts';

/**
 * A type that gateways keep is a household, a person or a record that leads to its household, so that a change of the household
 * empties it; or a value that is a part of such.
 */
export function cachedTypesTellOfSomebody(contract: Contract): Fault[] {
  const subjects = subjectTypes(contract);
  return contract.flatMap((slice) =>
    objectTypes(slice.own)
      .filter((type) => cachedOf(type) && !subjects.has(type.name.value) && !isValue(type))
      .map((type) =>
        faultAt(
          slice,
          type,
          `${type.name.value} is @cached, but no change of a household empties it: it needs @dataSubject(household: ...).`,
        ),
      ),
  );
}

/** A field with an age of its own, where its type has none, is one household, person or record at the root; elsewhere a single value. */
export function cachedFieldsAnswerWithOneOfThem(contract: Contract): Fault[] {
  const subjects = subjectTypes(contract);
  const composite = new Set(contract.flatMap(({ own }) => objectTypes(own).map(({ name }) => name.value)));
  return contract.flatMap((slice) => {
    const cached = new Set(
      objectTypes(slice.own).flatMap((type) => (cachedOf(type) ? [type.name.value] : [])),
    );
    return fieldsOf(slice.own)
      .filter(({ parent, field }) => cachedOf(field) && !cached.has(parent))
      .filter(({ parent, field }) => {
        const type = namedType(field.type);
        const isOne = field.type.kind === Kind.NAMED_TYPE && subjects.has(type);
        return parent === 'Query' ? !isOne : composite.has(type);
      })
      .map(({ parent, field }) =>
        faultAt(
          slice,
          field,
          `${parent}.${field.name.value} is @cached: at the root one household, person or record may be, elsewhere a single value.`,
        ),
      );
  });
}

/** An argument of these names says for which day an answer holds; when it may be left out, that is today. */
const DAYS = new Set(['on', 'until']);

/** A field that answers for today when it is told no day is kept no longer than the day lasts. */
export function cachedFieldsEndWithTheDay(contract: Contract): Fault[] {
  return contract.flatMap((slice) => {
    const ages = new Map(objectTypes(slice.own).map((type) => [type.name.value, cachedOf(type)]));
    return fieldsOf(slice.own)
      .filter(({ parent, field }) => {
        const age = cachedOf(field) ?? ages.get(parent);
        return age && field.arguments?.some(isToday) && !isSameDay(age);
      })
      .map(({ parent, field }) =>
        faultAt(
          slice,
          field,
          `${parent}.${field.name.value} is @cached and answers for today when it is told no day: it needs sameDay: true.`,
        ),
      );
  });
}

const isToday = ({ name, type }: InputValueDefinitionNode): boolean =>
  DAYS.has(name.value) && type.kind === Kind.NAMED_TYPE && type.name.value === 'Date';

const isSameDay = (age: ConstDirectiveNode): boolean =>
  age.arguments?.some(
    ({ name, value }) => name.value === 'sameDay' && value.kind === Kind.BOOLEAN && value.value,
  ) ?? false;

/** The types of which every object leads to its household. */
const subjectTypes = (contract: Contract): Set<string> =>
  new Set(
    contract.flatMap(({ own }) =>
      objectTypes(own).flatMap((type) => (leadsToHousehold(type) ? [type.name.value] : [])),
    ),
  );

const leadsToHousehold = ({ directives }: ObjectTypeDefinitionNode): boolean =>
  directives?.some(
    ({ name, arguments: given }) =>
      name.value === 'dataSubject' && given?.some((argument) => argument.name.value === 'household'),
  ) ?? false;

const isValue = (type: ObjectTypeDefinitionNode): boolean =>
  keyFields(type).length === 0 && !type.fields?.some(({ name }) => name.value === 'provenance');
