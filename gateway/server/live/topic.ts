import { isRegionCode, significantPrefix } from '@hearth/schema/protocol/region-code.ts';
import { isMinistryName, ministryCode } from '@hearth/schema/subgraphs.ts';
import { refusal } from '../errors.ts';
import type { Topic } from './fan-out.ts';
import type { SubscriptionPlan } from './plan-subscription.ts';

/** What a subscription listens to, and whose changes it hears of. Throws a `Refusal` for an argument that cannot be used. */
export function topicOf(
  { args, field }: Pick<SubscriptionPlan, 'args' | 'field'>,
  known: readonly string[],
): { topic: Topic; subgraphs: ReadonlySet<string> } {
  if (field === 'householdChanged') {
    return { topic: { household: String(args['id']) }, subgraphs: new Set(known) };
  }
  if (field === 'regionChanged') {
    return {
      topic: { regionPrefix: readRegion(args['code']) },
      subgraphs: readMinistries(args['ministries'], known),
    };
  }
  throw refusal('SUBSCRIPTION_NOT_SUPPORTED', `This hub does not serve the subscription ${field}.`);
}

function readRegion(code: unknown): string {
  if (typeof code === 'string' && isRegionCode(code)) return significantPrefix(code);
  throw refusal('BAD_USER_INPUT', '`code` must be a division code: 12 digits, padded with zeros.');
}

function readMinistries(given: unknown, known: readonly string[]): ReadonlySet<string> {
  if (!Array.isArray(given)) return new Set(known);
  const codes = known.map((name) => (isMinistryName(name) ? ministryCode(name) : name));
  const unknown = given.find((code) => !codes.includes(code as string));
  if (given.length === 0 || unknown !== undefined) {
    throw refusal('BAD_USER_INPUT', `\`ministries\` must name some of ${codes.join(', ')}, or be left out.`);
  }
  return new Set(known.filter((_, index) => given.includes(codes[index])));
}
