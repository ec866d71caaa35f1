import { Kind, parse, visit, type DirectiveNode, type DocumentNode, type FieldNode } from 'graphql';
import { argument, text } from './links.ts';

/** What the keys and requirements of a supergraph name. */
export interface FieldSets {
  /** The top-level fields of all keys, by `<graph> <type>`; a graph as the enum `join__Graph` names it. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
  /** Every field that a key or a requirement names, at any depth. */
  readonly names: ReadonlySet<string>;
  /** Those of them that a requirement gives arguments. */
  readonly namesWithArguments: ReadonlySet<string>;
}

/** Reads the field sets in `@join__type(key:)` and `@join__field(requires:)`. */
export function readFieldSets(supergraph: DocumentNode): FieldSets {
  const keys = new Map<string, Set<string>>();
  const names = new Set<string>();
  const namesWithArguments = new Set<string>();
  const read = (fieldSet: string): FieldNode[] => {
    const document = parse(`{ ${fieldSet} }`, { noLocation: true });
    visit(document, {
      Field(field) {
        names.add(field.name.value);
        if (field.arguments?.length) namesWithArguments.add(field.name.value);
      },
    });
    const [operation] = document.definitions;
    const selections = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
    return selections.filter((selection) => selection.kind === Kind.FIELD);
  };
  const readDirective = (type: string, directive: DirectiveNode) => {
    const requirement = directive.name.value === 'join__field' && text(argument(directive, 'requires'));
    if (requirement) read(requirement);
    const key = directive.name.value === 'join__type' && text(argument(directive, 'key'));
    const graph = text(argument(directive, 'graph'));
    if (!key || graph === undefined) return;
    const fields = read(key).map((field) => field.name.value);
    keys.set(`${graph} ${type}`, new Set([...(keys.get(`${graph} ${type}`) ?? []), ...fields]));
  };
  for (const definition of supergraph.definitions) {
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    ) {
      continue;
    }
    for (const element of [definition, ...(definition.fields ?? [])]) {
      for (const directive of element.directives ?? []) readDirective(definition.name.value, directive);
    }
  }
  return { keys, names, namesWithArguments };
}
