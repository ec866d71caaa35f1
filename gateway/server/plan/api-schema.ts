import {
  buildASTSchema,
  isScalarType,
  Kind,
  valueFromASTUntyped,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLScalarType,
  type GraphQLSchema,
  type NamedTypeNode,
} from 'graphql';
import { findScalarRule } from '@hearth/schema/protocol/scalar-rules.ts';
import { scalars } from '@hearth/schema/protocol/scalars.ts';
import { directiveNames, type Link } from './links.ts';

type Directed = { readonly directives?: readonly DirectiveNode[] | undefined };

const keptDirectives = new Set(['deprecated', 'specifiedBy', 'oneOf']);

/**
 * What clients see of a supergraph: nothing inaccessible, no machinery of `@link`ed specifications,
 * no directive applied but those that introspection shows.
 */
export function buildApiSchema(supergraph: DocumentNode, links: readonly Link[]): GraphQLSchema {
  const isMachinery = machineryOf(links);
  const isInaccessible = inaccessibleOf(links);
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
  const schema = buildASTSchema(visible, { assumeValid: true, assumeValidSDL: true });
  for (const type of Object.values(schema.getTypeMap())) if (isScalarType(type)) holdToContract(type);
  return schema;
}

/** Lets a scalar of the contract take what its rule takes, and sends it on as it was stated. */
function holdToContract(type: GraphQLScalarType): void {
  if (!findScalarRule(type.name, type.specifiedByURL ?? undefined)) return;
  const scalar: GraphQLScalarType = scalars[type.name as keyof typeof scalars];
  type.parseValue = (value) => {
    scalar.parseValue(value);
    return value;
  };
  type.parseLiteral = (node, variables) => {
    scalar.parseLiteral(node, variables);
    return valueFromASTUntyped(node, variables);
  };
}

const isDefinition = (kind: string) => kind.endsWith('TypeDefinition');

/** The elements that `@link` brings: `join__Graph`, `@join__type`, `@tag`, imported names. Directives begin with `@`. */
function machineryOf(links: readonly Link[]): (name: string) => boolean {
  const names = new Set<string>();
  const prefixes: string[] = [];
  for (const { prefix, imports } of links) {
    names.add(`@${prefix}`);
    prefixes.push(`${prefix}__`, `@${prefix}__`);
    for (const imported of imports.values()) names.add(imported);
  }
  return (name) => names.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
}

/** Whether an element bears `@inaccessible`, under whatever name the supergraph links it. */
function inaccessibleOf(links: readonly Link[]): (element: Directed) => boolean {
  const link = links.find(({ feature }) => feature === 'inaccessible');
  const names = new Set(link ? directiveNames(link, 'inaccessible') : ['inaccessible']);
  return (element) => element.directives?.some(({ name }) => names.has(name.value)) ?? false;
}
