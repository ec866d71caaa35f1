import {
  buildASTSchema,
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  type NamedTypeNode,
  type ObjectValueNode,
  type ValueNode,
} from 'graphql';

type Directed = { readonly directives?: readonly DirectiveNode[] | undefined };

const keptDirectives = new Set(['deprecated', 'specifiedBy', 'oneOf']);

/**
 * What clients see of a supergraph: nothing inaccessible, no machinery of `@link`ed specifications,
 * no directive applied but those that introspection shows.
 */
export function buildApiSchema(supergraph: DocumentNode): GraphQLSchema {
  const isMachinery = machineryOf(supergraph);
  const isInaccessible = inaccessibleOf(supergraph);
  const hiddenTypes = new Set<string>();
  for (const definition of supergraph.definitions) {
    if ('name' in definition && definition.name && isInaccessible(definition as Directed)) {
      hiddenTypes.add(definition.name.value);
    }
  }
  const isHidden = (type: NamedTypeNode) => hiddenTypes.has(type.name.value) || isMachinery(type.name.value);
  const visible = visit(supergraph, {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE) return keptDirectives.has(node.name.value) ? undefined : null;
      if (node.kind === Kind.DIRECTIVE_DEFINITION)
        return isMachinery(`@${node.name.value}`) ? null : undefined;
      if (!('directives' in node)) return undefined;
      if (isInaccessible(node as Directed)) return null;
      return 'name' in node && node.name && isMachinery(node.name.value) && isDefinition(node.kind)
        ? null
        : undefined;
    },
    leave(node) {
      if (node.kind === Kind.UNION_TYPE_DEFINITION) {
        return { ...node, types: node.types?.filter((type) => !isHidden(type)) };
      }
      if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) {
        return { ...node, interfaces: node.interfaces?.filter((type) => !isHidden(type)) };
      }
      return undefined;
    },
  });
  return buildASTSchema(visible, { assumeValid: true, assumeValidSDL: true });
}

const isDefinition = (kind: string) => kind.endsWith('TypeDefinition');

/** The elements that `@link` brings: `join__Graph`, `@join__type`, `@tag`, imported names. Directives begin with `@`. */
function machineryOf(supergraph: DocumentNode): (name: string) => boolean {
  const names = new Set<string>();
  const prefixes: string[] = [];
  for (const link of schemaDirectives(supergraph)) {
    if (link.name.value !== 'link' && link.name.value !== 'core') continue;
    const url = text(argument(link, 'url') ?? argument(link, 'feature')) ?? '';
    const feature = text(argument(link, 'as')) ?? featureName(url);
    names.add(`@${feature}`);
    prefixes.push(`${feature}__`, `@${feature}__`);
    for (const imported of importedNames(link)) names.add(imported);
  }
  return (name) => names.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
}

/** Whether an element bears `@inaccessible`, under whatever name the supergraph links it. */
function inaccessibleOf(supergraph: DocumentNode): (element: Directed) => boolean {
  const link = schemaDirectives(supergraph).find(
    (directive) => featureName(text(argument(directive, 'url')) ?? '') === 'inaccessible',
  );
  const name = text(link && argument(link, 'as')) ?? 'inaccessible';
  return (element) => element.directives?.some((directive) => directive.name.value === name) ?? false;
}

function schemaDirectives(supergraph: DocumentNode): DirectiveNode[] {
  return supergraph.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? [...(definition.directives ?? [])]
      : [],
  );
}

/** `https://specs.apollo.dev/join/v0.5` is the feature `join`. */
export function featureName(url: string): string {
  const segments = url.split('/').filter((segment) => segment !== '');
  const last = segments.at(-1) ?? '';
  return /^v\d+/.test(last) ? (segments.at(-2) ?? '') : last;
}

function importedNames(link: DirectiveNode): string[] {
  const list = argument(link, 'import');
  if (list?.kind !== Kind.LIST) return [];
  return list.values.flatMap((value) => {
    const name = text(value) ?? text(entry(value, 'as')) ?? text(entry(value, 'name'));
    return name === undefined ? [] : [name];
  });
}

/** The value of a directive's argument, if given. */
export function argument(directive: DirectiveNode, name: string): ValueNode | undefined {
  return directive.arguments?.find((given) => given.name.value === name)?.value;
}

/** The text of a string or enum literal; undefined for any other value. */
export function text(value: ValueNode | undefined): string | undefined {
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

/** The value of a field of an object literal, if given. */
export function entry(value: ValueNode, name: string): ValueNode | undefined {
  return value.kind === Kind.OBJECT
    ? (value as ObjectValueNode).fields.find((field) => field.name.value === name)?.value
    : undefined;
}
