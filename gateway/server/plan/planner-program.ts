import type { PlanNode } from '@graphql-hive/router-query-planner';
import { createInlinePlanner, type InlinePlanner } from './inline-planner.ts';
import type { RolloutBounds } from './rollout.ts';

/** What the process is asked, one thing at a time: first to read a supergraph, then to plan queries. */
export type Question =
  | { readonly supergraph: string; readonly overrideLabels: readonly string[] }
  | { readonly query: string; readonly rollout: number };

/** What it answers to each. */
export type Reply =
  | { readonly bounds: RolloutBounds }
  | { readonly node?: PlanNode | undefined }
  | { readonly error: string };

let planner: InlinePlanner | undefined;

async function answer(question: Question): Promise<Reply> {
  try {
    if ('query' in question) return { node: await planner?.plan(question.query, question.rollout) };
    planner = createInlinePlanner(question.supergraph, new Set(question.overrideLabels));
    return { bounds: planner.bounds };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

process.on('message', async (question: Question) => {
  const reply = await answer(question);
  if (process.connected) process.send?.(reply);
});

// A plan that never ends keeps a process from exiting, but not from being killed.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
