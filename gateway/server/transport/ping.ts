import type { SubgraphOperation } from './transport.ts';

const query = '{ __typename }';

/** The least that can be asked of a subgraph: whether it answers at all. */
export const ping: SubgraphOperation = {
  kind: 'query',
  query,
  queryJson: JSON.stringify(query),
  variables: undefined,
};
