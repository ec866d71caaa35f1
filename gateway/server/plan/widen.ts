import type { InputRewrite, RequiresSelection } from '@graphql-hive/router-query-planner';
import type { TypeRelations } from './supergraph.ts';

/** The part of a fetch or of a slot of a batch that says for which entities it is. */
export interface Requirement {
  readonly requires?: RequiresSelection[];
  readonly inputRewrites?: InputRewrite[];
}

/**
 * Widens what a fetch from an interface object is for. Where several types select its fields, the planner makes one
 * fetch of them but keeps the condition of one type; the fetch then is for all objects of the interface.
 */
export function widen<Part extends Requirement>(part: Part, types: TypeRelations): Part {
  const name = part.inputRewrites?.map(interfaceOf).find((found) => found !== undefined);
  if (name === undefined || !part.requires) return part;
  const requires = part.requires.map((selection) =>
    selection.kind === 'InlineFragment' && types.matches(selection.typeCondition, name)
      ? { ...selection, typeCondition: name }
      : selection,
  );
  return { ...part, requires };
}

/** The interface whose name is set as the type of every representation; undefined for any other rewrite. */
function interfaceOf(rewrite: InputRewrite): string | undefined {
  const setter =
    'ValueSetter' in rewrite ? rewrite.ValueSetter : 'setValueTo' in rewrite ? rewrite : undefined;
  const [condition, key] = setter?.path ?? [];
  const isTypename = key && 'Key' in key && key.Key === '__typename' && setter?.path.length === 2;
  if (!setter || !isTypename || !condition || !('TypenameEquals' in condition)) return undefined;
  return condition.TypenameEquals.includes(setter.setValueTo) ? setter.setValueTo : undefined;
}
