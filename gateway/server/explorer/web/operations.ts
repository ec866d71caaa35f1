import type { GraphiQLProps } from 'graphiql';
import type { Access } from './caller.ts';

/** A tab as GraphiQL opens it. */
export type Tab = NonNullable<GraphiQLProps['defaultTabs']>[number];

interface Operation {
  readonly name: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The gateway's ready operations, each as a tab; none when the gateway does not tell them, as with an issuer. */
export async function loadTabs({ mode }: Access): Promise<Tab[]> {
  if (mode === 'issuer') return [];
  const response = await fetch('/explorer/operations');
  if (!response.ok) return [];
  const operations = (await response.json()) as Operation[];
  return operations.map(({ document, variables }) => ({
    query: document,
    variables: JSON.stringify(variables, null, 2),
  }));
}
