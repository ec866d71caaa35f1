import { readFileSync } from 'node:fs';
import { createDocuments } from '@hearth/gateway/document/document.ts';
import { defaultLimits, type DocumentLimits } from '@hearth/gateway/document/limits.ts';
import { readSupergraph } from '@hearth/gateway/plan/supergraph.ts';
import { supergraphPath } from '@hearth/schema/composed-files.ts';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { operations } from '@hearth/schema/operations.ts';
import {
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { describe, expect, it } from 'vitest';

const { api: schema, costs: weights } = readSupergraph(readFileSync(repositoryFile(supergraphPath), 'utf8'));

/** Whether a request for a document is accepted under limits. */
function prepare(limits: DocumentLimits, query: string, variables: Readonly<Record<string, unknown>>): void {
  const documents = createDocuments({ schema, weights, limits, introspection: true, cacheSize: 10 });
  for (const { coerce, costOf } of documents(query).values()) costOf(coerce(variables, true));
}

/** Half of every limit; the assumed size of lists is none. */
const half = Object.fromEntries(
  Object.entries(defaultLimits).map(([name, limit]) => [name, name === 'listSize' ? limit : limit / 2]),
) as unknown as DocumentLimits;

describe('the contract', () => {
  it('tells the size of every list of objects', () => {
    const unknown = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && !type.name.startsWith('__')
        ? Object.values(type.getFields())
            .filter(({ type: of }) => isCompositeType(getNamedType(of)) && isPaged(of))
            .map(({ name }) => `${type.name}.${name}`)
            .filter((field) => !weights.listSizes.has(field) && !field.endsWith('Connection.edges'))
        : [],
    );
    expect(unknown).toEqual([]);
  });
});

/** Whether a field is a list, or a page of one. */
const isPaged = (type: GraphQLOutputType): boolean =>
  isListType(getNullableType(type)) || getNamedType(type).name.endsWith('Connection');

describe('the limits', () => {
  it.each(operations())('leave $name room: it needs less than half of each', ({ document, variables }) => {
    expect(() => prepare(half, document, variables)).not.toThrow();
  });

  it('leave a page of 100 monitored households room', () => {
    const operation = operations().find(({ name }) => name === 'MonitoredHouseholds')!;
    expect(() => prepare(half, operation.document, { ...operation.variables, first: 100 })).not.toThrow();
  });

  it('leave the explorer room to ask for the schema', () => {
    const query = getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true, oneOf: true });
    expect(() => prepare(half, query, {})).not.toThrow();
  });
});
