import type { PlanNode } from '@graphql-hive/router-query-planner';
import { refusal } from '../errors.ts';

export interface PlanningQueueOptions {
  /** Milliseconds after which a query that still waits is refused. */
  readonly longestWait: number;
  /** Queries that may wait; more are refused at once. */
  readonly mostWaiting: number;
}

/** A query to be planned, and whoever waits for that. */
export interface Planning {
  readonly query: string;
  readonly rollout: number;
  resolve(node: PlanNode | undefined): void;
  reject(error: Error): void;
}

/** The queries that wait for a planner which takes one at a time. */
export class PlanningQueue {
  readonly #options: PlanningQueueOptions;
  /** With the timers that end their waiting. */
  readonly #waiting = new Map<Planning, NodeJS.Timeout>();
  #isClosed = false;
  #wake = () => {};

  constructor(options: PlanningQueueOptions) {
    this.#options = options;
  }

  /** Resolves when it is planned. Rejects with a `Refusal`, code OVERLOADED, when there is no room or it waits too long. */
  add(query: string, rollout: number): Promise<PlanNode | undefined> {
    const { longestWait, mostWaiting } = this.#options;
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw stopped();
      if (this.#waiting.size >= mostWaiting) throw overloaded(`${mostWaiting} operations wait to be planned`);
      const planning = { query, rollout, resolve, reject };
      const leave = () => {
        this.#waiting.delete(planning);
        reject(overloaded(`The operation waited ${longestWait} ms to be planned`));
      };
      this.#waiting.set(planning, setTimeout(leave, longestWait));
      this.#wake();
    });
  }

  /** The next one, which no longer waits; undefined when there is none. */
  take(): Planning | undefined {
    for (const [planning, timer] of this.#waiting) {
      clearTimeout(timer);
      this.#waiting.delete(planning);
      return planning;
    }
    return undefined;
  }

  /** Resolves when something is added, or `wake` is called. */
  changed(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  wake(): void {
    this.#wake();
  }

  /** Rejects all that wait and whatever comes. */
  close(): void {
    this.#isClosed = true;
    for (let planning = this.take(); planning; planning = this.take()) planning.reject(stopped());
  }
}

/** What nobody is told: a planner is stopped when all requests are answered. */
export const stopped = (): Error => new Error('The planner was stopped.');

const overloaded = (reason: string) => refusal('OVERLOADED', `${reason}, which is the limit: ask again.`);
