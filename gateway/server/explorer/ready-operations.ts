import { parse, validate, type GraphQLSchema } from 'graphql';
import type { Operation } from '@hearth/schema/operations.ts';

/** Keys of real records, to put into the variables of ready operations. */
export interface Example {
  readonly householdId?: string;
  readonly regionCode?: string;
}

/**
 * The operations that this schema can answer, with the keys of the example in place of the written ones: a
 * variable `id` is a household's, `code` a region's. What the example does not name stays as written. The
 * document's own line of variables is left out, since it would contradict them.
 */
export function readyOperations(
  schema: GraphQLSchema,
  operations: readonly Operation[],
  { householdId, regionCode }: Example = {},
): Operation[] {
  const real: Record<string, string | undefined> = { id: householdId, code: regionCode };
  return operations
    .filter(({ document }) => validate(schema, parse(document)).length === 0)
    .map(({ name, document, variables }) => {
      const filled = Object.entries(variables).map(([key, written]) => [key, real[key] ?? written]);
      return { name, document: withoutVariables(document), variables: Object.fromEntries(filled) };
    });
}

const withoutVariables = (document: string) => document.replace(/^#\s*variables:.*\n/m, '');
