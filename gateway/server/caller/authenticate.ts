import type { IncomingHttpHeaders } from 'node:http';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { Persona } from './demo/personas.ts';
import type { Budget } from './rate-limit.ts';

/**
 * Says who asks, from the header of a request: at once for callers who are known already. Throws or rejects with an
 * `HttpRefusal` for all whom it does not let in. `address` is from where it came: bad tokens are counted by it, if it
 * is known.
 */
export type Authenticate = (headers: IncomingHttpHeaders, address?: string) => Authority | Promise<Authority>;

/** Somebody who was let in, for as long as they are vouched for. */
export interface Standing {
  readonly authority: Authority;
  /** When that ends at the latest, in milliseconds since 1970; Infinity when nothing limits it. */
  readonly endsAt: number;
  /** Counts a further request of theirs. Throws an `HttpRefusal` (429) when it is one too many. */
  count(): void;
  /** Whether they are still vouched for: at once while nothing has changed. Never rejects. */
  holds(): boolean | Promise<boolean>;
}

/** Lets somebody in for longer than one request. Throws or rejects with an `HttpRefusal`, as `Authenticate` does. */
export type Admit = (headers: IncomingHttpHeaders, address?: string) => Standing | Promise<Standing>;

/** Makes tokens for trying the hub. */
export interface Demo {
  readonly personas: readonly Persona[];
  /** Vouches for a persona, for so many hours. */
  issue(persona: Persona, hours: number): Promise<string>;
}

/** Who is answered. */
export interface Access {
  /** `issuer`: whom a configured issuer vouches for. `open` and `demo` let anybody in, and so serve this machine alone. */
  readonly mode: 'open' | 'demo' | 'issuer';
  readonly authenticate: Authenticate;
  readonly admit: Admit;
  /** Counts what those who were let in spend. */
  readonly budget: Budget;
  /** Whom the explorer may ask as; only with `demo`. */
  readonly demo?: Demo;
}

/** Whether only this machine may reach a gateway with this access. */
export const servesThisMachineAlone = ({ mode }: Access): boolean => mode !== 'issuer';
