import type { IncomingHttpHeaders } from 'node:http';
import type { Authority } from '@hearth/schema/protocol/authority.ts';

/**
 * Says who asks, from the header of a request: at once for callers who are known already. Throws or rejects with an
 * `HttpRefusal` for all whom it does not let in.
 */
export type Authenticate = (headers: IncomingHttpHeaders) => Authority | Promise<Authority>;

/** Who is answered. */
export interface Access {
  /** `issuer`: whom a configured issuer vouches for. `open` and `demo` let anybody in, and so serve this machine alone. */
  readonly mode: 'open' | 'demo' | 'issuer';
  readonly authenticate: Authenticate;
}

/** Whether only this machine may reach a gateway with this access. */
export const servesThisMachineAlone = ({ mode }: Access): boolean => mode !== 'issuer';
