/**
 * The least that can be asked of a subgraph: whether it answers at all. Any subgraph can; a ministry answers it once its database does, and
 * else with an error of the code DOWN or TIMEOUT.
 */
export const PING = '{ __typename }';
