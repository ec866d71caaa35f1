import { fork, type ChildProcess } from 'node:child_process';
import type { Trial } from './planning.ts';

const patience = 3_000; // milliseconds for one plan, of which most take one

/**
 * Tries whether queries can be planned at all, in a process of its own: on some the planner never ends, on some it ends
 * the process.
 */
export class PlanningTrial {
  #child: ChildProcess | undefined;
  #supergraph = '';
  /** Whether the process has the supergraph. */
  #isOpen = false;

  /** Goes on with another supergraph. */
  use(supergraph: string): void {
    this.#supergraph = supergraph;
    this.#isOpen = false;
  }

  /** Whether a query is planned, or refused, in time. */
  async succeeds(query: string, variables: Record<string, unknown>): Promise<boolean> {
    return (await this.#start()) && this.#send({ query, variables });
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    this.#isOpen = false;
  }

  async #start(): Promise<boolean> {
    if (this.#isOpen && this.#child) return true;
    this.#child ??= fork(new URL('planning.ts', import.meta.url), {
      execArgv: ['--import', '@hearth/kit/typescript/register.js'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#isOpen = await this.#send({ supergraph: this.#supergraph }, 30_000);
    return this.#isOpen;
  }

  #send(trial: Trial, milliseconds = patience): Promise<boolean> {
    const child = this.#child as ChildProcess;
    return new Promise((resolve) => {
      const end = (isDone: boolean) => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (!isDone) this.stop();
        resolve(isDone);
      };
      const timer = setTimeout(() => end(false), milliseconds);
      child.once('message', () => end(true));
      child.once('exit', () => end(false));
      child.send(trial);
    });
  }
}
