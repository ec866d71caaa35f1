import { OPERATIONS_PATH } from '@hearth/schema/protocol/operations.ts';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { nodeOptions } from '@hearth/standalone/service.ts';
import type { Candidate, Surroundings } from '../candidate.ts';
import { type WorkloadName, workloadNames, workloads } from '../workloads.ts';
import { ask, type Asked } from '../agreement.ts';
import { announcedUrl } from './announced-url.ts';

/** What a developer who knows the questions by heart writes instead of a gateway. */
export const aggregator = ({ isLean }: { readonly isLean: boolean }): Candidate => ({
  name: isLean ? 'aggregator-lean' : 'aggregator',
  title: isLean ? 'hand-written aggregator, lean path' : 'hand-written aggregator',
  isChecked: true,
  obstacle: () => null,
  async start({ hub, workspace }) {
    const entries = Object.entries(hub.ministryUrls);
    const lean = entries.map(([name, url]) => [name, new URL(OPERATIONS_PATH, url).href]);
    const env = { MINISTRY_URLS: JSON.stringify(isLean ? Object.fromEntries(lean) : hub.ministryUrls) };
    const { pid, url } = await startOwn(workspace, 'test/bench/comparison/aggregator/main.ts', env);
    return { pid, urlOf: () => url };
  },
});

/** Node's HTTP server and nothing behind it: below its cost nothing in Node can go. */
export const preparedString: Candidate = {
  name: 'prepared',
  title: 'prepared string (bare node:http)',
  isChecked: false,
  obstacle: () => null,
  async start({ hub, workspace, callers }) {
    const hearth = { url: hub.url, headers: callers[0] };
    const answers = await Promise.all(
      workloadNames.map(async (name) => [name, await typicalAnswer(name, hearth)]),
    );
    const env = { PREPARED: JSON.stringify(Object.fromEntries(answers)) };
    const { pid, url } = await startOwn(workspace, 'test/bench/comparison/prepared.ts', env);
    return { pid, urlOf: (workload) => `${url}${workload}` };
  },
};

async function startOwn(
  { run }: Surroundings['workspace'],
  path: string,
  env: Readonly<Record<string, string>>,
): Promise<{ pid: number; url: string }> {
  const args = [...nodeOptions, repositoryFile(path)];
  const program = run(process.execPath, { args, env: { NODE_ENV: 'production', ...env } });
  return { pid: program.pid, url: await announcedUrl(program) };
}

/** An answer of middle length. */
async function typicalAnswer(workload: WorkloadName, asked: Asked): Promise<string> {
  const answers: string[] = [];
  for (const request of workloads[workload].slice(0, 21)) answers.push(await ask(asked, request));
  return answers.toSorted((a, b) => a.length - b.length)[answers.length >> 1]!;
}
