import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { Purpose } from '@hearth/schema/protocol/purposes.ts';
import { RecentlyUsed } from '@hearth/kit/recently-used.ts';

const MOST_CASES = 16; // kept of one caller

/** Puts together what a caller may for a purpose, in a matter or in none. */
type CreateAuthority = (purpose: Purpose, matter: string | null) => Authority;

/** What one caller may, by purpose and case: each is put together once and then the same object. */
export class Authorities {
  readonly #create: CreateAuthority;
  readonly #byPurpose = new Map<Purpose, Authority>();
  #byCase: RecentlyUsed<string, Authority> | undefined;

  constructor(create: CreateAuthority) {
    this.#create = create;
  }

  get(purpose: Purpose, matter: string | null): Authority {
    return matter === null ? this.#getPlain(purpose) : this.#getForCase(purpose, matter);
  }

  #getPlain(purpose: Purpose): Authority {
    const kept = this.#byPurpose.get(purpose);
    if (kept) return kept;
    const authority = this.#create(purpose, null);
    this.#byPurpose.set(purpose, authority);
    return authority;
  }

  #getForCase(purpose: Purpose, matter: string): Authority {
    this.#byCase ??= new RecentlyUsed(MOST_CASES);
    const key = `${purpose} ${matter}`;
    const kept = this.#byCase.get(key);
    if (kept) return kept;
    const authority = this.#create(purpose, matter);
    this.#byCase.set(key, authority);
    return authority;
  }
}
