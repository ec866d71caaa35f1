import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { type Access, recordUnavailable } from '../audit/record-access.ts';
import type { AccessRecord } from '../audit/start-record.ts';
import type { CacheReport } from '../cache/counters.ts';
import type { EntityCache } from '../cache/entity-cache.ts';
import type { Dispatch } from '../dispatch/dispatch.ts';
import type { Operation } from '../document/document.ts';
import type { Variables } from '../document/variables.ts';
import type { HubReading, HubResult } from '../hub-request.ts';
import type { SubgraphFailure } from './call.ts';
import { withinAnswer } from './client-path.ts';
import type { Data } from './data.ts';
import type { Executable } from './executable.ts';
import { findingsOf } from './findings.ts';
import type { MinistryReport } from './ministries.ts';
import { OwnReading } from './own-fields.ts';
import { Problems } from './problems.ts';
import { Subjects } from './subjects.ts';
import { givenUp, type Wanted, whileWanted } from './while-wanted.ts';

interface RunnerOptions {
  readonly dispatch: Dispatch;
  readonly cache: EntityCache | undefined;
  readonly accessRecord: Pick<AccessRecord, 'isAvailable'> | undefined;
  /** Says which operation was run, given the text of its document. */
  readonly identify: (operation: Operation, text: string) => Access['operation'];
  readonly onSubgraphFailure: (failure: SubgraphFailure) => void;
}

type RunOptions = Wanted & {
  readonly authority: Authority;
  readonly traceId: string;
  readonly operation: Operation;
  /** The document that it stands in. */
  readonly query: string;
  /** Where it is noted what was kept of the answer, if anybody wants to know. */
  readonly cacheReport: CacheReport | undefined;
};

/** Runs an executable for one request. Rejects with a `Refusal` when there is no answer. */
export type RunExecutable = (
  executable: Executable,
  variables: Variables,
  options: RunOptions,
) => Promise<HubReading>;

export const createRun =
  ({ dispatch, cache, accessRecord, identify, onSubgraphFailure }: RunnerOptions): RunExecutable =>
  async (
    executable: Executable,
    variables: Variables,
    { lifetime, deadlineAt, authority, traceId, operation, query, cacheReport }: RunOptions,
  ): Promise<HubReading> => {
    const { answerOwn } = executable;
    const isPersonal = accessRecord && (executable.disclosure ?? answerOwn) !== undefined;
    if (isPersonal && !accessRecord.isAvailable) throw recordUnavailable();
    const subjects = isPersonal ? new Subjects() : undefined;
    const problems = new Problems();
    const own = answerOwn && new OwnReading({ authority, problems, subjects });
    const ownData =
      own && (await whileWanted(answerOwn(variables, own), { lifetime, deadlineAt }, recordUnavailable));
    const data = { ...executable.introspect?.(variables), ...ownData };
    await executable.step?.({
      data,
      variables,
      problems,
      dispatch,
      authority,
      deadlineAt,
      lifetime,
      traceId,
      onFailure: onSubgraphFailure,
      readKept: cache && ((subgraph) => cache.read(subgraph, authority.class, cacheReport)),
      calls: undefined,
    });
    if (lifetime.isGivenUp) throw givenUp();
    const answer = executable.project(data, problems, subjects);
    const disclosure = own ? own.addTo(executable.disclosure) : executable.disclosure;
    const access =
      disclosure && subjects
        ? { traceId, operation: identify(operation, query), disclosure, subjects }
        : undefined;
    const { ministries } = executable;
    if (problems.isEmpty) return { result: withExtensions(answer, ministries.allOk, cacheReport), access };
    for (const finding of findingsOf(problems, traceId)) onSubgraphFailure(finding);
    const errors = problems.toErrors(
      (path) => withinAnswer(executable.toClientPath(path), answer),
      operation.kind,
    );
    const extended = withExtensions(answer, ministries.report(data, problems), cacheReport);
    return { result: { errors, ...extended }, access };
  };

function withExtensions(
  data: Data | null,
  report: MinistryReport | undefined,
  cache: CacheReport | undefined,
): HubResult {
  if (cache) return { data, extensions: { ...report, cache } };
  return report ? { data, extensions: report } : { data };
}
