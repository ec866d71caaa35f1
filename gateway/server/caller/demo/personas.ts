import type { Purpose } from '@hearth/schema/protocol/purposes.ts';
import type { Scope } from '@hearth/schema/protocol/scopes.ts';

/** Somebody as whom the hub can be tried: what the demo issuer vouches for. */
export interface Persona {
  /** What commands call it: `county-official`. */
  readonly name: string;
  /** What people call it, in both languages. */
  readonly title: string;
  readonly scopes: readonly Scope[];
  /** As `regionPrefix` reads them. */
  readonly regions: readonly string[];
  readonly purposes: readonly Purpose[];
  /** As `Ministry` of the contract names it. */
  readonly ministry?: string;
  readonly person?: string;
}
