import { type ConstDirectiveNode, Kind, type ObjectTypeDefinitionNode } from 'graphql';
import { type Contract, type Fault, faultAt, isForeignEntity } from '../contract.ts';
import { namedType, objectTypes } from '../definitions.ts';
import { fieldPlaces } from '../protection/nodes.ts';
import { coordinatesOf } from '../protection/selection.ts';

/** Every record that leads to a household or a person says so, for the access record. */
export const recordsNameTheirSubjects = (contract: Contract): Fault[] =>
  contract.flatMap((slice) =>
    objectTypes(slice.own)
      .filter((type) => !isForeignEntity(contract, slice, type) && isRecord(type))
      .flatMap((type) => {
        const given = dataSubject(type)?.arguments?.map(({ name }) => name.value) ?? [];
        const unnamed = subjects.filter(
          (subject) => leadsTo(type, subject) && !given.includes(subject.argument),
        );
        return unnamed.map(({ argument }) =>
          faultAt(
            slice,
            type,
            `${type.name.value} is about a ${argument}: give it @dataSubject(${argument}: "${argument} { id }").`,
          ),
        );
      }),
  );

/** What @dataSubject names are fields, and lead to the number of a household and of a person. */
export function subjectsCanBeReached(contract: Contract): Fault[] {
  const places = fieldPlaces(contract);
  return contract.flatMap((slice) =>
    objectTypes(slice.own).flatMap((type) =>
      (dataSubject(type)?.arguments ?? []).flatMap(({ name, value }) => {
        const fields = value.kind === Kind.STRING ? value.value : '';
        const end = coordinatesOf(fields, type.name.value, places).at(-1);
        const right = subjects.find(({ argument }) => argument === name.value);
        if (right && end === `${right.entity}.id`) return [];
        return [
          faultAt(slice, type, `${type.name.value}: "${fields}" does not lead to the id of a ${name.value}.`),
        ];
      }),
    ),
  );
}

type Subject = { argument: string; entity: string };

const subjects: readonly Subject[] = [
  { argument: 'household', entity: 'Household' },
  { argument: 'person', entity: 'Person' },
];

const dataSubject = ({ directives }: ObjectTypeDefinitionNode): ConstDirectiveNode | undefined =>
  directives?.find(({ name }) => name.value === 'dataSubject');

const isRecord = ({ fields }: ObjectTypeDefinitionNode): boolean =>
  fields?.some(({ name }) => name.value === 'provenance') ?? false;

const leadsTo = ({ fields }: ObjectTypeDefinitionNode, { argument, entity }: Subject): boolean =>
  fields?.some(({ name, type }) => name.value === argument && namedType(type) === entity) ?? false;
