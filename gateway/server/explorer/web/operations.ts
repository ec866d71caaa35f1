import type { GraphiQLProps } from 'graphiql';

/** A tab as GraphiQL opens it. */
export type Tab = NonNullable<GraphiQLProps['defaultTabs']>[number];

interface Operation {
  readonly name: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The gateway's ready operations, each as a tab; none when the gateway does not tell them. */
export async function loadTabs(): Promise<Tab[]> {
  const response = await fetch('/explorer/operations');
  if (!response.ok) return [];
  const operations = (await response.json()) as Operation[];
  return operations.map(({ document, variables }) => ({
    query: document,
    variables: JSON.stringify(variables, null, 2),
  }));
}
