import type { IncomingHttpHeaders } from 'node:http';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { Persona } from './demo/personas.ts';

/**
 * Says who asks, from the header of a request: at once for callers who are known already. Throws or rejects with an
 * `HttpRefusal` for all whom it does not let in.
 */
export type Authenticate = (headers: IncomingHttpHeaders) => Authority | Promise<Authority>;

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
  /** Whom the explorer may ask as; only with `demo`. */
  readonly demo?: Demo;
}

/** Whether only this machine may reach a gateway with this access. */
export const servesThisMachineAlone = ({ mode }: Access): boolean => mode !== 'issuer';
