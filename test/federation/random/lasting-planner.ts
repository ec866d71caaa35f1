import type { Planner } from '@hearth/gateway/plan/planner.ts';
import { PlannerProcess } from '@hearth/gateway/plan/planner-process.ts';
import type { Question, Reply } from '@hearth/gateway/plan/planner-program.ts';

const PATIENCE = 3_000; // milliseconds for one plan, of which most take one
const OPENING = 30_000; // milliseconds to start a process and read a supergraph

/**
 * Plans over one supergraph after another in the same process, for starting one takes longer than all its plans. A query
 * that ends it, or that it never comes back from, fails like one that it refuses.
 */
export class LastingPlanner {
  #process: PlannerProcess | undefined;
  #supergraph = '';

  /** Goes on with another supergraph. */
  use(supergraph: string): Planner {
    return {
      opened: this.#read(supergraph),
      plan: async (query, rollout) => {
        await this.#read(supergraph);
        const reply = await this.#ask({ query, rollout }, PATIENCE);
        return 'node' in reply ? reply.node : undefined;
      },
      drawRollout: () => 0,
      stop: async () => {},
    };
  }

  async stop(): Promise<void> {
    await this.#process?.kill('it was stopped');
  }

  async #read(supergraph: string): Promise<void> {
    if (this.#process?.isRunning && this.#supergraph === supergraph) return;
    await this.#ask({ supergraph, overrideLabels: [] }, OPENING);
    this.#supergraph = supergraph;
  }

  async #ask(question: Question, milliseconds: number): Promise<Reply> {
    if (!this.#process?.isRunning) this.#process = new PlannerProcess();
    const reply = await this.#process.ask(question, milliseconds);
    if (!reply) throw new Error(`Failed to plan query: ${await this.#process.ended}`);
    if ('error' in reply) throw new Error(reply.error);
    return reply;
  }
}
