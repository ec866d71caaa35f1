import { Kind, type DirectiveNode, type ValueNode } from 'graphql';
import { argument, directiveNames, text, type Link } from '../links.ts';
import type { Choice, Clause } from './clause.ts';

/** A specification of which one directive says who may see what. */
interface Specification {
  /** The URL without the version. */
  readonly identity: string;
  readonly version: string;
  readonly directive: string;
  readonly kind: Clause['kind'];
  /** The one argument that the directive has, if it has any. */
  readonly argument?: string;
}

/** The directives that this gateway enforces. */
const specifications: readonly Specification[] = [
  {
    identity: 'https://specs.apollo.dev/authenticated',
    version: 'v0.1',
    directive: 'authenticated',
    kind: 'authenticated',
  },
  {
    identity: 'https://specs.apollo.dev/requiresScopes',
    version: 'v0.1',
    directive: 'requiresScopes',
    kind: 'scopes',
    argument: 'scopes',
  },
  {
    identity: 'https://specs.apollo.dev/policy',
    version: 'v0.1',
    directive: 'policy',
    kind: 'policies',
    argument: 'policies',
  },
  {
    identity: 'https://hearth.example/access',
    version: 'v0.1',
    directive: 'purpose',
    kind: 'purposes',
    argument: 'any',
  },
];

/** What hides elements from everybody, and protects none from anybody in particular. */
const HIDING = 'https://specs.apollo.dev/inaccessible';

/** Reads the clause of a directive; undefined for one that says nothing about who may see what. */
export type ReadClause = (directive: DirectiveNode) => Clause | undefined;

/**
 * Finds the directives that protect something, under whatever names a supergraph links them. Throws for a link that
 * protects something in a way that this gateway does not know: what it cannot enforce it must not serve.
 */
export function findAuthDirectives(links: readonly Link[]): ReadClause {
  const known = new Map<string, Specification>();
  for (const link of links) {
    const specification = specificationOf(link);
    for (const name of specification ? directiveNames(link, specification.directive) : []) {
      known.set(name, specification as Specification);
    }
  }
  return (directive) => {
    const name = directive.name.value;
    const specification = known.get(name);
    if (specification) return readClause(specification, directive);
    if (!specifications.some((each) => each.directive === name)) return undefined;
    throw new Error(`The supergraph applies @${name} and links no specification of it that is known here.`);
  };
}

function specificationOf({ url, feature, purpose }: Link): Specification | undefined {
  const [, identity, version] = /^(.*)\/(v\d+\.\d+)\/?$/.exec(url) ?? [];
  const named = specifications.find((each) => each.identity === identity);
  if (named?.version === version) return named;
  const isProtecting = purpose === 'SECURITY' && identity !== HIDING;
  if (!named && !isProtecting && !specifications.some((each) => each.directive === feature)) return undefined;
  const served = specifications.map((each) => `${each.identity}/${each.version}`).join(', ');
  throw new Error(
    `The supergraph links ${JSON.stringify(url)}, by which this gateway cannot protect anything: expected ${served}.`,
  );
}

function readClause(specification: Specification, directive: DirectiveNode): Clause {
  const { kind, argument: name } = specification;
  const unknown = directive.arguments?.find((given) => given.name.value !== name);
  if (unknown) throw unreadable(directive, `has no argument ${unknown.name.value}`);
  if (kind === 'authenticated') return { kind };
  const values = itemsOf(name === undefined ? undefined : argument(directive, name));
  const anyOf = values?.map((value) => (kind === 'purposes' ? textsOf([value]) : textsOf(itemsOf(value))));
  if (anyOf && !anyOf.includes(undefined)) return { kind, anyOf: anyOf as Choice['anyOf'] };
  throw unreadable(directive, `needs ${name}: a list of ${kind === 'purposes' ? 'names' : 'lists of texts'}`);
}

const unreadable = ({ name }: DirectiveNode, why: string): Error =>
  new Error(`The supergraph applies @${name.value} in a way that is not known here: it ${why}.`);

const itemsOf = (value: ValueNode | undefined): readonly ValueNode[] | undefined =>
  value?.kind === Kind.LIST ? value.values : undefined;

function textsOf(values: readonly ValueNode[] | undefined): string[] | undefined {
  const texts = values?.map(text);
  return texts?.includes(undefined) ? undefined : (texts as string[] | undefined);
}
