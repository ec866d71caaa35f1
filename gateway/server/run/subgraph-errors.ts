import type { Failure, Run } from './call.ts';
import { isData, type Path } from './data.ts';

/** An error of a subgraph, in words that a client may see; `path` is the subgraph's, undefined when it gave none. */
export interface SubgraphError extends Failure {
  readonly path: Path | undefined;
}

/** Codes with which servers mark faults of their own, whose messages are not for clients. */
const internalCodes = new Set([
  'INTERNAL_SERVER_ERROR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
]);

/** Reads the errors of an answer; each goes to the log in the subgraph's words. */
export function readErrors(run: Run, subgraph: string, errors: readonly unknown[]): SubgraphError[] {
  return errors.map((error) => {
    const { message, path, extensions } = isData(error) ? error : {};
    const code = isData(extensions) ? extensions['code'] : undefined;
    const isForClients =
      typeof code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(code) && !internalCodes.has(code);
    run.onFailure({
      subgraph,
      code: typeof code === 'string' ? code : 'SUBGRAPH_ERROR',
      message: String(message),
      cause: error,
    });
    return {
      code: isForClients ? code : 'SUBGRAPH_ERROR',
      message: isForClients && typeof message === 'string' ? message : `${subgraph} could not answer this.`,
      path: isPath(path) ? path : undefined,
    };
  });
}

function isPath(path: unknown): path is Path {
  return (
    Array.isArray(path) &&
    path.length > 0 &&
    path.every((segment) => typeof segment === 'string' || Number.isInteger(segment))
  );
}
