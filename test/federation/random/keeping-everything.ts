import type { DeclaredPath, DeclaredSubjects } from '@hearth/gateway/plan/access/data-subjects.ts';
import type { CacheAge, CacheAges } from '@hearth/gateway/plan/cache-ages.ts';
import { readSupergraph, type Supergraph } from '@hearth/gateway/plan/supergraph.ts';
import { isInterfaceType, isObjectType } from 'graphql';

const AGE: CacheAge = { seconds: 600, sameDay: false };

/** A supergraph all of whose fields may be kept; every object is said to belong to a household that is called as its type is. */
export function keepingEverything(sdl: string): Supergraph {
  const supergraph = readSupergraph(sdl);
  const ages = new Map<string, CacheAge>();
  const subjects = new Map<string, Record<'household' | 'person', DeclaredPath>>();
  for (const type of Object.values(supergraph.full.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.keys(type.getFields())) ages.set(`${type.name}.${field}`, AGE);
    if (isObjectType(type)) {
      subjects.set(type.name, { household: [{ type: type.name, field: '__typename' }], person: null });
    }
  }
  return { ...supergraph, cacheAges: ages as CacheAges, declaredSubjects: subjects as DeclaredSubjects };
}
