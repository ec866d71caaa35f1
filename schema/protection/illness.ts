import type { EnumTypeDefinitionNode, EnumValueDefinitionNode } from 'graphql';

/** How names and descriptions say that somebody is ill, disabled, or treated for it; plants and animals are meant
 * by 病虫害 and "animal disease". */
const WORDS =
  /\b(?:ill|illness(?:es)?|sick|sickness|(?<!animal )diseases?|disab\w+|medical|patients?|hospital|treatments?|injur\w+|health)\b|病(?!虫)|残|医|伤|诊|疗/i;

/** The codes of a list that tell of illness or disability when they stand on a record about somebody. */
export const codesOfIllness = ({ values = [] }: EnumTypeDefinitionNode): EnumValueDefinitionNode[] =>
  values.filter(
    ({ name, description }) =>
      WORDS.test(name.value.replaceAll('_', ' ')) || WORDS.test(description?.value ?? ''),
  );
