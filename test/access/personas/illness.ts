import { everyField } from '@hearth/kit/testing/every-field.ts';
import { compose } from '@hearth/schema/compose.ts';
import { parseContract, readSlices } from '@hearth/schema/contract.ts';
import { codesOfIllness } from '@hearth/schema/protection/illness.ts';
import { buildSchema, getNamedType, type GraphQLObjectType, Kind } from 'graphql';
import type { Request } from '../../operation.ts';

const api = buildSchema(compose(readSlices()).api);

/** Every code of every ministry that tells of illness, and the words for it in the sample's texts. */
const codes = parseContract(readSlices())
  .flatMap(({ own }) => own.definitions)
  .flatMap((node) => (node.kind === Kind.ENUM_TYPE_DEFINITION ? codesOfIllness(node) : []))
  .map(({ name }) => name.value);
const wordOfIllness = new RegExp(`"(?:${codes.join('|')})"|病|残|医|伤`);

/** Whether the data of an answer says that somebody is ill or disabled. */
export const tellsOfIllness = (text: string): boolean =>
  wordOfIllness.test(JSON.stringify((JSON.parse(text) as { data: unknown }).data));

/** All that can be asked of a household, each field with what it leads to by itself; nothing of its region, which is about no household. */
export const questionsOf = (id: string): Request[] => {
  const household = api.getType('Household') as GraphQLObjectType;
  return Object.keys(household.getFields()).map((name) => {
    const selection = everyField(api, household, (field, parent) =>
      parent === household ? field.name === name : getNamedType(field.type).name !== 'Region',
    );
    return { query: `query ($id: ID!) { household(id: $id) ${selection} }`, variables: { id } };
  });
};
