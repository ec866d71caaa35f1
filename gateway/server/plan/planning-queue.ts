import type { PlanNode } from '@graphql-hive/router-query-planner';
import { Turns } from '../turns.ts';
import { refusal } from '../errors.ts';
import type { Asker } from './planner.ts';

export interface PlanningQueueOptions {
  /** Milliseconds after which a query that still waits is refused. */
  readonly longestWait: number;
  /** Queries that may wait; more are refused at once. */
  readonly mostWaiting: number;
  /** Those of one caller among them. */
  readonly mostOfOne: number;
}

/** A query to be planned, and whoever waits for that. */
export interface Planning {
  readonly query: string;
  readonly rollout: number;
  readonly asker: Asker;
  resolve(node: PlanNode | undefined): void;
  reject(error: Error): void;
}

/** Nobody in particular: the gateway itself. */
const itself: Asker = { subject: '', onPlanned: () => {} };

/** The queries that wait for a planner which takes one at a time: each caller's in turn. */
export class PlanningQueue {
  readonly #options: PlanningQueueOptions;
  readonly #waiting = new Turns<string, Planning>();
  /** End their waiting. */
  readonly #timers = new Map<Planning, NodeJS.Timeout>();
  #isClosed = false;
  #wake = () => {};

  constructor(options: PlanningQueueOptions) {
    this.#options = options;
  }

  /** Resolves when it is planned. Rejects with a `Refusal`, code OVERLOADED, when there is no room or it waits too long. */
  add(query: string, rollout: number, asker = itself): Promise<PlanNode | undefined> {
    const { longestWait, mostWaiting, mostOfOne } = this.#options;
    const { subject } = asker;
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw stopped();
      if (this.#waiting.size >= mostWaiting) throw overloaded(`${mostWaiting} operations wait to be planned`);
      if (this.#waiting.countOf(subject) >= mostOfOne)
        throw overloaded(`${mostOfOne} operations of one caller wait to be planned`);
      const planning = { query, rollout, asker, resolve, reject };
      const leave = () => {
        this.#waiting.delete(subject, planning);
        this.#timers.delete(planning);
        reject(overloaded(`The operation waited ${longestWait} ms to be planned`));
      };
      this.#waiting.add(subject, planning);
      this.#timers.set(planning, setTimeout(leave, longestWait));
      this.#wake();
    });
  }

  /** The next one, which no longer waits; undefined when there is none. */
  take(): Planning | undefined {
    const planning = this.#waiting.take();
    if (!planning) return undefined;
    clearTimeout(this.#timers.get(planning));
    this.#timers.delete(planning);
    return planning;
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
