/** Alternatives, of which one is enough; each asks for all that it lists. None: nothing is asked for. */
export type Alternatives = readonly (readonly string[])[];

/** What has to be met before something is answered. */
export type Requirement = {
  /** Whether the caller has to be known; scopes and policies imply it. */
  authenticated: boolean;
  scopes: Alternatives;
  policies: Alternatives;
  /** The purposes, of which the request names one; null: any, or none. */
  purposes: readonly string[] | null;
};

/** Anybody may read it. */
export const nothing: Requirement = { authenticated: false, scopes: [], policies: [], purposes: null };

/** Whoever is known may read it. */
export const anyCaller: Requirement = { ...nothing, authenticated: true };

/** Both at once. */
export const both = (one: Requirement, other: Requirement): Requirement => ({
  authenticated: one.authenticated || other.authenticated,
  scopes: combined(one.scopes, other.scopes),
  policies: combined(one.policies, other.policies),
  purposes: common(one.purposes, other.purposes),
});

function combined(one: Alternatives, other: Alternatives): Alternatives {
  if (one.length === 0 || other.length === 0) return [...one, ...other];
  return one.flatMap((group) => other.map((added) => [...new Set([...group, ...added])]));
}

function common(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  if (one === null || other === null) return one ?? other;
  return one.filter((purpose) => other.includes(purpose));
}

/** Whether whoever meets one requirement meets the other too. */
export const implies = (one: Requirement, other: Requirement): boolean =>
  (!other.authenticated || isForKnownCallers(one)) &&
  covers(one.scopes, other.scopes) &&
  covers(one.policies, other.policies) &&
  isWithin(one.purposes, other.purposes);

const isForKnownCallers = ({ authenticated, scopes, policies }: Requirement): boolean =>
  authenticated || scopes.length > 0 || policies.length > 0;

const covers = (one: Alternatives, other: Alternatives): boolean =>
  other.length === 0 ||
  (one.length > 0 &&
    one.every((group) => other.some((enough) => enough.every((item) => group.includes(item)))));

const isWithin = (one: readonly string[] | null, other: readonly string[] | null): boolean =>
  other === null || (one?.every((purpose) => other.includes(purpose)) ?? false);
