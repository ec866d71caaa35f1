import { type ConstDirectiveNode, Kind, parseConstValue, valueFromASTUntyped } from 'graphql';
import type { Alternatives, Requirement } from './requirement.ts';

type Annotated = { readonly directives?: readonly ConstDirectiveNode[] | undefined };

/** What the directives of a type or field ask for. */
export const requirementOf = ({ directives = [] }: Annotated): Requirement => ({
  authenticated: directives.some(({ name }) => name.value === 'authenticated'),
  scopes: (argumentOf(directives, 'requiresScopes', 'scopes') as Alternatives | undefined) ?? [],
  policies: (argumentOf(directives, 'policy', 'policies') as Alternatives | undefined) ?? [],
  purposes: (argumentOf(directives, 'purpose', 'any') as string[] | undefined) ?? null,
});

function argumentOf(directives: readonly ConstDirectiveNode[], directive: string, argument: string): unknown {
  const given = directives
    .find(({ name }) => name.value === directive)
    ?.arguments?.find(({ name }) => name.value === argument);
  return given && valueFromASTUntyped(given.value);
}

/** The directives that ask for what a requirement says. */
export const directivesOf = ({
  authenticated,
  scopes,
  policies,
  purposes,
}: Requirement): ConstDirectiveNode[] => [
  ...(authenticated ? [directive('authenticated')] : []),
  ...(scopes.length > 0 ? [directive('requiresScopes', { scopes: JSON.stringify(scopes) })] : []),
  ...(policies.length > 0 ? [directive('policy', { policies: JSON.stringify(policies) })] : []),
  ...(purposes === null ? [] : [directive('purpose', { any: `[${purposes.join(', ')}]` })]),
];

const directive = (name: string, given: Readonly<Record<string, string>> = {}): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: name },
  arguments: Object.entries(given).map(([argument, value]) => ({
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: argument },
    value: parseConstValue(value, { noLocation: true }),
  })),
});
