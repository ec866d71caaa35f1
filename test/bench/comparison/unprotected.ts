import { argument, directiveNames, type Link, readLinks, text } from '@hearth/gateway/plan/links.ts';
import { type DirectiveNode, parse, print, visit } from 'graphql';

/** Specifications that say who may see what: those that a gateway must know to serve the supergraph, and ours. */
const isProtecting = ({ purpose, feature }: Link): boolean => purpose === 'SECURITY' || feature === 'access';

/**
 * A supergraph without what protects its fields, for a gateway that refuses to serve one that has such: without these links
 * and every directive and type of theirs.
 */
export function unprotected(supergraph: string): string {
  const document = parse(supergraph, { noLocation: true });
  const links = readLinks(document).filter(isProtecting);
  const urls = new Set(links.map(({ url }) => url));
  const names = new Set(links.flatMap(directivesOf));
  const types = links.map(({ prefix }) => `${prefix}__`);
  const isGone = (node: DirectiveNode) =>
    names.has(node.name.value) || urls.has(text(argument(node, 'url')) ?? '');
  return print(
    visit(document, {
      Directive: (node) => (isGone(node) ? null : undefined),
      DirectiveDefinition: ({ name }) => (names.has(name.value) ? null : undefined),
      ScalarTypeDefinition: ({ name }) =>
        types.some((type) => name.value.startsWith(type)) ? null : undefined,
    }),
  );
}

/** What the directives of a link are called: the one of its own name, and those that it imports. */
function directivesOf(link: Link): string[] {
  const imported = [...link.imports.keys()].filter((name) => name.startsWith('@'));
  return [link.feature, ...imported.map((name) => name.slice(1))].flatMap((name) =>
    directiveNames(link, name),
  );
}
