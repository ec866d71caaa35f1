import { type DeclaredPath, isResolvedBy } from './access/data-subjects.ts';
import type { SelectBeside } from './select-homes.ts';
import { select } from './select-subjects.ts';
import type { Supergraph } from './supergraph.ts';

/** The type whose fields hold what lies in a region, and the field that says in which. */
export const REGION = { type: 'Region', code: 'code' } as const;

const path: NonNullable<DeclaredPath> = [{ type: REGION.type, field: REGION.code }];

/**
 * Selects the code of regions, so that it is known whether what is not there may lie outside the caller's. Not of those that
 * people belong to: who sees the people knows the region.
 */
export function selectRegionCodes(
  { declaredSubjects, owners }: Pick<Supergraph, 'declaredSubjects' | 'owners'>,
  selectBeside: SelectBeside,
): SelectBeside {
  return (parent, field, type) => {
    const beside = selectBeside(parent, field, type);
    if (type !== REGION.type || declaredSubjects.has(parent)) return beside;
    const answering = owners(parent, field);
    const isKnown = answering.length > 0 && isResolvedBy(answering, path, owners);
    return isKnown ? [...beside, select([REGION.code])] : beside;
  };
}
