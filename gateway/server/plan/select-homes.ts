import type { FieldNode } from 'graphql';
import { type DeclaredPath, fieldsOf, isResolvedBy } from './access/data-subjects.ts';
import { select } from './select-subjects.ts';
import type { Supergraph } from './supergraph.ts';

/** What is selected, beside what the client selects, on the objects of a type that a field answers with. */
export type SelectBeside = (parent: string, field: string, type: string) => readonly FieldNode[];

export const nothingBeside: SelectBeside = () => [];

/**
 * Selects of whom entities tell that may be kept, so that it is known when they must go. Only where every subgraph that answers
 * the field knows that too, so that nobody is asked more; elsewhere nothing is kept of the entity.
 */
export function selectHomes(supergraph: Supergraph): SelectBeside {
  const { declaredSubjects, owners, cacheAges, full } = supergraph;
  const isKept = (type: string) =>
    supergraph.subgraphs.some(({ name }) => supergraph.keyFields(name, type)) &&
    [...cacheAges.keys()].some((coordinate) => coordinate.startsWith(`${type}.`));
  const kept = new Set([...declaredSubjects.keys()].filter(isKept));
  const query = full.getQueryType()?.name;
  return (parent, field, type) => {
    const isWanted = kept.has(type) || (parent === query && cacheAges.has(`${parent}.${field}`));
    const paths = isWanted ? Object.values(declaredSubjects.get(type) ?? {}) : [];
    const answering = owners(parent, field);
    const isKnown = (path: DeclaredPath) => path !== null && isResolvedBy(answering, path, owners);
    return answering.length === 0 ? [] : paths.filter(isKnown).map((path) => select(fieldsOf(path ?? [])));
  };
}
