import { isInterfaceType, isObjectType, Kind, type GraphQLSchema } from 'graphql';
import { argument, directiveNames, type Link } from './links.ts';

/** For how many seconds the value of a field may be kept, by its coordinate (`Person.sex`); what is not there is never kept. */
export type CacheAges = ReadonlyMap<string, number>;

const FEATURE = 'cache'; // the specification that has @cached

/** Reads `@cached(maxAge:)` of the fields of a supergraph; composition has brought that of types to their fields. */
export function readCacheAges(schema: GraphQLSchema, links: readonly Link[]): CacheAges {
  const ages = new Map<string, number>();
  const link = links.find(({ feature, imports }) => feature === FEATURE && imports.has('@cached'));
  if (!link) return ages;
  const names = directiveNames(link, 'cached');
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const directive = field.astNode?.directives?.find(({ name }) => names.includes(name.value));
      const maxAge = directive && argument(directive, 'maxAge');
      const seconds = maxAge?.kind === Kind.INT ? Number(maxAge.value) : 0;
      if (seconds > 0) ages.set(`${type.name}.${field.name}`, seconds);
    }
  }
  return ages;
}
