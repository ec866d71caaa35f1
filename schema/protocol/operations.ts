/**
 * How a gateway sends several operations to a ministry in one HTTP request. Each line of the body is one operation, as
 * GraphQL over HTTP writes it: `{"query": …, "variables": …}`. Each line of the answer is `[place, answer]`, with the
 * place of the operation among the lines, from 0; answers come as soon as they are there, in any order.
 */
export const LINES_TYPE = 'application/jsonl';

/** The header of a ministry's answers that names the path at which it takes operations as lines. */
export const OPERATIONS_HEADER = 'hearth-operations';

/** Where this project's ministries take operations as lines. */
export const OPERATIONS_PATH = '/operations';
