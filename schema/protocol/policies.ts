/** The part of a grant that policies look at. */
interface Judged {
  /** The matter for which somebody asks; null when they name none. */
  readonly case: string | null;
}

/** What `@policy` of the contract may name, and of whom it holds. */
const policies = {
  case: ({ case: matter }) => matter !== null,
} as const satisfies Record<string, (grant: Judged) => boolean>;

/** One policy. */
export type Policy = keyof typeof policies;

/** All policies, in order. */
export const policyNames = (Object.keys(policies) as Policy[]).toSorted();

/** Whether a text names a policy. */
export const isPolicy = (text: unknown): text is Policy =>
  typeof text === 'string' && Object.hasOwn(policies, text);

/** The policies that hold of a grant, in order. */
export const policiesOf = (grant: Judged): Policy[] => policyNames.filter((name) => policies[name](grant));
