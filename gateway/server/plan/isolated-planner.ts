import type { PlanNode } from '@graphql-hive/router-query-planner';
import { setTimeout as delay } from 'node:timers/promises';
import { type Refusal, refusal } from '../errors.ts';
import type { Asker, Planner } from './planner.ts';
import { PlannerProcess } from './planner-process.ts';
import type { Reply } from './planner-program.ts';
import { type Planning, PlanningQueue, stopped } from './planning-queue.ts';
import { drawRollout, type RolloutBounds } from './rollout.ts';

export interface IsolatedPlannerOptions {
  readonly supergraph: string;
  readonly overrideLabels: ReadonlySet<string>;
  /** Milliseconds for one plan, of which most take one. Default 2,000: a busy machine is slow. */
  readonly deadline?: number;
  /** Milliseconds that a query may wait for those before it. Default 5,000. */
  readonly longestWait?: number;
  /** Queries that may wait. Default 100. */
  readonly mostWaiting?: number;
  /** Those of one caller among them. Default 20. */
  readonly mostOfOne?: number;
  /** The TypeScript file that the process runs; for tests. */
  readonly program?: URL;
  /** Called with why the process ended, once for each that did. Default: nothing. */
  readonly onFailure?: (reason: string) => void;
}

const OPENING = 30_000; // milliseconds to start a process and read the supergraph
const FIRST_PAUSE = 100; // milliseconds before a process is started after one that did not come so far; then twice as many
const LONGEST_PAUSE = 10_000; // milliseconds

/**
 * Opens a planner in a process of its own. A query that ends that process, or that it does not plan in time, is refused;
 * another process is started, and plans what waited.
 */
export function createIsolatedPlanner(options: IsolatedPlannerOptions): Planner {
  return new IsolatedPlanner(options);
}

class IsolatedPlanner implements Planner {
  readonly opened: Promise<void>;
  readonly #options: Required<Omit<IsolatedPlannerOptions, 'program'>>;
  readonly #program: URL | undefined;
  readonly #queue: PlanningQueue;
  #bounds: RolloutBounds = [];
  #process: PlannerProcess;
  #isStopped = false;

  constructor({
    deadline = 2_000,
    longestWait = 5_000,
    mostWaiting = 100,
    mostOfOne = 20,
    program,
    onFailure = () => {},
    ...options
  }: IsolatedPlannerOptions) {
    this.#options = { ...options, deadline, longestWait, mostWaiting, mostOfOne, onFailure };
    this.#program = program;
    this.#queue = new PlanningQueue({ longestWait, mostWaiting, mostOfOne });
    this.#process = new PlannerProcess(program);
    this.opened = this.#open();
    this.opened.catch(() => {}); // who stops it before does not wait for that
  }

  plan(query: string, rollout: number, asker?: Asker): Promise<PlanNode | undefined> {
    return this.#queue.add(query, rollout, asker);
  }

  drawRollout(): number {
    return drawRollout(this.#bounds);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#queue.close();
    await this.#process.kill('it was stopped');
  }

  async #open(): Promise<void> {
    const reply = await this.#read();
    if (!reply) throw new Error(`The planner could not read the supergraph: ${await this.#process.ended}.`);
    if ('error' in reply) {
      await this.stop();
      throw new Error(reply.error);
    }
    if ('bounds' in reply) this.#bounds = reply.bounds;
    void this.#serve();
  }

  #read(): Promise<Reply | undefined> {
    const { supergraph, overrideLabels } = this.#options;
    return this.#process.ask({ supergraph, overrideLabels: [...overrideLabels] }, OPENING);
  }

  /** Plans with one process after another. */
  async #serve(): Promise<void> {
    while (!this.#isStopped) {
      await this.#planUntilEnded();
      if (this.#isStopped) return;
      this.#options.onFailure(await this.#process.ended);
      await this.#restart();
    }
  }

  async #planUntilEnded(): Promise<void> {
    const process = this.#process;
    void process.ended.then(() => this.#queue.wake());
    while (process.isRunning) {
      const planning = this.#queue.take();
      if (planning) await this.#planOne(planning);
      else await this.#queue.changed();
    }
  }

  async #planOne({ query, rollout, asker, resolve, reject }: Planning): Promise<void> {
    const begun = performance.now();
    const reply = await this.#process.ask({ query, rollout }, this.#options.deadline);
    asker.onPlanned(performance.now() - begun);
    if (!reply) reject(this.#isStopped ? stopped() : notPlanned());
    else if ('error' in reply) reject(new Error(reply.error));
    else resolve('node' in reply ? reply.node : undefined);
  }

  /** Starts processes until one has read the supergraph. */
  async #restart(): Promise<void> {
    for (let pause = FIRST_PAUSE; !this.#isStopped; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      this.#process = new PlannerProcess(this.#program);
      const reply = await this.#read();
      if (reply && 'bounds' in reply) return;
      await this.#process.kill('it could not read the supergraph again');
      if (this.#isStopped) return;
      this.#options.onFailure(await this.#process.ended);
      await delay(pause, undefined, { ref: false });
    }
  }
}

const notPlanned = (): Refusal =>
  refusal(
    'QUERY_NOT_PLANNED',
    'This operation could not be planned; none of it was run. Ask for it in parts.',
  );
