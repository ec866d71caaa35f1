import { readFileSync } from 'node:fs';
import { supergraphPath } from '@hearth/schema/composed-files.ts';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { gatewaySubgraph, ministryNames } from '@hearth/schema/subgraphs.ts';
import { describe, expect, it } from 'vitest';
import { readSupergraph } from './supergraph.ts';

const committed = readFileSync(repositoryFile(supergraphPath), 'utf8');

describe("the gateway's own subgraph", () => {
  it('is none that is asked, and owns nothing: its fields are answered here', () => {
    const { subgraphs, isOwn, owners } = readSupergraph(committed);
    expect(subgraphs.map(({ name }) => name)).toEqual(ministryNames.toSorted());
    expect([isOwn('Query', 'accessRecord'), owners('Query', 'accessRecord')]).toEqual([true, []]);
    expect([isOwn('Query', 'household'), owners('Query', 'household')]).toEqual([false, ['poverty-relief']]);
    expect(owners('PageInfo', 'endCursor')).not.toContain(gatewaySubgraph.name);
  });

  it('is known by its URL: one that is merely called so is asked as any other', () => {
    const { subgraphs, isOwn, owners } = readSupergraph(
      committed.replace(gatewaySubgraph.url, 'http://gateway.test/graphql'),
    );
    expect(subgraphs).toContainEqual({ name: gatewaySubgraph.name, url: 'http://gateway.test/graphql' });
    expect([isOwn('Query', 'accessRecord'), owners('Query', 'accessRecord')]).toEqual([
      false,
      [gatewaySubgraph.name],
    ]);
  });
});
