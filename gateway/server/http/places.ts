import { HttpRefusal } from './refusal.ts';
import type { HttpLimits } from './limits.ts';

/** Counts who holds a connection open: sockets and event streams together. */
export class Places {
  readonly #limits: Pick<HttpLimits, 'sockets' | 'socketsPerSubject'>;
  readonly #bySubject = new Map<string, number>();
  #taken = 0;

  constructor(limits: Pick<HttpLimits, 'sockets' | 'socketsPerSubject'>) {
    this.#limits = limits;
  }

  /** Takes a place until what is returned is called, once. Throws an `HttpRefusal` (503) when there is none. */
  take(): () => void {
    const { sockets } = this.#limits;
    if (this.#taken >= sockets) throw full(503, `${sockets} connections are held open`);
    this.#taken += 1;
    return once(() => (this.#taken -= 1));
  }

  /** The same for one caller among those who have a place (429). */
  takeFor(subject: string): () => void {
    const taken = this.#bySubject.get(subject) ?? 0;
    const { socketsPerSubject } = this.#limits;
    if (taken >= socketsPerSubject) throw full(429, `The caller holds ${taken} connections open`);
    this.#bySubject.set(subject, taken + 1);
    return once(() => {
      const left = this.#bySubject.get(subject)! - 1;
      if (left > 0) this.#bySubject.set(subject, left);
      else this.#bySubject.delete(subject);
    });
  }
}

const full = (statusCode: number, what: string): HttpRefusal =>
  new HttpRefusal(statusCode, 'OVERLOADED', `${what}, which is the limit: try again later.`, {
    headers: { 'retry-after': '5' },
  });

function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) run();
    isDone = true;
  };
}
