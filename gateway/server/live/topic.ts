import type { AuthorityClass } from '@hearth/schema/protocol/authority.ts';
import { isRegionCode, significantPrefix } from '@hearth/schema/protocol/region-code.ts';
import { isMinistryName, ministryCode } from '@hearth/schema/subgraphs.ts';
import { deniedRefusal, refusal } from '../errors.ts';
import { isMet } from '../plan/access/clause.ts';
import { describeDenial } from '../plan/access/denial.ts';
import type { Topic } from './fan-out.ts';
import { needsOfChanges } from './needs-of-changes.ts';
import type { SubscriptionPlan } from './plan-subscription.ts';

/**
 * What a subscription listens to, and whose changes its caller hears of. Throws a `Refusal` for an argument that cannot
 * be used, and for a ministry that it names and of whose changes the caller may not hear.
 */
export function topicOf(
  { args, field }: Pick<SubscriptionPlan, 'args' | 'field'>,
  known: readonly string[],
  authority: AuthorityClass,
): { topic: Topic; subgraphs: ReadonlySet<string> } {
  if (field === 'householdChanged') {
    return { topic: { household: String(args['id']) }, subgraphs: heardOf(known, authority) };
  }
  if (field === 'regionChanged') {
    return {
      topic: { regionPrefix: readRegion(args['code']) },
      subgraphs: readMinistries(args['ministries'], known, authority),
    };
  }
  throw refusal('SUBSCRIPTION_NOT_SUPPORTED', `This hub does not serve the subscription ${field}.`);
}

function readRegion(code: unknown): string {
  if (typeof code === 'string' && isRegionCode(code)) return significantPrefix(code);
  throw refusal('BAD_USER_INPUT', '`code` must be a division code: 12 digits, padded with zeros.');
}

function readMinistries(
  given: unknown,
  known: readonly string[],
  authority: AuthorityClass,
): ReadonlySet<string> {
  if (!Array.isArray(given)) return heardOf(known, authority);
  const codes = known.map(codeOf);
  const unknown = given.find((code) => !codes.includes(code as string));
  if (given.length === 0 || unknown !== undefined) {
    throw refusal('BAD_USER_INPUT', `\`ministries\` must name some of ${codes.join(', ')}, or be left out.`);
  }
  const named = known.filter((_, index) => given.includes(codes[index]));
  const hidden = named.filter((subgraph) => !mayHear(subgraph, authority));
  if (hidden.length > 0) throw denied(hidden, authority);
  return new Set(named);
}

const codeOf = (name: string): string => (isMinistryName(name) ? ministryCode(name) : name);

/** Those of whose changes a caller may hear: at least one. */
function heardOf(known: readonly string[], authority: AuthorityClass): ReadonlySet<string> {
  const heard = known.filter((subgraph) => mayHear(subgraph, authority));
  if (heard.length === 0) throw denied(known, authority);
  return new Set(heard);
}

const unmetBy = (authority: AuthorityClass, subgraph: string) =>
  needsOfChanges(subgraph).filter((clause) => !isMet(clause, authority));

const mayHear = (subgraph: string, authority: AuthorityClass): boolean =>
  unmetBy(authority, subgraph).length === 0;

function denied(hidden: readonly string[], authority: AuthorityClass): Error {
  const unmet = hidden.flatMap((subgraph) => unmetBy(authority, subgraph));
  return deniedRefusal(describeDenial(`Hearing of changes of ${hidden.map(codeOf).join(' and ')}`, unmet));
}
