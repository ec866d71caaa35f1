import type { Request } from '../../operation.ts';
import type { Headers } from '../known-callers.ts';
import type { Candidate, Running } from './candidate.ts';
import { type WorkloadName, workloads } from './workloads.ts';

const SAMPLES = 40; // requests of each workload that are compared

/** A candidate whose answers are not those of most others, which must not be measured. */
export interface Disagreement {
  readonly candidate: Candidate;
  readonly workload: WorkloadName;
  /** The first place where its answer differs, and both values. */
  readonly difference: string;
}

/** Asks every candidate the same and finds those whose `data` differs, keys sorted, from what most of them answer. */
export async function findDisagreements(
  running: ReadonlyMap<Candidate, Running>,
  names: readonly WorkloadName[],
): Promise<Disagreement[]> {
  const found: Disagreement[] = [];
  const checked = [...running].filter(([candidate]) => candidate.isChecked);
  for (const workload of names) {
    const requests = samplesOf(workloads[workload]);
    const answers = await Promise.all(
      checked.map(([, { urlOf, headers }]) =>
        askAll({ url: urlOf(workload), headers: headers?.[0] }, requests),
      ),
    );
    const expected = requests.map((_, index) => commonest(answers.map((texts) => texts[index]!)));
    checked.forEach(([candidate], place) => {
      const at = requests.findIndex((_, index) => answers[place]![index] !== expected[index]);
      if (at < 0) return;
      const difference = differenceOf(expected[at]!, answers[place]![at]!);
      found.push({
        candidate,
        workload,
        difference: `${JSON.stringify(requests[at]!.variables)}: ${difference}`,
      });
    });
  }
  return found;
}

/** Requests spread evenly over all. */
function samplesOf(requests: readonly Request[]): Request[] {
  const step = Math.max(1, Math.floor(requests.length / SAMPLES));
  return requests.filter((_, index) => index % step === 0).slice(0, SAMPLES);
}

/** Whom to ask, and what is sent beside each question. */
export interface Asked {
  readonly url: string;
  readonly headers?: Headers | undefined;
}

async function askAll(asked: Asked, requests: readonly Request[]): Promise<string[]> {
  const answers: string[] = [];
  for (const request of requests) answers.push(canonical(await ask(asked, request)));
  return answers;
}

/** Sends a request; the text of its answer, or of what went wrong. */
export async function ask({ url, headers: own }: Asked, request: Request): Promise<string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...own };
  try {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(request) });
    return await response.text();
  } catch (error) {
    return JSON.stringify({ errors: [{ message: String(error) }] });
  }
}

/** An answer's data with keys sorted; with errors, the whole answer. */
function canonical(text: string): string {
  try {
    const answer = JSON.parse(text) as { data?: unknown; errors?: unknown };
    return JSON.stringify(sorted(answer.errors ? answer : { data: answer.data }));
  } catch {
    return text; // it is no JSON, and differs from every answer that is
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function commonest(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

const AROUND = 60; // characters shown on each side of a difference

function differenceOf(expected: string, actual: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at += 1;
  const from = Math.max(0, at - AROUND);
  const part = (text: string) => text.slice(from, at + AROUND);
  return `most answer …${part(expected)}…, this one …${part(actual)}…`;
}
