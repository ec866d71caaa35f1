import {
  isAbstractType,
  Kind,
  type FieldNode,
  type GraphQLNamedType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { SubjectPath, SubjectPaths } from './access/data-subjects.ts';
import type { Reading } from './collect-fields.ts';

/** What is selected on objects of a type beside what the client selects, to know of whom they tell. */
export function selectSubjects({ dataSubjects, schema }: Reading, type: GraphQLNamedType): SelectionNode[] {
  if (dataSubjects.size === 0) return [];
  if (!isAbstractType(type)) return fieldsOf(dataSubjects.get(type.name));
  return schema.getPossibleTypes(type).flatMap(({ name }): SelectionNode[] => {
    const selections = fieldsOf(dataSubjects.get(name));
    if (selections.length === 0) return [];
    const typeCondition = { kind: Kind.NAMED_TYPE, name: nameOf(name) } as const;
    return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: selectionSet(selections) }];
  });
}

const fieldsOf = (paths: SubjectPaths | undefined): FieldNode[] =>
  [paths?.household, paths?.person].flatMap((path) => (path ? [select(path)] : []));

/** The selection of a path. */
export function select([name, ...rest]: SubjectPath): FieldNode {
  const inner = rest.length > 0 ? { selectionSet: selectionSet([select(rest)]) } : {};
  return { kind: Kind.FIELD, name: nameOf(name ?? ''), ...inner };
}

const nameOf = (value: string) => ({ kind: Kind.NAME, value }) as const;

const selectionSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});
