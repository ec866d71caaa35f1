import { Counts, once } from './counts.ts';
import type { HttpLimits } from './limits.ts';
import { HttpRefusal } from './refusal.ts';

type PlaceLimits = Pick<HttpLimits, 'sockets' | 'socketsPerSubject' | 'socketsPerAddress'>;

/** Counts the connections that are held open: sockets and event streams together. */
export class Places {
  readonly #limits: PlaceLimits;
  readonly #bySubject: Counts;
  readonly #byAddress: Counts;
  #taken = 0;

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
    this.#bySubject = new Counts(limits.socketsPerSubject);
    this.#byAddress = new Counts(limits.socketsPerAddress);
  }

  /** Takes a place until what is returned is called. Throws an `HttpRefusal` (503) when there is none. */
  take(): () => void {
    const { sockets } = this.#limits;
    if (this.#taken >= sockets) throw full(503, `${sockets} connections are held open`);
    this.#taken += 1;
    return once(() => (this.#taken -= 1));
  }

  /** The same for one caller among those who have a place (429). */
  takeFor(subject: string): () => void {
    const leave = this.#bySubject.take(subject);
    if (leave) return leave;
    throw full(429, `The caller holds ${this.#limits.socketsPerSubject} connections open`);
  }

  /** The same for an address, while it is not known who the caller is (429). */
  takeUnknown(address: string): () => void {
    const leave = this.#byAddress.take(address);
    if (leave) return leave;
    const { socketsPerAddress } = this.#limits;
    throw full(429, `${socketsPerAddress} connections of this address wait for their \`connection_init\``);
  }
}

const full = (statusCode: number, what: string): HttpRefusal =>
  new HttpRefusal(statusCode, 'OVERLOADED', `${what}, which is the limit: try again later.`, {
    headers: { 'retry-after': '5' },
  });
