import { maskCitizenIds } from '@hearth/schema/protocol/citizen-id.ts';
import { detailsOf, type ErrorDetails, isForClients, isOutage } from '@hearth/schema/protocol/errors.ts';
import { type Called, describeFailure, type Failure, type Run } from './call.ts';
import { isData, type Path } from './data.ts';
import { wordsForLog } from './log-words.ts';

/** An error of a subgraph, in words that a client may see; `path` is the subgraph's, undefined when it gave none. */
export interface SubgraphError extends Failure {
  readonly path: Path | undefined;
  readonly details?: ErrorDetails;
}

const MOST_LOGGED = 3; // errors of one answer; an answer may hold one for each entity

/**
 * Reads the errors of an answer. Clients see what the ministry says only with a code that the contract has for that;
 * else it is a fault of the ministry's own, whose words go to the log alone. A ministry without its database is as one that is gone.
 */
export function readErrors(run: Run, call: Called, errors: readonly unknown[]): SubgraphError[] {
  const { subgraph } = call;
  logErrors(run, subgraph, errors);
  return errors.map((error) => {
    const { message, path, extensions } = isData(error) ? error : {};
    const code = isData(extensions) ? extensions['code'] : undefined;
    const place = isPath(path) ? path : undefined;
    if (isForClients(code) && typeof message === 'string') {
      const details = detailsOf(code, isData(extensions) ? extensions : {});
      return { code, message: maskCitizenIds(message), path: place, details };
    }
    if (isOutage(code)) return { ...describeFailure(code, call), path: place };
    return { code: 'SUBGRAPH_ERROR', message: `${subgraph} could not answer this.`, path: place };
  });
}

function logErrors(run: Run, subgraph: string, errors: readonly unknown[]): void {
  const log = (code: string, message: string, cause?: unknown) =>
    run.onFailure({ traceId: run.traceId, subgraph, code, message, cause });
  for (const error of errors.slice(0, MOST_LOGGED)) {
    const { message, extensions } = isData(error) ? error : {};
    const code = isData(extensions) ? extensions['code'] : undefined;
    const isCode = typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code);
    log(isCode ? code : 'SUBGRAPH_ERROR', wordsForLog(message, run.variables), error);
  }
  const more = errors.length - MOST_LOGGED;
  if (more > 0) log('SUBGRAPH_ERROR', `${more} more errors in the same answer`);
}

function isPath(path: unknown): path is Path {
  return (
    Array.isArray(path) &&
    path.length > 0 &&
    path.every((segment) => typeof segment === 'string' || (Number.isSafeInteger(segment) && segment >= 0))
  );
}
