import { type SubgraphAnswer, TransportError } from '../transport/transport.ts';
import { Alarm } from './alarm.ts';
import { combine, single, type Parcel } from './combine.ts';
import { Job } from './job.ts';
import { OpenJobs } from './open-jobs.ts';
import type { Outgoing, Sender } from './outgoing.ts';

export interface LaneOptions {
  /** Milliseconds that a job waits for company at the most while the subgraph is answering others. */
  readonly longestWait: number;
  /** Jobs that leave together at the most. */
  readonly largestLoad: number;
  /** Sends one operation within a deadline on the clock of `performance.now()`. Rejects with a `TransportError`. */
  readonly deliver: (parcel: Parcel, deadlineAt: number) => Promise<SubgraphAnswer>;
  /** Called when a mutation is over, before anybody has its answer; undefined when there is none. */
  readonly onWritten: (answer: SubgraphAnswer | undefined) => void;
}

/** Deliveries that follow from one of no use: enough to find three jobs at fault among 64, and no storm when all are. */
const LARGEST_SPLIT = 36;

/** What followed from one delivery of no use. */
interface Split {
  deliveries: number;
}

const uncut = ({ template }: Parcel): TransportError =>
  new TransportError('BAD_ANSWER', template.subgraph, 'The answer gives no job its entities.');

const WORTH_ASKING = 20; // milliseconds; more than timers differ

/**
 * The way to one subgraph. While nothing is on its way there, what comes is sent at once, all of one turn of the event
 * loop together; else it is collected until all of that is back, or for a short time. Equal reads of one authority
 * class are one job, also while that is on its way, unless a mutation was sent since.
 */
export class Lane {
  readonly #options: LaneOptions;
  #waiting: Job[] = [];
  readonly #open = new OpenJobs();
  readonly #deadlines = new Alarm((until) => this.#open.endLate(until));
  #underWay = 0;
  #isTurnPlanned = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Resolves with an answer that belongs to the caller. Rejects with a `TransportError`. */
  send(outgoing: Outgoing, sender: Sender): Promise<SubgraphAnswer> {
    const isRead = outgoing.template.kind === 'query';
    if (!isRead) this.#open.close();
    const known = isRead ? this.#open.find(outgoing, sender.authority) : undefined;
    const job = known ?? new Job(outgoing, sender);
    const answer = job.join(sender);
    this.#deadlines.set(sender.deadlineAt);
    if (!known && !job.isOver) this.#enqueue(job);
    return answer;
  }

  /** Lets nobody join the reads that are on their way: they may tell of a time before something that is known by now. */
  outdate(): void {
    this.#open.close();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#deadlines.stop();
  }

  #enqueue(job: Job): void {
    this.#open.add(job);
    this.#waiting.push(job);
    if (this.#underWay === 0 || this.#waiting.length >= this.#options.largestLoad) this.#planTurn();
    else this.#timer ??= setTimeout(() => this.#leave(), this.#options.longestWait);
  }

  #planTurn(): void {
    if (this.#isTurnPlanned) return;
    this.#isTurnPlanned = true;
    setImmediate(() => this.#leave());
  }

  #leave(): void {
    this.#isTurnPlanned = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const jobs = this.#waiting.filter((job) => !job.isOver);
    this.#waiting = [];
    if (jobs.length > 0) for (const parcel of combine(jobs)) void this.#deliver(parcel);
  }

  /**
   * One job of a parcel may be why its answer is of no use; it must not cost the others theirs. Halves are sent again until
   * only its own answer is of no use, with `LARGEST_SPLIT` deliveries at the most; then what is left is rejected.
   */
  #deliverApart({ jobs }: Parcel, split: Split, error: TransportError): void {
    const middle = Math.ceil(jobs.length / 2);
    for (const half of [jobs.slice(0, middle), jobs.slice(middle)]) {
      const waiting = half.filter((job) => !job.isOver);
      if (waiting.length === 0) continue;
      split.deliveries += 1;
      if (split.deliveries <= LARGEST_SPLIT)
        for (const parcel of combine(waiting)) void this.#deliver(parcel, split);
      else for (const job of waiting) job.reject(error);
    }
  }

  /** Whoever joined a read later than it was sent may have time left, and must not lose it to those before. */
  #retryLate({ jobs }: Parcel, error: TransportError): void {
    for (const job of jobs) {
      if (job.isOver || job.deadlineAt - performance.now() < WORTH_ASKING) job.reject(error);
      else void this.#deliver(single(job));
    }
  }

  #noteWrite({ template }: Parcel, answer: SubgraphAnswer | undefined): void {
    if (template.kind !== 'mutation') return;
    this.#open.close();
    this.#options.onWritten(answer);
  }

  async #deliver(parcel: Parcel, split: Split = { deliveries: 0 }): Promise<void> {
    this.#underWay += 1;
    const deadlineAt = Math.max(...parcel.jobs.map((job) => job.deadlineAt));
    try {
      const answer = await this.#options.deliver(parcel, deadlineAt);
      this.#noteWrite(parcel, answer);
      if (!parcel.resolve(answer)) this.#deliverApart(parcel, split, uncut(parcel));
    } catch (error) {
      this.#noteWrite(parcel, undefined);
      const { code } = error as TransportError;
      if (code === 'BAD_ANSWER' && parcel.jobs.length > 1)
        this.#deliverApart(parcel, split, error as TransportError);
      else if (code === 'TIMEOUT' && parcel.template.kind === 'query')
        this.#retryLate(parcel, error as TransportError);
      else parcel.reject(error as TransportError);
    }
    this.#underWay -= 1;
    if (this.#underWay === 0 && this.#waiting.length > 0) this.#planTurn();
  }
}
