import { type ConstDirectiveNode, isInterfaceType, isObjectType, Kind, type GraphQLSchema } from 'graphql';
import { argument, directiveNames, type Link } from './links.ts';

/** For how long a value may be kept. */
export interface CacheAge {
  readonly seconds: number;
  /** Whether it depends on which day it is. */
  readonly sameDay: boolean;
}

/** For how long the value of a field may be kept, by its coordinate (`Person.sex`); what is not there is never kept. */
export type CacheAges = ReadonlyMap<string, CacheAge>;

const FEATURE = 'cache'; // the specification that has @cached

/** Reads `@cached` of the fields of a supergraph; composition has brought that of types to their fields. */
export function readCacheAges(schema: GraphQLSchema, links: readonly Link[]): CacheAges {
  const ages = new Map<string, CacheAge>();
  const link = links.find(({ feature, imports }) => feature === FEATURE && imports.has('@cached'));
  if (!link) return ages;
  const names = directiveNames(link, 'cached');
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const directive = field.astNode?.directives?.find(({ name }) => names.includes(name.value));
      const age = directive && ageOf(directive);
      if (age && age.seconds > 0) ages.set(`${type.name}.${field.name}`, age);
    }
  }
  return ages;
}

function ageOf(directive: ConstDirectiveNode): CacheAge {
  const maxAge = argument(directive, 'maxAge');
  const sameDay = argument(directive, 'sameDay');
  return {
    seconds: maxAge?.kind === Kind.INT ? Number(maxAge.value) : 0,
    sameDay: sameDay?.kind === Kind.BOOLEAN && sameDay.value,
  };
}
