import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { type Access, recordUnavailable } from '../audit/record-access.ts';
import type { AccessRecord } from '../audit/start-record.ts';
import type { Budget } from '../caller/rate-limit.ts';
import type { CacheReport } from '../cache/counters.ts';
import type { EntityCache } from '../cache/entity-cache.ts';
import type { Question } from '../cache/question.ts';
import type { Dispatch } from '../dispatch/dispatch.ts';
import type { Operation } from '../document/document.ts';
import type { Variables } from '../document/variables.ts';
import type { HubReading, HubResult } from '../hub-request.ts';
import type { SubgraphFailure } from './call.ts';
import { withinAnswer } from './client-path.ts';
import type { Answered } from '../cache/kept-store.ts';
import type { Data, Path } from './data.ts';
import type { Disclosure } from './disclosure.ts';
import type { Executable } from './executable.ts';
import { findingsOf } from './findings.ts';
import type { MinistryReport } from './ministries.ts';
import { outsideRegionsOf } from './outside-regions.ts';
import { OwnReading } from './own-fields.ts';
import { Refusal } from '../errors.ts';
import { Problems } from './problems.ts';
import { Subjects } from './subjects.ts';
import { givenUp, type Wanted, whileWanted } from './while-wanted.ts';

interface RunnerOptions {
  readonly dispatch: Dispatch;
  readonly cache: EntityCache | undefined;
  readonly accessRecord: Pick<AccessRecord, 'isAvailable'> | undefined;
  /** Counts what introspection costs. */
  readonly budget: Pick<Budget, 'owe'>;
  /** Says which operation was run, given the text of its document. */
  readonly identify: (operation: Operation, text: string) => Access['operation'];
  readonly onSubgraphFailure: (failure: SubgraphFailure) => void;
}

/** How far a request has come. */
export interface Progress {
  /** Whether a command was sent, so that something may have been written. */
  mayHaveWritten: boolean;
}

type RunOptions = Wanted & {
  readonly progress: Progress;
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

export function createRun(options: RunnerOptions): RunExecutable {
  const { cache, accessRecord, budget, identify } = options;
  return async (executable, variables, run) => {
    const { authority, traceId, cacheReport } = run;
    const prepared = cacheReport ? undefined : executable.introspection?.prepared?.();
    if (prepared) {
      budget.owe(authority, prepared.points);
      return { result: prepared.result, access: undefined };
    }
    const isPersonal = accessRecord !== undefined && isOfPeople(executable);
    if (isPersonal && !accessRecord.isAvailable) throw recordUnavailable();
    const { keptAs } = executable;
    const question =
      keptAs === undefined || cacheReport
        ? undefined
        : cache?.question(keptAs, authority.class, JSON.stringify(variables));
    const kept = question?.find();
    const { result, subjects, disclosure } = kept
      ? { result: kept.result, subjects: kept.subjects, disclosure: executable.disclosure }
      : await answerAnew(options, run, { executable, variables, question, isPersonal });
    if (!disclosure || !subjects) return { result, access: undefined };
    const operation = identify(run.operation, run.query);
    return { result, access: { traceId, operation, disclosure, subjects } };
  };
}

const isOfPeople = ({ disclosure, answerOwn }: Executable): boolean =>
  (disclosure ?? answerOwn) !== undefined;

/** What is to be answered. */
interface Asked {
  readonly executable: Executable;
  readonly variables: Variables;
  readonly question: Question | undefined;
  readonly isPersonal: boolean;
}

/** Answers from what subgraphs say, or said and is kept. */
async function answerAnew(
  { dispatch, cache, budget, onSubgraphFailure }: RunnerOptions,
  { lifetime, deadlineAt, authority, traceId, operation, cacheReport, progress }: RunOptions,
  { executable, variables, question, isPersonal }: Asked,
): Promise<Answered & { readonly disclosure: Disclosure | undefined }> {
  const subjects = isPersonal ? new Subjects() : undefined;
  const problems = new Problems();
  const { answerOwn } = executable;
  const own = answerOwn && new OwnReading({ authority, problems, subjects });
  const ownData =
    own && (await whileWanted(answerOwn(variables, own), { lifetime, deadlineAt }, recordUnavailable));
  const introspected = executable.introspection?.introspect(variables);
  if (introspected) budget.owe(authority, introspected.points);
  const data = { ...introspected?.data, ...ownData };
  progress.mayHaveWritten = operation.kind === 'mutation';
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
    readKept:
      cache && ((subgraph) => cache.read(subgraph, authority.class, { report: cacheReport, question })),
    question,
    calls: undefined,
  });
  if (lifetime.isGivenUp) throw givenUp();
  const outside = outsideRegionsOf(authority);
  const disclosure = own ? own.addTo(executable.disclosure) : executable.disclosure;
  let answer: Data | null;
  try {
    answer = executable.project(data, problems, { subjects, outside });
  } catch (error) {
    if (!(error instanceof Refusal) || operation.kind !== 'mutation') throw error;
    return { result: withheld(error), subjects, disclosure };
  }
  const { ministries } = executable;
  if (problems.isEmpty) {
    const isAllSeen = outside === undefined || outside.ministries.size === 0;
    const report = isAllSeen ? ministries.allOk : ministries.report(data, problems, outside.ministries);
    const result = withExtensions(answer, report, cacheReport);
    question?.keep({ result, subjects });
    return { result, subjects, disclosure };
  }
  for (const finding of findingsOf(problems, traceId)) onSubgraphFailure(finding);
  const toClientPath = (path: Path) => withinAnswer(executable.toClientPath(path), answer);
  const errors = problems.toErrors(toClientPath, operation.kind);
  const extended = withExtensions(
    answer,
    ministries.report(data, problems, outside?.ministries ?? none),
    cacheReport,
  );
  const result = { errors, ...extended };
  if (problems.all.length === 0) question?.keep({ result, subjects }); // it has denials alone
  return { result, subjects, disclosure };
}

const none: ReadonlySet<string> = new Set();

/** The answer to a mutation that has run, but whose answer is too large. */
const withheld = ({ errors }: Refusal): HubResult => ({
  data: null,
  errors: errors.map((error) => ({ ...error, message: `The mutation has run. ${error.message}` })),
});

function withExtensions(
  data: Data | null,
  report: MinistryReport | undefined,
  cache: CacheReport | undefined,
): HubResult {
  if (cache) return { data, extensions: { ...report, cache } };
  return report ? { data, extensions: report } : { data };
}
