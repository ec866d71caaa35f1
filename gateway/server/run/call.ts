import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { Dispatch } from '../dispatch/dispatch.ts';
import type { Question } from '../cache/question.ts';
import type { Reading } from '../cache/reading.ts';
import type { EntityList, Lifetime, Outgoing, Template } from '../dispatch/outgoing.ts';
import { TransportError } from '../transport/transport.ts';
import type { Variables } from '../document/variables.ts';
import { copyData, isData, type Data } from './data.ts';
import type { Problems } from './problems.ts';
import { MAY_HAVE_RUN } from './refused.ts';

/** For the log alone: what a subgraph said or did, in its own words. */
export interface SubgraphFailure {
  /** The request in whose course it happened. */
  readonly traceId: string;
  readonly subgraph: string;
  readonly code: string;
  readonly message: string;
  readonly cause?: unknown;
}

/** What one request holds while it runs. */
export interface Run {
  readonly data: Data;
  readonly variables: Variables;
  readonly problems: Problems;
  readonly dispatch: Dispatch;
  /** Who asks. */
  readonly authority: Authority;
  /** When the client must have its answer, on the clock of `performance.now()`. */
  readonly deadlineAt: number;
  /** What may be given up before it is answered. */
  readonly lifetime: Lifetime;
  /** Of the request, for the log: 32 hexadecimal digits. */
  readonly traceId: string;
  readonly onFailure: (failure: SubgraphFailure) => void;
  /** What may be kept of a subgraph for who asks; undefined when nothing may. */
  readonly readKept: ((subgraph: string) => Reading | undefined) | undefined;
  /** What the request asks, where its answer may be kept. */
  readonly question: Question | undefined;
  /** Calls of this request by subgraph, operation and variables, once the plan has come to one that it may repeat. */
  calls: Map<string, Promise<Answer>> | undefined;
}

/** An operation of the plan, ready to be sent. */
export interface Call extends Template {
  readonly variableUsages: readonly string[];
  /** Whether the plan has this operation more than once, so that answers may be shared. */
  readonly isRepeated: boolean;
  /** How many calls one after another the plan may still have, this one included: they share the time that is left. */
  readonly levels: number;
}

/** A failure in the client's words; the log has the subgraph's. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** A subgraph's answer: data or null, its errors as they came, and why there is nothing, if so. */
export interface Answer {
  readonly data: Data | null;
  readonly errors: readonly unknown[];
  readonly failure?: Failure;
}

/** Sends a call and reads the answer. Never rejects. The answer belongs to the caller. */
export function send(run: Run, call: Call, entities: readonly EntityList[]): Promise<Answer> {
  run.question?.ask();
  const variables = writeInside(call.variableUsages, run.variables);
  const outgoing: Outgoing = { template: call, entities, variables };
  if (!call.isRepeated) return sendNow(run, call, outgoing);
  const key = `${call.subgraph}\n${call.query}\n${JSON.stringify(entities)}\n${variables}`;
  const calls = (run.calls ??= new Map());
  const shared = calls.get(key);
  if (shared) return shared.then(copyData);
  const answer = sendNow(run, call, outgoing);
  calls.set(key, answer.then(copyData));
  return answer;
}

async function sendNow(run: Run, call: Call, outgoing: Outgoing): Promise<Answer> {
  const { authority, lifetime, traceId } = run;
  const now = performance.now();
  const deadlineAt = now + (run.deadlineAt - now) / call.levels;
  try {
    const answer: unknown = await run.dispatch.send(outgoing, { authority, deadlineAt, lifetime, traceId });
    return readAnswer(run, call, answer);
  } catch (error) {
    return failed(run, call, error);
  }
}

function readAnswer(run: Run, call: Call, answer: unknown): Answer {
  const { data, errors } = isData(answer) ? answer : {};
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  if (isData(data)) return { data, errors: hasErrors ? errors : [] };
  if (hasErrors && (data === null || data === undefined)) return { data: null, errors };
  return failed(
    run,
    call,
    new TransportError('BAD_ANSWER', call.subgraph, 'The answer has neither data nor errors.'),
  );
}

function failed(run: Run, call: Call, error: unknown): Answer {
  const { subgraph } = call;
  const code = error instanceof TransportError ? error.code : 'DOWN';
  const message = error instanceof Error ? error.message : String(error);
  run.onFailure({ traceId: run.traceId, subgraph, code, message, cause: error });
  return { data: null, errors: [], failure: describeFailure(code, call) };
}

/** What clients are told of a subgraph that gave no answer. */
export function describeFailure(code: TransportError['code'], { subgraph, kind }: Called): Failure {
  const failure = {
    code: code === 'BAD_ANSWER' ? 'SUBGRAPH_ERROR' : code,
    message: messages[code](subgraph),
  };
  return kind === 'mutation' ? { ...failure, message: `${failure.message} ${MAY_HAVE_RUN}` } : failure;
}

/** Which subgraph was called, and with what. */
export type Called = Pick<Call, 'subgraph' | 'kind'>;

const messages: Readonly<Record<TransportError['code'], (subgraph: string) => string>> = {
  DOWN: (subgraph) => `${subgraph} cannot be reached.`,
  TIMEOUT: (subgraph) => `${subgraph} did not answer in time.`,
  ABORTED: () => 'The request was given up before it was answered.',
  BAD_ANSWER: (subgraph) => `${subgraph} did not answer with GraphQL.`,
};

/** The variables that an operation uses, as the inside of a JSON object; '' when there are none. */
export function writeInside(names: readonly string[], variables: Variables): string {
  let text = '';
  for (const name of names) {
    const value = JSON.stringify(variables[name]);
    if (value !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${value}`;
  }
  return text;
}
